/// The bytes of a comment's file.
public enum CommentFile {
  /// A new comment.
  ///
  /// - Parameter replyTo: the id of the comment that it answers.
  public static func bytes(
    _ text: String, by author: Comment.Author, at date: Moment, replyTo: String?
  ) throws(EditError) -> [UInt8] {
    var edit = EntryEdit()
    if let profile = author.profile { edit.set(ValuePath(field: "author"), to: .text(profile.description)) }
    if let name = author.name { edit.set(ValuePath(field: "name"), to: .text(name)) }
    if let member = author.member { edit.set(ValuePath(field: "member"), to: .text(member)) }
    edit.set(ValuePath(field: "date"), to: .text(date.iso))
    if let replyTo { edit.set(ValuePath(field: "reply_to"), to: .text(replyTo)) }
    edit.text = text
    return try applied(edit, to: Array("---\n---\n".utf8))
  }

  /// The same comment with another text.
  public static func replacingText(in bytes: [UInt8], with text: String) throws(EditError) -> [UInt8] {
    var edit = EntryEdit()
    edit.text = text
    return try applied(edit, to: bytes)
  }

  /// The same comment by somebody whose page has got another address; nil where somebody else has written it.
  static func movingAuthor(of bytes: [UInt8], from old: EntryAddress, to slug: String) throws(EditError) -> [UInt8]? {
    let field = ValuePath(field: "author")
    guard try EntryDocument(path: "comment.md", bytes: bytes)[field] == .text(old.description) else { return nil }
    var edit = EntryEdit()
    edit.set(field, to: .text(EntryAddress(kind: old.kind, slug: slug).description))
    return try applied(edit, to: bytes)
  }

  /// The same comment by somebody whose page is at this address now; nil where it names no page of theirs.
  public static func movingAuthor(of bytes: [UInt8], to slug: String) throws(EditError) -> [UInt8]? {
    let author = try EntryDocument(path: "comment.md", bytes: bytes)[ValuePath(field: "author")]
    guard case .text(let text)? = author, let old = EntryAddress(text) else { return nil }
    return try movingAuthor(of: bytes, from: old, to: slug)
  }

  /// The same comment, hidden or shown again.
  public static func hiding(_ bytes: [UInt8], _ isHidden: Bool) throws(EditError) -> [UInt8] {
    var edit = EntryEdit()
    if isHidden {
      edit.set(ValuePath(field: "hidden"), to: .text("true"))
    } else {
      edit.remove(ValuePath(field: "hidden"))
    }
    return try applied(edit, to: bytes)
  }

  /// What stays of a comment that something answers: its place, and neither who said it nor what.
  public static func stub(of bytes: [UInt8]) throws(EditError) -> [UInt8] {
    let document = try EntryDocument(path: "comment.md", bytes: bytes)
    var edit = EntryEdit()
    for name in ["date", "reply_to"] {
      if let value = document[ValuePath(field: name)] { edit.set(ValuePath(field: name), to: value) }
    }
    edit.set(ValuePath(field: "deleted"), to: .text("true"))
    return try applied(edit, to: Array("---\n---\n".utf8))
  }

  /// The id of the comment that a file answers, its text, and whether anybody may read it.
  public static func parts(of bytes: [UInt8]) throws(EditError) -> (replyTo: String?, text: String, isShown: Bool) {
    let document = try EntryDocument(path: "comment.md", bytes: bytes)
    var parent: String?
    if case .text(let id)? = document[ValuePath(field: "reply_to")] { parent = id }
    let isShown = ["hidden", "deleted"].allSatisfy { document[ValuePath(field: $0)] != .text("true") }
    return (parent, document.text, isShown)
  }

  /// A thread's settings.
  public static func settings(isClosed: Bool) -> [UInt8] { Array("closed: \(isClosed)\n".utf8) }

  private static func applied(_ edit: EntryEdit, to bytes: [UInt8]) throws(EditError) -> [UInt8] {
    let document = try EntryDocument(path: "comment.md", bytes: bytes)
    let kind = Kind(
      id: KindID(index: 0), file: document.file, name: "comment", plural: CommentPath.folder, fields: FieldSet([]))
    return try edit.applied(to: document, of: kind)
  }
}
