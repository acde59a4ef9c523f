public import Diagnostics

/// Who may see a field's values.
public enum Visibility: String, Sendable, CaseIterable {
  case everyone = "public"
  case members
  case sameClass = "class"
  case me
}

/// One field of a kind, or of a group.
public struct Field: Sendable {
  /// Its place among the fields of its kind or group.
  public let index: Int
  public let name: String
  public let type: any FieldType
  public var label: LocalizedText
  public var help: LocalizedText?
  public var isList = false
  public var isRequired = false
  public var minimumItems: Int?
  public var maximumItems: Int?
  public var visibility = Visibility.everyone
  /// The value of entries that say none.
  public var defaultValue: FieldValue?
  /// Where its name is written.
  public var location: SourceLocation

  public var isPublic: Bool { visibility == .everyone }
}
