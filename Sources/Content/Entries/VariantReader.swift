import Diagnostics
import Markup

/// One file of an entry while it is read: its fields, and what every entry may say.
struct VariantReader {
  let kind: Kind
  let source: EntrySource.File
  let file: SourceFile
  var fields: FieldReader
  private(set) var values: FieldValues
  private(set) var keys = EntryKeys()
  private(set) var body = 0..<0
  /// Nil when the fields can't be read at all; then no field is missed.
  private var yaml: YAMLNode?
  private var hasFrontMatter = false

  init(_ source: EntrySource.File, file: SourceFile, kind: Kind, context: ReadingContext) {
    self.source = source
    self.file = file
    self.kind = kind
    fields = FieldReader(file, folder: source.folder, context: context)
    values = FieldValues(of: kind.fields)
  }

  mutating func read() {
    yaml = source.isFieldsOnly ? YAMLParser.parse(file, into: &fields.diagnostics) : frontMatter()
    guard let yaml, !yaml.isNull else { return }
    guard let mapping = yaml.mapping else {
      fields.report(
        "wrong-type", at: yaml.startRange(in: file), "the fields of an entry must be written as 'name: value'")
      self.yaml = nil
      return
    }
    for pair in mapping.pairs { read(pair) }
  }

  /// The YAML of a Markdown file, which is empty when there is none.
  private mutating func frontMatter() -> YAMLNode? {
    let mistakes = fields.mistakeCount
    let split = FrontMatter.split(file, into: &fields.diagnostics)
    body = split.body
    guard let range = split.yaml else { return fields.mistakeCount == mistakes ? .empty : nil }
    hasFrontMatter = true
    return YAMLParser.parse(file, in: range, into: &fields.diagnostics)
  }

  private mutating func read(_ pair: YAMLMapping.Pair) {
    if let field = kind.fields[pair.key] {
      fields.read(field, from: pair, into: &values)
    } else if !keys.read(pair, in: &fields), !kind.fields.isUnreadable(pair.key) {
      fields.report(
        "unknown-field", at: pair.keyRange, "'\(pair.key)' is no field of kind '\(kind.name)'",
        suggestion: nearestName(to: pair.key, among: kind.fields.map(\.name) + EntryKeys.names))
    }
  }

  /// Fills defaults in, and complains about required fields that have no value.
  mutating func complete() {
    guard let yaml else { return }
    let start = file.startOfText
    let range = hasFrontMatter ? start..<start + 3 : start..<start
    let pairs = yaml.mapping?.pairs ?? []
    let help: Message? =
      hasFrontMatter || source.isFieldsOnly ? nil : "fields stand between two lines of '---' at the start of the file"
    fields.complete(&values, of: kind.fields) { field, reader in
      if let pair = pairs.first(where: { $0.key == field.name }) {
        reader.report("missing-field", at: pair.keyRange, "'\(field.name)' must not be empty")
      } else {
        reader.report("missing-field", at: range, "the field '\(field.name)' must be there", help: help)
      }
    }
  }

  /// The variant, where what it does not say is taken from the main one.
  func variant(after main: EntryVariant?, slug: String) -> EntryVariant {
    var merged = values.values
    if let main {
      for index in merged.indices where merged[index] == nil { merged[index] = main.values[index] }
    }
    var variant = EntryVariant(
      language: source.language, file: file, path: source.path, folder: source.folder, title: slug, values: merged,
      body: body)
    variant.title = kind.title(of: merged) ?? slug
    variant.date = kind.date("date", of: merged) ?? keys.date ?? main?.date
    variant.updated = kind.date("updated", of: merged) ?? keys.updated ?? main?.updated
    variant.expires = keys.expires ?? main?.expires
    variant.isDraft = keys.isDraft ?? main?.isDraft ?? false
    variant.audience = keys.audience ?? main?.audience ?? .everyone
    variant.template = keys.template ?? main?.template
    variant.aliases = keys.aliases
    return variant
  }
}

extension YAMLNode {
  fileprivate static let empty = YAMLNode(range: 0..<0, content: .scalar(YAMLScalar(text: "", isQuoted: false)))
}

extension Kind {
  fileprivate func title(of values: [FieldValue?]) -> String? {
    guard let titleField, case .text(let text) = values[titleField] else { return nil }
    return text
  }

  fileprivate func date(_ name: String, of values: [FieldValue?]) -> EntryDate? {
    guard let field = fields[name] else { return nil }
    return switch values[field.index] {
    case .date(let date): .date(date)
    case .moment(let moment): .moment(moment)
    default: nil
    }
  }
}
