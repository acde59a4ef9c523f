import Diagnostics
public import Markup
public import Templates

/// The address of a page elsewhere: `https` or `http`, never a scheme that could run something.
public struct URLField: FieldType {
  public static let name = "url"

  public init(from schema: inout SchemaReader) {}

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be an address, such as https://example.org/" }),
      !text.isEmpty
    else { return nil }
    guard WebAddress.isSafe(text) else {
      report(text, at: node, in: &reader)
      return nil
    }
    return .text(text)
  }

  private func report(_ text: String, at node: YAMLNode, in reader: inout FieldReader) {
    if let scheme = WebAddress.scheme(of: text), scheme != "https", scheme != "http" {
      reader.report(
        "unsafe-url", at: node.range,
        "'\(reader.field)' must start with https:// or http://; '\(scheme):' is not accepted")
    } else {
      let candidate = "https://" + text
      let isBare = WebAddress.scheme(of: text) == nil && !text.hasPrefix("/")
      reader.report(
        "wrong-type", at: node.range, "'\(reader.field)' must be an address, such as https://example.org/",
        suggestion: isBare && WebAddress.isSafe(candidate) ? candidate : nil)
    }
  }

  public var isSortable: Bool { true }

  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? {
    guard case .text(let text) = value else { return nil }
    return .text(CollationKey(text))
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .text(let text) = value else { return .none }
    return .string(text)
  }

  public var control: FieldControl { .line(type: "url") }

  public func advice(in scope: SchemaScope) -> String {
    "such as https://example.org/"
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    ["type": "string", "format": "uri", "pattern": "^https?://"]
  }
}
