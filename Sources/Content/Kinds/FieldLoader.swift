import Diagnostics
import Markup

extension SchemaReader {
  /// The fields of a kind or a group: the mapping under `fields`.
  mutating func fields(ofGroup isGroup: Bool) -> FieldSet {
    guard let node = node("fields") else {
      report("missing-key", at: range, "\(owner) must have the key 'fields'")
      return FieldSet([])
    }
    guard let mapping = node.mapping else {
      report("wrong-type", at: node.range, "'fields' must be a mapping of names to fields")
      return FieldSet([])
    }
    var fields: [Field] = []
    var unreadable: Set<String> = []
    for pair in mapping.pairs {
      if let field = field(pair, index: fields.count, isInGroup: isGroup) {
        fields.append(field)
      } else {
        unreadable.insert(pair.key)
      }
    }
    return FieldSet(fields, unreadable: unreadable)
  }

  private mutating func field(_ pair: YAMLMapping.Pair, index: Int, isInGroup: Bool) -> Field? {
    guard checkFieldName(pair, isInGroup: isInGroup) else { return nil }
    guard pair.value.mapping != nil else {
      report(
        "wrong-type", at: pair.value.isNull ? pair.keyRange : pair.value.range,
        "a field must say its type, such as { type: text }")
      return nil
    }
    let location = at(pair.keyRange)
    return nested(pair.value, named: pair.key, owner: "a field") { schema in
      schema.field(named: pair.key, index: index, location: location)
    } ?? nil
  }

  private mutating func checkFieldName(_ pair: YAMLMapping.Pair, isInGroup: Bool) -> Bool {
    guard Name.isField(pair.key) else {
      reportFieldName(Located(pair.key, at: at(pair.keyRange)))
      return false
    }
    guard isInGroup || !Name.reservedFields.contains(pair.key) else {
      report(
        "reserved-name", at: pair.keyRange, "a field can't be called '\(pair.key)', which every entry has already")
      return false
    }
    return true
  }

  /// Reads one field; its mapping is what this reader reads.
  private mutating func field(named name: String, index: Int, location: SourceLocation) -> Field? {
    guard let type = fieldType() else { return nil }
    var field = Field(
      index: index, name: name, type: type, label: localizedText("label") ?? LocalizedText(Self.label(from: name)),
      help: localizedText("help"), isList: boolean("list") ?? false, isRequired: boolean("required") ?? false,
      itemCount: itemCount(), visibility: visibility(), location: location)
    field.defaultValue = node("default").flatMap { defaultValue($0, of: field) }
    reportUnknownKeys()
    return field
  }

  private mutating func fieldType() -> (any FieldType)? {
    guard let name = text("type") else {
      if mapping["type"]?.isNull ?? true {
        report("missing-key", at: range, "a field must have the key 'type', such as { type: text }")
      }
      return nil
    }
    guard let type = FieldTypes.named(name.value) else {
      let names = FieldTypes.all.map { $0.name }
      report(
        "unknown-type", at: name.location.range ?? range, "'\(name.value)' is no type of field",
        help: "the types are \(names.joined(separator: ", "))", suggestion: nearestName(to: name.value, among: names))
      return nil
    }
    return type.init(from: &self)
  }

  private mutating func itemCount() -> Bounds<Int> {
    let minimum = integer("min_items", atLeast: 0)
    let maximum = integer("max_items", atLeast: 1)
    if let minimum, let maximum, minimum > maximum, let node = node("max_items") {
      report("empty-range", at: node.range, "'max_items' must not be less than 'min_items'")
      return Bounds()
    }
    return Bounds(minimum: minimum, maximum: maximum)
  }

  /// Members only where the value is not understood, so that a slip never publishes anything.
  private mutating func visibility() -> Visibility {
    guard let node = node("visibility") else { return .everyone }
    let text = node.scalar?.text ?? ""
    guard let visibility = Visibility(rawValue: text) else {
      let names = Visibility.allCases.map(\.rawValue)
      report(
        "unknown-visibility", at: node.range, "'visibility' must be one of \(names.joined(separator: ", "))",
        suggestion: nearestName(to: text, among: names))
      return .members
    }
    return visibility
  }

  private mutating func defaultValue(_ node: YAMLNode, of field: Field) -> FieldValue? {
    var reader = FieldReader(file, folder: "", context: context)
    let value = reader.value(of: field, from: node)
    diagnostics += reader.diagnostics
    diagnostics += UnknownReference.diagnostics(of: reader.unknownReferences, in: context)
    diagnostics += MissingFile.diagnostics(of: reader.missingFiles, among: context.files)
    return value
  }

  /// `Open to` of `open_to`.
  private static func label(from name: String) -> String {
    let words = name.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
