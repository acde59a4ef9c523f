extension FieldSet {
  /// An object with these fields, and with other keys where no field has their name.
  func jsonSchema(in scope: SchemaScope, besides others: [(key: String, value: JSON)] = []) -> JSON {
    let required = filter { $0.isRequired && $0.defaultValue == nil }.map { JSON.string($0.name) }
    let properties = map { (key: $0.name, value: $0.jsonSchema(in: scope)) }
    return (["type": "object", "additionalProperties": .bool(false)] as JSON)
      .adding("required", required.isEmpty ? nil : .array(required))
      .adding("properties", .object(properties + others.filter { self[$0.key] == nil }))
  }
}

extension Field {
  func jsonSchema(in scope: SchemaScope) -> JSON {
    let one = type.jsonSchema(in: scope)
    let schema = isList ? list(of: one) : one
    return (["title": .string(label.text(in: scope.language))] as JSON)
      .adding("description", help.map { .string($0.text(in: scope.language)) })
      .adding(contentsOf: schema)
  }

  /// A single value may be written without brackets.
  private func list(of item: JSON) -> JSON {
    let array = (["type": "array", "items": item] as JSON)
      .adding("minItems", itemCount.minimum.map(JSON.integer)).adding("maxItems", itemCount.maximum.map(JSON.integer))
    return ["anyOf": [array, item]]
  }
}
