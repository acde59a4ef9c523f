import Diagnostics

extension Comment {
  func write(to writer: inout ByteWriter) {
    writer.write(subject.kind)
    writer.write(subject.slug)
    writer.write(id)
    writer.write(author.profile) {
      $0.write($1.kind)
      $0.write($1.slug)
    }
    writer.write(author.name) { $0.write($1) }
    writer.write(author.member) { $0.write($1) }
    date.write(to: &writer)
    writer.write(replyTo) { writer, parent in
      writer.write(parent.value)
      parent.location.write(to: &writer, in: file)
    }
    writer.write(state.rawValue)
    writer.write(body.lowerBound)
    writer.write(body.count)
    writer.write(print)
    writer.write(stamp) { $1.write(to: &$0) }
  }

  /// - Parameter files: makes the source of a path relative to `content/`.
  init(from reader: inout ByteReader, files: (String) -> SourceFile) {
    let kind = reader.text()
    let subject = EntryAddress(kind: kind, slug: reader.text())
    let id = reader.text()
    let file = files(CommentPath.file(id, of: subject))
    let sources = VariantSources(own: file, main: file)
    let profile = reader.optional { reader in
      let kind = reader.text()
      return EntryAddress(kind: kind, slug: reader.text())
    }
    let name = reader.optional { $0.text() }
    let member = reader.optional { $0.text() }
    let date = EntryDate(from: &reader)
    let replyTo = reader.optional { reader in
      let id = reader.text()
      return Located(id, at: SourceLocation(from: &reader, sources: sources))
    }
    let state = State(rawValue: reader.integer())
    let start = reader.integer()
    let length = reader.integer()
    let isSound = state != nil && start >= 0 && length >= 0 && start <= Int.max - length
    if !isSound { reader.fail() }
    self.init(
      id: id, subject: subject, file: file, author: Author(profile: profile, name: name, member: member), date: date,
      replyTo: replyTo, state: state ?? .shown, body: isSound ? start..<start + length : 0..<0,
      print: reader.fingerprint(), stamp: reader.optional { FileStamp(from: &$0) })
  }
}
