public import Templates

/// A field that has a value, for templates that show whatever an entry or a group holds.
public struct FieldObject: RecordObject {
  let field: Field
  let value: FieldValue
  let scope: any TemplateScope

  public static let members = MemberTable<Self>([
    "name": { .string($0.field.name) },
    "label": { .string($0.field.label.text(in: $0.scope.language)) },
    "type": { .string($0.field.type.name) },
    "value": { $0.field.templateValue(of: $0.value, in: $0.scope) },
    "values": { object in
      .list(object.value.items.map { object.field.type.templateValue(of: $0, in: object.scope) })
    },
  ])

  /// The fields that have a value, in their order.
  public static func filled(_ fields: FieldSet, _ values: [FieldValue?], in scope: any TemplateScope) -> [Value] {
    fields.compactMap { field in
      values[field.index].map { .object(FieldObject(field: field, value: $0, scope: scope)) }
    }
  }
}
