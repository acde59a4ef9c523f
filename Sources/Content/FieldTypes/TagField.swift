import Diagnostics
public import Markup
public import Templates

/// A word of the vocabulary that all kinds share.
public struct TagField: FieldType {
  public static let name = "tag"

  public init(from schema: inout SchemaReader) {}

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be a word or a few, such as 'open data'" }),
      !text.isEmpty
    else { return nil }
    let slug = Slug.make(from: text)
    guard !slug.isEmpty, !text.hasLineEnd, reader.checkLength(of: text, within: Self.length, at: node) else {
      if slug.isEmpty {
        reader.report("wrong-type", at: node.range, "'\(reader.field)' must have a letter or a digit")
      } else if text.hasLineEnd {
        reader.report("several-lines", at: node.range, "'\(reader.field)' must be one line")
      }
      return nil
    }
    return .tag(Tag(slug: slug, label: text))
  }

  /// So that two tags never share a slug that was cut.
  private static let length = Bounds(maximum: 80)

  public var isFacet: Bool { true }

  public func facet(of value: FieldValue, in scope: OrderScope) -> Facet? {
    guard case .tag(let tag) = value else { return nil }
    return Facet(slug: tag.slug, label: tag.label, entry: nil, order: .text(CollationKey(tag.slug)))
  }

  public var isSortable: Bool { true }

  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .tag(let tag) = value else { return nil }
    return .text(CollationKey(tag.slug))
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .tag(let tag) = value else { return .none }
    return scope.tag(tag)
  }

  public var control: FieldControl { .tag }

  public func advice(in scope: SchemaScope) -> String {
    "such as python"
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    ["type": .plainText, "maxLength": 80]
  }
}
