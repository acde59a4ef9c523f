import Diagnostics
public import Markup
public import Templates

/// One of a few values that the kind lists, each with a label.
public struct ChoiceField: FieldType {
  public static let name = "choice"

  public struct Choice: Sendable {
    /// As written in content.
    public let name: String
    /// As people read it.
    public let label: LocalizedText
  }

  public let choices: [Choice]
  private let indices: [String: Int]

  public init(from schema: inout SchemaReader) {
    choices = Self.choices(&schema)
    indices = Dictionary(choices.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  private static func choices(_ schema: inout SchemaReader) -> [Choice] {
    guard let node = schema.node("choices") else {
      schema.report("missing-key", at: schema.range, "a choice must have the key 'choices'")
      return []
    }
    let choices: [Choice]
    switch node.content {
    case .mapping(let mapping):
      choices = mapping.pairs.map { pair in
        let label = pair.value.isNull ? nil : schema.localizedText(pair.value, named: pair.key)
        return Choice(name: pair.key, label: label ?? LocalizedText(pair.key))
      }
    case .sequence(let nodes):
      choices = nodes.compactMap { schema.text($0, named: "choices")?.value }
        .map { Choice(name: $0, label: LocalizedText($0)) }
    case .scalar: choices = []
    }
    if choices.isEmpty {
      schema.report(
        "wrong-type", at: node.range, "'choices' must be a list of names, or a mapping of names to labels")
    }
    return choices
  }

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be one of \(names)" }), !text.isEmpty
    else { return nil }
    guard let index = indices[text] else {
      if !choices.isEmpty {
        reader.report(
          "unknown-choice", at: node.range, "'\(reader.field)' must be one of \(names); '\(text)' is none",
          suggestion: nearest(to: text))
      }
      return nil
    }
    return .choice(index)
  }

  /// The names for a message: all of them, or the first few.
  private var names: String {
    let limit = 8
    let shown = choices.prefix(limit).map(\.name).joined(separator: ", ")
    return choices.count > limit ? shown + " …" : shown
  }

  /// The choice with this label, else the one with a name like it.
  private func nearest(to text: String) -> String? {
    choices.first { $0.label.isText(text) }?.name ?? nearestName(to: text, among: choices.map(\.name))
  }

  public var isSortable: Bool { true }

  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .choice(let index) = value else { return nil }
    return .integer(index)
  }

  public var isFacet: Bool { true }

  public func facet(of value: FieldValue, in scope: OrderScope) -> Facet? {
    guard case .choice(let index) = value else { return nil }
    let choice = choices[index]
    let slug = Slug.make(from: choice.name)
    return Facet(
      slug: slug.isEmpty ? String(index + 1) : slug, label: choice.label.text(in: scope.language), entry: nil,
      order: .integer(index))
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .choice(let index) = value else { return .none }
    return .object(ChoiceObject(choice: choices[index], language: scope.language))
  }

  public var control: FieldControl { .choice }

  public func advice(in scope: SchemaScope) -> String {
    "one of "
      + choices.map { choice in
        let label = choice.label.text(in: scope.language)
        return label == choice.name ? choice.name : "\(choice.name) (\(label))"
      }.joined(separator: ", ")
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    ["enum": .array(choices.map { .string($0.name) })]
  }
}

/// A choice in templates: what content says, and what people read, which it prints as.
struct ChoiceObject: RecordObject {
  let choice: ChoiceField.Choice
  let language: Language

  static let members = MemberTable<Self>([
    "name": { .string($0.choice.name) },
    "label": { .string($0.choice.label.text(in: $0.language)) },
  ])

  var printed: Value { .string(choice.label.text(in: language)) }

  func compare(to other: Value) -> Int? {
    guard let name = (other.object as? ChoiceObject)?.choice.name else { return nil }
    return choice.name == name ? 0 : choice.name < name ? -1 : 1
  }
}
