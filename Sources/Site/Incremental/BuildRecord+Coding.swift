import Content
import Diagnostics

extension BuildRecord {
  func write(to writer: inout ByteWriter) {
    writer.write(base)
    writer.write(sources) { $0.write($1) }
    writer.write(now)
    writer.write(nextChange) { $0.write($1) }
    writer.write(manifest) { $1.write(to: &$0) }
    writer.write(entryCount)
    writer.write(pageCount)
    writer.write(omitted) { $1.write(to: &$0) }
    writer.write(outputs) { $1.write(to: &$0) }
    writer.write(bodies) { writer, body in writer.write(body) { $1.write(to: &$0) } }
    facts.write(to: &writer)
    var content = ByteWriter()
    self.content.write(to: &content)
    writer.write(content.bytes)
  }

  /// Nil when the bytes make no sense.
  init?(
    from reader: inout ByteReader, _ bytes: [UInt8], files: @escaping @Sendable (String) -> SourceFile
  ) async {
    base = reader.fingerprint()
    sources = reader.optional { $0.fingerprint() }
    now = reader.integer()
    nextChange = reader.optional { $0.integer() }
    manifest = reader.optional { FileStamp(from: &$0) }
    entryCount = reader.integer()
    pageCount = reader.integer()
    omitted = reader.list { OmittedEntry(from: &$0) }
    outputs = reader.list { RecordedOutput(from: &$0) }
    bodies = reader.list { $0.optional { RecordedBody(from: &$0) } }
    facts = RecordedFacts(from: &reader)
    let range = reader.range()
    guard !reader.isBroken, reader.isAtEnd, bodies.count == facts.entries.count, facts.isComplete,
      let content = await ContentMemory.read(from: bytes, in: range, files: files)
    else { return nil }
    self.content = content
  }
}

extension RecordedFacts {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(entries) { $1.write(to: &$0) }
    writer.write(entryPrints) { writer, prints in writer.write(prints) { $0.write($1) } }
    writer.write(groups) { $0.write($1) }
    writer.write(groupPrints) { $0.write($1) }
    writer.write(queries) { $1.write(to: &$0) }
    writer.write(queryPrints) { $0.write($1) }
    writer.write(addresses)
  }

  fileprivate init(from reader: inout ByteReader) {
    entries = reader.list { EntryAddress(from: &$0) }
    entryPrints = reader.list { $0.list { $0.fingerprint() } }
    groups = reader.list { $0.text() }
    groupPrints = reader.list { $0.fingerprint() }
    queries = reader.list { Query(from: &$0) }
    queryPrints = reader.list { $0.fingerprint() }
    addresses = reader.fingerprint()
  }

  fileprivate var isComplete: Bool {
    entryPrints.count == FactID.Aspect.allCases.count && entryPrints.allSatisfy { $0.count == entries.count }
      && groups.count == groupPrints.count && queries.count == queryPrints.count
  }
}

extension RecordedOutput {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(path)
    writer.write(subject)
    reads.write(to: &writer)
    writer.write(stamp.size)
    writer.write(stamp.inode)
    writer.write(stamp.modified)
  }

  fileprivate init(from reader: inout ByteReader) {
    path = reader.text()
    subject = reader.fingerprint()
    reads = ReadSet(from: &reader)
    let (size, inode) = (reader.integer(), reader.number())
    stamp = OutputStamp(FileStamp(size: size, inode: inode, modified: reader.integer(), changed: 0))
  }
}

extension RecordedBody {
  fileprivate func write(to writer: inout ByteWriter) {
    reads.write(to: &writer)
    writer.write(published) { $0.write($1) }
  }

  fileprivate init(from reader: inout ByteReader) {
    reads = ReadSet(from: &reader)
    published = reader.list { $0.publishedFile() }
  }
}

extension ReadSet {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(bytes)
    writer.write(validUntil) { $0.write($1) }
  }

  fileprivate init(from reader: inout ByteReader) {
    let bytes = reader.block()
    self.init(bytes: bytes, validUntil: reader.optional { $0.integer() })
  }
}

extension OmittedEntry {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(path)
    address.write(to: &writer)
    switch reason {
    case .draft: writer.write(0)
    case .future(let date):
      writer.write(1)
      date.write(to: &writer)
    case .expired(let date):
      writer.write(2)
      date.write(to: &writer)
    case .audience(let names):
      writer.write(3)
      writer.write(names) { $0.write($1) }
    }
  }

  fileprivate init(from reader: inout ByteReader) {
    let path = reader.text()
    let address = EntryAddress(from: &reader)
    let reason: Reason
    switch reader.integer() {
    case 1: reason = .future(EntryDate(from: &reader))
    case 2: reason = .expired(EntryDate(from: &reader))
    case 3: reason = .audience(reader.list { $0.text() })
    default: reason = .draft
    }
    self.init(path: path, address: address, reason: reason)
  }
}

extension EntryAddress {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(kind)
    writer.write(slug)
  }

  fileprivate init(from reader: inout ByteReader) {
    let kind = reader.text()
    self.init(kind: kind, slug: reader.text())
  }
}
