import Diagnostics
import Markup

/// Reads what a kind's file says beyond its names.
struct KindLoader {
  let header: KindHeader
  var schema: SchemaReader
  private(set) var kind: Kind

  static func load(_ header: KindHeader, context: ReadingContext, into diagnostics: inout [Diagnostic]) -> Kind {
    guard let node = header.node, let mapping = node.mapping else {
      return Kind(header, fields: FieldSet([], isOpen: true))
    }
    let schema = SchemaReader(mapping, range: node.range, owner: "a kind", file: header.file, context: context)
    var loader = KindLoader(header: header, schema: schema)
    loader.load()
    diagnostics += loader.schema.diagnostics
    return loader.kind
  }

  private init(header: KindHeader, schema: SchemaReader) {
    self.header = header
    self.schema = schema
    kind = Kind(header, fields: FieldSet([]))
  }

  private mutating func load() {
    checkName()
    checkPlural()
    kind = Kind(header, fields: schema.fields(ofGroup: false))
    checkDateFields()
    if let labels = schema.localizedText("labels") { kind.labels = KindLabels(labels) }
    if let url = url() { kind.url = url }
    kind.titleField = titleField()
    kind.summaryField = summaryField()
    kind.hasPages = schema.boolean("pages") ?? true
    kind.list = list()
    kind.feed = feed()
    kind.sequence = sequence()
    kind.edit = edit()
    kind.interactions = interactions()
    schema.reportUnknownKeys()
  }

  private mutating func checkName() {
    guard let name = schema.text("name") else {
      if schema.mapping["name"]?.isNull ?? true {
        schema.report("missing-key", at: schema.firstKeyRange, "a kind must have the key 'name'")
      }
      return
    }
    guard name.value != header.name, let range = name.location.range else { return }
    schema.report(
      "name-mismatch", at: range,
      "the name of a kind must be that of its file; '\(name.value)' is described in \(header.name).yaml",
      suggestion: header.name)
  }

  private mutating func checkPlural() {
    guard let plural = schema.text("plural"), let range = plural.location.range else { return }
    guard Name.isSlug(plural.value) else {
      schema.report("invalid-name", at: range, "'plural' must have lower-case letters a to z, digits and hyphens")
      return
    }
    guard ContentFolder.reserved.contains(plural.value) else { return }
    schema.report("reserved-name", at: range, "the folder '\(plural.value)' of content/ is no folder of a kind")
  }

  /// What every entry has may be declared, but not as something else.
  private mutating func checkDateFields() {
    for name in ["date", "updated"] {
      guard let field = kind.fields[name], let range = field.location.range else { continue }
      let isDate = field.type is DateField || field.type is DateTimeField
      guard !isDate || field.isList else { continue }
      schema.report("reserved-name", at: range, "the field '\(name)' must be one date or one datetime")
    }
  }

  private mutating func url() -> URLPattern? {
    guard let text = schema.text("url"), let range = text.location.range else { return nil }
    guard let url = URLPattern(text.value) else {
      schema.report("invalid-url", at: range, "'url' must have {slug} in it once, such as /projects/{slug}/")
      return nil
    }
    guard URLPattern.isPath(url.path(slug: "x")) else {
      schema.report(
        "invalid-url", at: range,
        "'url' must start and end with a slash, and have letters, digits, hyphens and slashes between")
      return nil
    }
    return url
  }
}

extension Kind {
  init(_ header: KindHeader, fields: FieldSet) {
    self.init(id: header.id, file: header.file, name: header.name, plural: header.plural, fields: fields)
  }
}

extension KindLabels {
  /// Reads `Projet | Projets`; without a bar both are the same.
  init(_ text: LocalizedText) {
    func part(_ text: String, _ number: Int) -> String {
      let parts = text.split(separator: "|", maxSplits: 1).map { String($0).trimmed }
      return parts.count > number ? parts[number] : parts.first ?? text
    }
    singular = text.map { part($0, 0) }
    plural = text.map { part($0, 1) }
  }
}

extension URLPattern {
  /// Whether a path is safe to write files at: no empty, `.` or `..` parts, nothing to escape.
  static func isPath(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count >= 2 && parts.first == "" && parts.last == ""
      && parts.dropFirst().dropLast().allSatisfy { part in
        !part.isEmpty && part != "." && part != ".."
          && part.utf8.allSatisfy { $0.isLetterOrDigit || "-_.~".utf8.contains($0) }
      }
  }
}

extension SchemaReader {
  /// Where a key that is missing would be looked for.
  var firstKeyRange: Range<Int> {
    mapping.pairs.first?.keyRange ?? range
  }
}

/// The folders of `content/` that are not a kind's.
enum ContentFolder {
  static let reserved: Set<String> = ["kinds", "media", CommentPath.folder]
}
