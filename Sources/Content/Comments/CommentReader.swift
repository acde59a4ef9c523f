import Diagnostics
import Markup

/// One file of a comment while it is read.
struct CommentReader {
  let id: String
  let subject: EntryAddress
  let file: SourceFile
  private var fields: FieldReader
  private var author = Comment.Author()
  private var date: EntryDate?
  private var replyTo: Located<String>?
  private var flags: [String: Bool] = [:]

  static let names = ["author", "name", "member", "date", "reply_to", "hidden", "deleted"]

  init(id: String, subject: EntryAddress, file: SourceFile, context: ReadingContext) {
    self.id = id
    self.subject = subject
    self.file = file
    fields = FieldReader(file, folder: CommentPath.folder(of: subject), context: context)
  }

  /// Nil, with a reason among the diagnostics, for what is no comment.
  mutating func comment(stamp: FileStamp?, into diagnostics: inout [Diagnostic]) -> Comment? {
    let split = FrontMatter.split(file, into: &fields.diagnostics)
    let start = file.startOfText
    let first = split.yaml == nil ? start..<start : start..<start + 3
    let yaml = split.yaml.flatMap { YAMLParser.parse(file, in: $0, into: &fields.diagnostics) }
    if let yaml, !yaml.isNull, yaml.mapping == nil {
      fields.report(
        "wrong-type", at: yaml.startRange(in: file), "the fields of a comment must be written as 'name: value'")
    }
    for pair in yaml?.mapping?.pairs ?? [] { read(pair) }
    let isDeleted = flags["deleted"] == true
    if date == nil, fields.mistakeCount == 0 { missing("the field 'date' must be there", at: first) }
    if author.profile == nil, author.name == nil, !isDeleted, fields.mistakeCount == 0 {
      missing("a comment must say its 'author', as in profile:lea-durand, or a 'name'", at: first)
    }
    if !isDeleted, BodyLines(file.bytes[split.body]).text.isEmpty, fields.mistakeCount == 0 {
      fields.report("missing-text", at: first, "a comment must have a text below its fields")
    }
    diagnostics += fields.diagnostics
    guard let date, fields.diagnostics.isEmpty else { return nil }
    return Comment(
      id: id, subject: subject, file: file, author: author, date: date, replyTo: replyTo,
      state: isDeleted ? .deleted : flags["hidden"] == true ? .hidden : .shown, body: split.body,
      print: Fingerprint(file.bytes), stamp: stamp)
  }

  private mutating func missing(_ rule: Message, at range: Range<Int>) {
    fields.report("missing-field", at: range, rule)
  }

  private mutating func read(_ pair: YAMLMapping.Pair) {
    fields.field = pair.key
    let node = pair.value
    guard Self.names.contains(pair.key) else {
      return fields.report(
        "unknown-field", at: pair.keyRange, "'\(pair.key)' is no field of a comment",
        suggestion: nearestName(to: pair.key, among: Self.names))
    }
    guard !node.isNull else { return }
    switch pair.key {
    case "date": date = fields.entryDate(node)
    case "author": author.profile = profile(node)
    case "name": author.name = line(node)
    case "member": author.member = line(node)
    case "reply_to": replyTo = parent(node)
    default:
      flags[pair.key] = node.scalar.flatMap { Bool(written: $0.text) }
      if flags[pair.key] == nil {
        fields.report("wrong-type", at: node.startRange(in: file), "'\(pair.key)' must be true or false")
      }
    }
  }

  /// Its kind must be there; somebody's page may be gone.
  private mutating func profile(_ node: YAMLNode) -> EntryAddress? {
    guard let address = node.scalar.flatMap({ EntryAddress($0.text.trimmed) }), Name.isSlug(address.slug),
      fields.context.kind(named: address.kind) != nil
    else {
      fields.report(
        "wrong-type", at: node.range, "'author' must name an entry by its kind and slug, such as profile:lea-durand")
      return nil
    }
    return address
  }

  private mutating func parent(_ node: YAMLNode) -> Located<String>? {
    guard let id = fields.text(node, orElse: { _ in "'reply_to' must be the name of another comment's file" }),
      !id.isEmpty
    else { return nil }
    return Located(id, at: SourceLocation(file, node.range))
  }

  private mutating func line(_ node: YAMLNode) -> String? {
    guard let text = fields.text(node, orElse: { "'\($0)' must be a text" }), !text.isEmpty else { return nil }
    guard !text.contains(where: \.isNewline), text.count <= 120 else {
      fields.report("too-long", at: node.range, "'\(fields.field)' may have one line of at most 120 characters")
      return nil
    }
    return text
  }
}
