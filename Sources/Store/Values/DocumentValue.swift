/// A value of a document: what JSON can say, with integers apart from other numbers.
///
/// Two values are equal when they are of one case and have one content, texts byte for byte. Conditions compare by the
/// order of values instead, where `1` and `1.0` are the same.
public enum DocumentValue: Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// A finite number; documents with others are refused.
  case number(Double)
  case text(String)
  case list([DocumentValue])
  /// Names are the same when they are canonically equivalent (`é` in one scalar or two).
  case object([String: DocumentValue])
}

extension DocumentValue: Equatable {
  public static func == (left: DocumentValue, right: DocumentValue) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let left), .boolean(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.number(let left), .number(let right)): left == right
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.list(let left), .list(let right)): left == right
    case (.object(let left), .object(let right)):
      left.count == right.count
        && zip(left.inByteOrder, right.inByteOrder).allSatisfy {
          $0.key.utf8.elementsEqual($1.key.utf8) && $0.value == $1.value
        }
    case (.null, _), (.boolean, _), (.integer, _), (.number, _), (.text, _), (.list, _), (.object, _): false
    }
  }
}

extension DocumentValue {
  public var isNull: Bool { self == .null }

  public var boolean: Bool? {
    guard case .boolean(let value) = self else { return nil }
    return value
  }

  public var integer: Int64? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  /// The number, also of an integer; those beyond 2^53 may be rounded.
  public var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .null, .boolean, .text, .list, .object: nil
    }
  }

  public var text: String? {
    guard case .text(let value) = self else { return nil }
    return value
  }

  public var list: [DocumentValue]? {
    guard case .list(let values) = self else { return nil }
    return values
  }

  public var object: [String: DocumentValue]? {
    guard case .object(let values) = self else { return nil }
    return values
  }

  /// The value of a name in an object; nil where there is none, and in everything else.
  public subscript(name: String) -> DocumentValue? { object?[name] }
}

extension DocumentValue: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(stringLiteral value: String) { self = .text(value) }
  public init(arrayLiteral elements: DocumentValue...) { self = .list(elements) }
  public init(dictionaryLiteral elements: (String, DocumentValue)...) {
    self = .object(Dictionary(elements) { $1 })
  }
}
