import Content
import Diagnostics
import Glibc
import Markup
import TestSupport
import Testing

/// Any valid front matter, any change of a field: the rest of the file is the same bytes, and reading it back gives
/// the new value.
struct RandomFieldEditTests {
  @Test(.timeLimit(.minutes(15)), arguments: 1...8 as ClosedRange<UInt64>)
  func generatedFilesKeepEverythingElse(seed: UInt64) async throws {
    let kind = try await people().kind
    var nasty = NastyFields(seed: seed)
    var valid = 0
    for _ in 0..<500 {
      let isFieldsOnly = nasty.dice.isOne(in: 4)
      let path = isFieldsOnly ? "people/a.yaml" : "people/a.md"
      let text = nasty.file(isFieldsOnly: isFieldsOnly)
      // Now and then what is put together is no YAML.
      guard (try? EntryDocument(path: path, bytes: Array(text.utf8))) != nil else { continue }
      valid += 1
      try Self.change(Array(text.utf8), at: path, of: kind, dice: &nasty.dice)
    }
    #expect(valid > 300)
  }

  @Test(.timeLimit(.minutes(15)))
  func theExamplesKeepEverythingElse() async throws {
    let folder = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined() + "/content"
    let tree = try await ContentTree.load(folder)
    var dice = Dice(seed: 7)
    #expect(tree.entries.count > 50)
    for variant in tree.entries.flatMap({ entry in entry.variants.map { (entry.kind, $0) } }) {
      for _ in 0..<3 {
        let kind = tree.kinds[variant.0.index]
        try Self.change(variant.1.file.bytes, at: variant.1.path, of: kind, dice: &dice)
      }
    }
  }

  private static func change(_ bytes: [UInt8], at path: String, of kind: Kind, dice: inout Dice) throws {
    let before = try EntryDocument(path: path, bytes: bytes)
    let place = anyPlace(in: before, dice: &dice)
    let value = dice.isOne(in: 6) ? nil : HostileText.value(&dice)
    var edit = EntryEdit()
    if let value { edit.set(place, to: value) } else { edit.remove(place) }
    let shown = "\(place) = \(String(describing: value)) in\n\(String(decoding: bytes, as: UTF8.self))"
    let result: [UInt8]
    do {
      result = try edit.applied(to: before, of: kind)
    } catch {
      Issue.record("\(error): \(shown)")
      return
    }
    let after = try EntryDocument(path: path, bytes: result)
    let got = "\(shown)\ngives\n\(String(decoding: result, as: UTF8.self))"
    if let value { #expect(after[place] == trimmed(value), "\(got)") }
    for field in before.fields where field.name != place.field {
      #expect(after.fields[field.name] == field.value, "\(got)")
    }
    #expect(after.fields.count <= before.fields.count + 1, "\(got)")
    #expect(keepsTheRest(of: before, after: result, field: place.field), "\(got)")
  }

  /// A field that is there or not, or a value inside of one.
  private static func anyPlace(in document: EntryDocument, dice: inout Dice) -> ValuePath {
    guard let field = document.fields.randomElement(using: &dice), !dice.isOne(in: 4) else {
      return ValuePath(field: dice.pick(NastyFields.names))
    }
    var path = ValuePath(field: field.name)
    var value = field.value
    while dice.isOne(in: 2) {
      switch value {
      case .group(let members):
        guard let member = members.randomElement(using: &dice) else { return path }
        path = path.appending(.member(member.name))
        value = member.value
      case .list(let items):
        guard let index = items.indices.randomElement(using: &dice) else { return path }
        path = path.appending(.item(index))
        value = items[index]
      case .nothing, .text: return path
      }
    }
    return path
  }

  /// As fields read texts.
  private static func trimmed(_ value: WrittenValue) -> WrittenValue {
    switch value {
    case .nothing: return .nothing
    case .text(let text):
      let blank: Set<Unicode.Scalar> = [" ", "\t", "\n", "\r"]
      let scalars = text.unicodeScalars.drop(while: blank.contains).reversed().drop(while: blank.contains)
      var trimmed = String.UnicodeScalarView()
      trimmed.append(contentsOf: scalars.reversed())
      return .text(String(trimmed))
    case .list(let items): return .list(items.map(trimmed))
    case .group(let members): return .group(members.map { .init($0.name, trimmed($0.value)) })
    }
  }

  /// Whether only the lines of a field differ: from that of its key to the comments that belong to its value.
  private static func keepsTheRest(of before: EntryDocument, after: [UInt8], field: String) -> Bool {
    let bytes = before.bytes
    var ignored: [Diagnostic] = []
    let yaml = before.isFieldsOnly ? nil : FrontMatter.split(before.file, into: &ignored).yaml ?? 0..<0
    let pairs = YAMLParser.parse(before.file, in: yaml, into: &ignored)?.mapping?.pairs ?? []
    guard let pair = pairs.first(where: { $0.key == field }) else {
      // A new field is added, and nothing is taken away.
      let prefix = zip(bytes, after).prefix { $0 == $1 }.count
      let suffix = zip(bytes.reversed(), after.reversed()).prefix { $0 == $1 }.count
      return prefix + suffix >= bytes.count
    }
    let start = before.file.lineRange(containingByte: pair.keyRange.lowerBound).lowerBound
    let next = pairs.first { $0.keyRange.lowerBound > pair.keyRange.lowerBound }
    var end = before.file.lineRange(
      containingByte: max(pair.value.range.upperBound, pair.keyRange.upperBound)
    ).upperBound
    let limit = next.map { before.file.lineRange(containingByte: $0.keyRange.lowerBound).lowerBound }
    // Blank lines and indented comments below may belong to it.
    while end < limit ?? bytes.count, [0x0A, 0x0D, 0x20].contains(bytes[end]) || isIndentedComment(bytes, end) {
      end = bytes[end] == 0x23 ? before.file.lineRange(containingByte: end).upperBound : end + 1
    }
    return after.starts(with: bytes[..<start]) && after.reversed().starts(with: bytes[end...].reversed())
  }

  private static func isIndentedComment(_ bytes: [UInt8], _ offset: Int) -> Bool {
    bytes[offset] == 0x23 && bytes[offset - 1] == 0x20
  }

  @Test(arguments: HostileText.known)
  func hostileTextsNeverChangeTheStructure(text: String) async throws {
    let kind = try await people().kind
    let before = """
      ---
      title: a # t
      about: |
        long
      skills: [a, b]
      jobs:
        - title: x
          text: y
      now: { job: z }
      ---
      Text.

      """
    for place in ["title", "about", "skills[1]", "skills", "jobs[0].text", "jobs[0]", "now.job", "headline", "x"] {
      let path = try #require(ValuePath(place))
      let bytes = Array(before.utf8)
      var edit = EntryEdit()
      edit.set(path, to: .text(text))
      let document = try EntryDocument(path: "people/a.md", bytes: bytes)
      let after = try EntryDocument(path: "people/a.md", bytes: try edit.applied(to: document, of: kind))
      #expect(after[path] == Self.trimmed(.text(text)))
      #expect(after.text == "Text.")
      #expect(Set(after.fields.map(\.name)) == Set(document.fields.map(\.name) + [path.field]))
      for field in document.fields where field.name != path.field { #expect(after.fields[field.name] == field.value) }
    }
  }

  @Test func whatIsTooLargeIsRefused() async throws {
    await #expect(throws: EditError.self) {
      try await edited(matter("title: a\n"), "title", .text(String(repeating: "é", count: 530_000)))
    }
  }
}
