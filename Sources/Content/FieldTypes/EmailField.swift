import Diagnostics
public import Markup
public import Templates

/// An e-mail address.
public struct EmailField: FieldType {
  public static let name = "email"

  public init(from schema: inout SchemaReader) {}

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be an e-mail address, such as lea@example.org" }),
      !text.isEmpty
    else { return nil }
    guard Self.isAddress(text) else {
      reader.report(
        "wrong-type", at: node.range, "'\(reader.field)' must be an e-mail address, such as lea@example.org")
      return nil
    }
    return .text(text)
  }

  /// The addresses that HTML's e-mail inputs accept, with a dot in the domain; at most 254 bytes (RFC 5321 §4.5.3).
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard text.utf8.count <= 254, parts.count == 2, !parts[0].isEmpty else { return false }
    let signs = ".!#$%&'*+/=?^_`{|}~-".utf8
    let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts[0].allSatisfy { $0.isLetterOrDigit || signs.contains($0) } && labels.count >= 2
      && labels.allSatisfy(isLabel)
  }

  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
      && label.allSatisfy { $0.isLetterOrDigit || $0 == hyphen }
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

  public var control: FieldControl { .line(type: "email") }

  public func advice(in scope: SchemaScope) -> String {
    "such as lea@example.org"
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    ["type": "string", "format": "email"]
  }
}
