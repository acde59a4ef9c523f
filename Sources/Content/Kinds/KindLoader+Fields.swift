import Diagnostics
import Markup

/// The keys of a kind that name fields.
extension KindLoader {
  mutating func titleField() -> Int? {
    guard let name = schema.text("title") else {
      guard let field = kind.fields["title"] ?? kind.fields["name"] else {
        if !kind.fields.isUnreadable("title"), !kind.fields.isUnreadable("name"), !kind.fields.isEmpty {
          schema.report(
            "missing-key", at: schema.firstKeyRange, "a kind must have a field that names its entries",
            help: "call one of them 'title' or 'name', or say which it is with the key 'title'")
        }
        return nil
      }
      return isText(field, as: "title", at: field.location) ? field.index : nil
    }
    return field(named: name, for: "title").flatMap { isText($0, as: "title", at: name.location) ? $0.index : nil }
  }

  mutating func summaryField() -> Int? {
    guard let name = schema.text("summary") else {
      guard let field = kind.fields["summary"], field.isPublic, !field.isList,
        field.type is TextField || field.type is MarkdownField
      else { return nil }
      return field.index
    }
    guard let field = field(named: name, for: "summary") else { return nil }
    if field.type is MarkdownField, !field.isList { return field.index }
    return isText(field, as: "summary", at: name.location) ? field.index : nil
  }

  private mutating func isText(_ field: Field, as key: String, at location: SourceLocation) -> Bool {
    guard !(field.type is TextField) || field.isList, let range = location.range else { return true }
    schema.report("wrong-type", at: range, "the \(key) of an entry must be one text; '\(field.name)' is not")
    return false
  }

  /// A public field by its name; complains about any other.
  mutating func field(named name: Located<String>, for key: String) -> Field? {
    guard let range = name.location.range, !kind.fields.isUnreadable(name.value) else { return nil }
    guard let field = kind.fields[name.value] else {
      schema.report(
        "unknown-field", at: range, "'\(key)' must name a field of this kind; '\(name.value)' is none",
        suggestion: nearestName(to: name.value, among: kind.fields.map(\.name)))
      return nil
    }
    guard field.isPublic else {
      schema.report(
        "not-public", at: range,
        "'\(key)' must name a public field; '\(name.value)' is for \(field.visibility.rawValue)")
      return nil
    }
    return field
  }

  /// Public fields with a property that their key asks for.
  mutating func fields(_ key: String, where isFit: (Field) -> Bool, orElse rule: (String) -> Message) -> [Int] {
    var indices: [Int] = []
    for name in schema.names(key) {
      guard let field = field(named: name, for: key), let range = name.location.range else { continue }
      guard isFit(field) else {
        schema.report(key == "facets" ? "not-a-facet" : "not-sortable", at: range, rule(field.name))
        continue
      }
      if !indices.contains(field.index) { indices.append(field.index) }
    }
    return indices
  }
}
