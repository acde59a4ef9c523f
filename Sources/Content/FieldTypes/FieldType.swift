/// What a field may hold: one type a file, which knows all its faces.
public protocol FieldType: Sendable {
  /// As written after `type:`.
  static var name: String { get }
}

extension FieldType {
  public var name: String { Self.name }
}
