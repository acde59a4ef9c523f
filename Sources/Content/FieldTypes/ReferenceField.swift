import Diagnostics
public import Markup
public import Templates

/// Another entry, by its slug; where several kinds are possible, by `kind:slug`.
public struct ReferenceField: FieldType {
  public static let name = "reference"
  /// Never empty in a kind without errors.
  public let kinds: [KindID]
  /// The name under which the other entry sees this one.
  public let inverse: Located<String>?

  public init(from schema: inout SchemaReader) {
    kinds = Self.kinds(&schema)
    inverse = schema.text("inverse").flatMap { name in
      guard Name.isField(name.value) else {
        schema.reportFieldName(name)
        return nil
      }
      return name
    }
  }

  private static func kinds(_ schema: inout SchemaReader) -> [KindID] {
    guard schema.node("to") != nil else {
      schema.report("missing-key", at: schema.range, "a reference must have the key 'to', which names a kind")
      return []
    }
    return schema.names("to").compactMap { name in
      if let kind = schema.context.kind(named: name.value) { return kind }
      schema.reportUnknownKind(name)
      return nil
    }
  }

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be the slug of an entry" }), !text.isEmpty,
      !kinds.isEmpty
    else { return nil }
    guard let (kind, slug) = target(of: text, in: reader.context) else {
      reader.reportReference(text, to: kinds, at: node)
      return nil
    }
    guard let entry = reader.context.entry(slug, of: kind) else {
      reader.unknownReferences.append(
        UnknownReference(
          field: reader.field, slug: slug, kind: kind, isQualified: text != slug,
          location: SourceLocation(reader.file, node.range)))
      return nil
    }
    return .reference(entry)
  }

  /// The kind and slug that a text means; nil where it says no kind, or a wrong one.
  private func target(of text: String, in context: ReadingContext) -> (KindID, String)? {
    guard let address = EntryAddress(text) else {
      return kinds.count == 1 && !text.utf8.contains(UInt8(ascii: ":")) ? (kinds[0], text) : nil
    }
    return kinds.first { context.kindNames[$0.index] == address.kind }.map { ($0, address.slug) }
  }

  public var isSortable: Bool { true }

  /// Entries are in the order of their kind's own list.
  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .reference(let id) = value else { return nil }
    return .date(year: scope.entries[id.index].kind.index, month: scope.ranks[id.index], day: 0, second: 0)
  }

  public var isFacet: Bool { true }

  public func facet(of value: FieldValue, in scope: OrderScope) -> Facet? {
    guard case .reference(let id) = value, let order = orderKey(of: value, in: scope) else { return nil }
    let entry = scope.entries[id.index]
    let slug = kinds.count == 1 ? entry.slug : "\(scope.kinds[entry.kind.index].name)-\(entry.slug)"
    return Facet(slug: slug, label: entry[scope.language].title, entry: id, order: order)
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .reference(let id) = value else { return .none }
    return scope.entry(id)
  }

  public var control: FieldControl { .reference }

  public func advice(in scope: SchemaScope) -> String {
    let names = kinds.map { scope.kinds[$0.index].name }
    if names.count == 1 { return "the slug of a \(names[0])" }
    return names.map { "\($0):slug" }.joined(separator: " or ")
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    let names = kinds.map { scope.kinds[$0.index].name }
    let prefix = kinds.count == 1 ? "(\(names.joined(separator: "|")):)?" : "(\(names.joined(separator: "|"))):"
    return ["type": .plainText, "pattern": .string("^\(prefix)[a-z0-9][a-z0-9-]*$")]
  }
}

extension FieldReader {
  /// Complains about a reference that names no kind, or one that the field does not refer to.
  mutating func reportReference(_ text: String, to kinds: [KindID], at node: YAMLNode) {
    let names = kinds.map { context.kindNames[$0.index] }
    let list = names.joined(separator: ", ")
    let slug = EntryAddress(text)?.slug ?? text
    let owners = zip(kinds, names).filter { context.entry(slug, of: $0.0) != nil }
    let suggestion = owners.count == 1 ? owners.first.map { kinds.count == 1 ? slug : "\($0.1):\(slug)" } : nil
    if kinds.count == 1 {
      report(
        "wrong-kind", at: node.range, "'\(field)' must name an entry of kind '\(list)'; '\(text)' is none",
        suggestion: suggestion)
    } else {
      report(
        "wrong-kind", at: node.range, "'\(field)' must be written as kind:slug, with one of the kinds \(list)",
        suggestion: suggestion)
    }
  }
}
