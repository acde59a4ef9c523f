public import Diagnostics

extension ContentMemory {
  /// How many entries are read at a time, by one of several threads.
  private static let chunkSize = 256

  /// Writes what is worth remembering: entries without mistakes, whose files have a stamp that can be trusted.
  public func write(to writer: inout ByteWriter) {
    writer.write(rules)
    writer.write(names)
    writer.write(kindNames) { $0.write($1) }
    writer.write(comments.filter { $0.stamp != nil }) { $1.write(to: &$0) }
    let starts = Array(stride(from: 0, to: entries.count, by: Self.chunkSize))
    writer.write(entries.count)
    writer.write(starts) { writer, start in
      var chunk = ByteWriter(minimumCapacity: Self.chunkSize * 512)
      for entry in entries[start..<min(start + Self.chunkSize, entries.count)] { entry.write(to: &chunk) }
      writer.write(chunk.bytes)
    }
  }

  /// Reads what was written; nil when it makes no sense.
  ///
  /// - Parameter files: makes the source of a path relative to `content/`, whose bytes are read when they are needed.
  public static func read(
    from bytes: [UInt8], in range: Range<Int>, files: @escaping @Sendable (String) -> SourceFile
  ) async -> ContentMemory? {
    var reader = ByteReader(bytes, in: range)
    let rules = reader.fingerprint()
    let names = reader.fingerprint()
    let kindNames = reader.list { $0.text() }
    let comments = reader.list { Comment(from: &$0, files: files) }
    let count = reader.integer()
    let chunks = reader.list { $0.range() }
    guard !reader.isBroken, reader.isAtEnd, chunks.count == (count + chunkSize - 1) / chunkSize else { return nil }
    let kindCount = kindNames.count
    let read = await withTaskGroup(of: (Int, [Entry]?).self) { group in
      for (number, chunk) in chunks.enumerated() {
        group.addTask {
          var reader = ByteReader(bytes, in: chunk)
          let start = number * chunkSize
          let entries = (start..<min(start + chunkSize, count)).map {
            Entry(id: EntryID(index: $0), from: &reader, count: count, files: files)
          }
          let isSound = !reader.isBroken && reader.isAtEnd && entries.allSatisfy { $0.kind.index < kindCount }
          return (number, isSound ? entries : nil)
        }
      }
      var read = [[Entry]?](repeating: nil, count: chunks.count)
      for await (number, entries) in group { read[number] = entries }
      return read
    }
    guard !read.contains(where: { $0 == nil }) else { return nil }
    return ContentMemory(
      rules: rules, names: names, entries: read.compactMap(\.self).flatMap(\.self), comments: comments,
      kindNames: kindNames)
  }
}

extension Entry {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(kind.index)
    writer.write(slug)
    let isKept = isClean && variants.allSatisfy { $0.version.stamp != nil }
    writer.write(isKept)
    if isKept { writer.write(variants) { $1.write(to: &$0) } }
  }

  fileprivate init(
    id: EntryID, from reader: inout ByteReader, count: Int, files: (String) -> SourceFile
  ) {
    self.init(id: id, kind: KindID(index: abs(reader.integer())), slug: reader.text(), variants: [])
    isClean = reader.flag()
    guard isClean else { return }
    var main: SourceFile?
    variants = reader.list { reader in
      let variant = EntryVariant(from: &reader, main: main, count: count, files: files)
      main = main ?? variant.file
      return variant
    }
    if variants.isEmpty { reader.fail() }
  }
}

extension EntryVariant {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(language.code)
    writer.write(path)
    writer.write(folder)
    writer.write(title)
    writer.write(values) { writer, value in writer.write(value) { $1.write(to: &$0, in: file) } }
    writer.write(body.lowerBound)
    writer.write(body.count)
    writer.write(date) { $1.write(to: &$0) }
    writer.write(updated) { $1.write(to: &$0) }
    writer.write(expires) { $1.write(to: &$0) }
    writer.write(isDraft)
    writer.write(aliases) { $1.write(to: &$0, in: file) }
    if case .restricted(let names) = audience {
      writer.write(true)
      writer.write(names) { $0.write($1) }
    } else {
      writer.write(false)
    }
    writer.write(template) { $1.write(to: &$0, in: file) }
    writer.write(version.stamp) { $1.write(to: &$0) }
    writer.write(version.fields)
    writer.write(version.text)
  }

  /// - Parameter main: the file of the main variant; nil when this is it.
  fileprivate init(from reader: inout ByteReader, main: SourceFile?, count: Int, files: (String) -> SourceFile) {
    let language = Language(code: reader.text())
    let path = reader.text()
    let file = files(path)
    let sources = VariantSources(own: file, main: main ?? file)
    let folder = reader.text()
    let title = reader.text()
    let values = reader.list { $0.optional { FieldValue(from: &$0, sources: sources, count: count) } }
    let start = reader.integer()
    let length = reader.integer()
    if language == nil || start < 0 || length < 0 { reader.fail() }
    self.init(
      language: language ?? .french, file: file, path: path, folder: folder, title: title, values: values,
      body: max(start, 0)..<max(start, 0) + max(length, 0))
    date = reader.optional { EntryDate(from: &$0) }
    updated = reader.optional { EntryDate(from: &$0) }
    expires = reader.optional { EntryDate(from: &$0) }
    isDraft = reader.flag()
    aliases = reader.list { Located(from: &$0, sources: sources) }
    if reader.flag() { audience = .restricted(reader.list { $0.text() }) }
    template = reader.optional { Located(from: &$0, sources: sources) }
    version.stamp = reader.optional { FileStamp(from: &$0) }
    version.fields = reader.fingerprint()
    version.text = reader.fingerprint()
  }
}

extension Located<String> {
  fileprivate func write(to writer: inout ByteWriter, in file: SourceFile) {
    writer.write(value)
    location.write(to: &writer, in: file)
  }

  fileprivate init(from reader: inout ByteReader, sources: VariantSources) {
    let value = reader.text()
    self.init(value, at: SourceLocation(from: &reader, sources: sources))
  }
}

extension FileStamp {
  public func write(to writer: inout ByteWriter) {
    writer.write(size)
    writer.write(inode)
    writer.write(modified)
    writer.write(changed &- modified)
  }

  public init(from reader: inout ByteReader) {
    let size = reader.integer()
    let inode = reader.number()
    let modified = reader.integer()
    self.init(size: size, inode: inode, modified: modified, changed: modified &+ reader.integer())
  }
}
