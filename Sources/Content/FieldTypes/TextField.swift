import Diagnostics
public import Markup
public import Templates

/// Plain text: one line, or more where `multiline` is true.
public struct TextField: FieldType {
  public static let name = "text"
  public let isMultiline: Bool
  private let length: Bounds<Int>
  private let pattern: Pattern?

  public init(from schema: inout SchemaReader) {
    isMultiline = schema.boolean("multiline") ?? false
    length = schema.lengthBounds()
    pattern = schema.pattern("pattern")
  }

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be a text" }), !text.isEmpty else { return nil }
    guard isMultiline || !text.hasLineEnd else {
      reader.report("several-lines", at: node.range, "'\(reader.field)' must be one line")
      return nil
    }
    guard reader.checkLength(of: text, within: length, at: node), matches(text, at: node, in: &reader) else {
      return nil
    }
    return .text(text)
  }

  private func matches(_ text: String, at node: YAMLNode, in reader: inout FieldReader) -> Bool {
    guard let pattern, !pattern.matches(text) else { return true }
    reader.report(
      "pattern-mismatch", at: node.range, "'\(reader.field)' must match the pattern '\(pattern.text)'")
    return false
  }

  public var isSortable: Bool { !isMultiline }

  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .text(let text) = value else { return nil }
    return .text(CollationKey(text))
  }

  public var isFacet: Bool { !isMultiline }

  public func facet(of value: FieldValue, in scope: OrderScope) -> Facet? {
    guard case .text(let text) = value else { return nil }
    return Facet(text: text)
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .text(let text) = value else { return .none }
    return .string(text)
  }

  public var control: FieldControl {
    let limits = FieldControl.Limits(length: length)
    return isMultiline ? .area(isMarkdown: false, limits: limits) : .line(type: "text", limits: limits)
  }

  public func advice(in scope: SchemaScope) -> String {
    let lines = isMultiline ? "one line, or several after |" : nil
    let characters = length.text { String($0) }.map { "\($0) characters" }
    return [lines, characters, pattern.map { "such that all of it matches \($0.text)" }].compactMap(\.self)
      .joined(separator: ", ")
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    JSON(["type": .plainText], length: length).adding("pattern", pattern.map { .string("^(?:\($0.text))$") })
  }
}

extension Facet {
  /// Texts of one slug are one choice; nil for a text without letters and digits.
  init?(text: String) {
    let slug = Slug.make(from: text)
    guard !slug.isEmpty else { return nil }
    self.init(slug: slug, label: text, entry: nil, order: .text(CollationKey(text)))
  }
}
