import Diagnostics
import Markup

/// What every entry may say besides the fields of its kind; nil where it says nothing.
struct EntryKeys {
  static let names = ["draft", "date", "updated", "expires", "aliases", "audience", "template"]

  var isDraft: Bool?
  var date: EntryDate?
  var updated: EntryDate?
  var expires: EntryDate?
  var aliases: [Located<String>] = []
  var audience: Audience?
  var template: Located<String>?

  /// Reads one key; false when it is none of these.
  mutating func read(_ pair: YAMLMapping.Pair, in reader: inout FieldReader) -> Bool {
    guard Self.names.contains(pair.key) else { return false }
    reader.field = pair.key
    let node = pair.value
    // An audience that is left empty is a slip, and a slip never publishes anything.
    guard !node.isNull || pair.key == "audience" else { return true }
    switch pair.key {
    case "draft": isDraft = Self.isDraft(node, in: &reader)
    case "date": date = reader.entryDate(node)
    case "updated": updated = reader.entryDate(node)
    case "expires": expires = reader.entryDate(node)
    case "aliases": aliases = (node.sequence ?? [node]).compactMap { Self.alias($0, in: &reader) }
    case "audience": audience = Self.audience(node, in: &reader)
    default: template = Self.template(node, in: &reader)
    }
    return true
  }

  /// A draft, too, where the value is not understood: a slip never publishes anything.
  private static func isDraft(_ node: YAMLNode, in reader: inout FieldReader) -> Bool {
    if let value = node.scalar.flatMap({ Bool(written: $0.text) }) { return value }
    reader.report("wrong-type", at: node.startRange(in: reader.file), "'draft' must be true or false")
    return true
  }

  /// Restricted, too, where the value is not understood.
  private static func audience(_ node: YAMLNode, in reader: inout FieldReader) -> Audience {
    if node.scalar?.text == "public" { return .everyone }
    var names: [String] = []
    for node in node.sequence ?? [node] {
      guard let name = node.scalar?.text.trimmed, !name.isEmpty else {
        reader.report(
          "wrong-type", at: node.startRange(in: reader.file),
          "'audience' must be public, members, or a list of classes and people")
        continue
      }
      names.append(name)
    }
    return names.allSatisfy { $0 == "public" } && !names.isEmpty ? .everyone : .restricted(names)
  }

  private static func alias(_ node: YAMLNode, in reader: inout FieldReader) -> Located<String>? {
    let text = node.scalar?.text.trimmed ?? ""
    guard let path = AliasPath.read(text) else {
      reader.report(
        "invalid-alias", at: node.startRange(in: reader.file),
        "'aliases' must be paths on this site, such as /projets/meteo/")
      return nil
    }
    return Located(path, at: SourceLocation(reader.file, node.range))
  }

  private static func template(_ node: YAMLNode, in reader: inout FieldReader) -> Located<String>? {
    let text = node.scalar?.text.trimmed ?? ""
    let signs = "-_./".utf8
    guard !text.isEmpty, !text.hasPrefix("/"), !text.split(separator: "/").contains(".."),
      text.utf8.allSatisfy({ $0.isLetterOrDigit || signs.contains($0) })
    else {
      reader.report(
        "wrong-type", at: node.startRange(in: reader.file),
        "'template' must be the name of a template of the theme, such as mentors.html")
      return nil
    }
    return Located(text, at: SourceLocation(reader.file, node.range))
  }
}

extension FieldReader {
  /// A date, or a date and a time.
  mutating func entryDate(_ node: YAMLNode) -> EntryDate? {
    guard let text = text(node, orElse: Self.entryDateRule), !text.isEmpty else { return nil }
    do throws(DateParser.Failure) {
      return text.utf8.count <= 10
        ? .date(try DateParser.date(text)) : .moment(try DateParser.moment(text, in: context.timeZone))
    } catch {
      reportDate(text, at: node, error, orElse: Self.entryDateRule(field))
      return nil
    }
  }

  private static func entryDateRule(_ field: String) -> Message {
    "'\(field)' must be a date, such as 2026-11-21 or 2026-11-21 18:30"
  }
}
