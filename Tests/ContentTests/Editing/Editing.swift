import Content
import TestSupport
import Testing

/// A kind with a field of each shape, to edit entries of.
let editedKind = """
  name: person
  plural: people
  fields:
    title: { type: text, required: true }
    headline: { type: text, max: 60 }
    about: { type: text, multiline: true }
    town: { type: place }
    photo: { type: image }
    skills: { type: tag, list: true, max_items: 4 }
    friend: { type: reference, to: person }
    now: { type: group, fields: { job: { type: text, required: true }, since: { type: date } } }
    jobs:
      type: group
      list: true
      fields:
        title: { type: text, required: true }
        place: { type: place }
        from: { type: date }
        to: { type: date }
        text: { type: markdown }
    open: { type: boolean }
  """

/// The kind, and a tree that has some people.
func people(_ files: [String: String] = [:]) async throws -> (kind: Kind, content: TestContent) {
  let content = try await TestContent(files.merging(["kinds/person.yaml": editedKind]) { own, _ in own })
  return (try #require(content.tree.kinds.first), content)
}

extension ValuePath: ExpressibleByStringLiteral {
  init(stringLiteral text: String) {
    self = ValuePath(text) ?? ValuePath(field: text)
  }
}

extension WrittenValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  init(stringLiteral text: String) { self = .text(text) }
  init(arrayLiteral items: WrittenValue...) { self = .list(items) }
  init(dictionaryLiteral members: (String, WrittenValue)...) { self = .group(members.map { Member($0, $1) }) }
}

/// A Markdown file after one change of a field.
func edited(
  _ text: String, _ path: ValuePath, _ value: WrittenValue?, in file: String = "people/a.md"
) async throws -> String {
  var edit = EntryEdit()
  if let value { edit.set(path, to: value) } else { edit.remove(path) }
  return try await edited(text, edit, in: file)
}

func edited(_ text: String, _ edit: EntryEdit, in file: String = "people/a.md") async throws -> String {
  let document = try EntryDocument(path: file, bytes: Array(text.utf8))
  return String(decoding: try edit.applied(to: document, of: try await people().kind), as: UTF8.self)
}

/// Fields between the lines of a front matter, and a text below.
func matter(_ fields: String) -> String {
  "---\n\(fields)---\nText.\n"
}

/// Whether a change of a front matter's fields gives others.
func expectEdit(
  _ before: String, _ path: ValuePath, _ value: WrittenValue?, _ after: String,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws {
  let result = try await edited(matter(before), path, value)
  #expect(result == matter(after), sourceLocation: sourceLocation)
}

extension String {
  /// The text with another in place of the one place where a part stands.
  func changing(_ part: String, to other: String) -> String {
    let pieces = split(separator: part, omittingEmptySubsequences: false)
    precondition(pieces.count == 2, "'\(part)' stands once in the text")
    return pieces.joined(separator: other)
  }
}
