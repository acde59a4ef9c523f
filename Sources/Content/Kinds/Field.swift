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
  public private(set) var index: Int
  public let name: String
  public private(set) var type: any FieldType
  public let label: LocalizedText
  public let help: LocalizedText?
  public let isList: Bool
  public let isRequired: Bool
  /// How many values a list may have.
  let itemCount: Bounds<Int>
  public let visibility: Visibility
  /// The value of entries that say none.
  public internal(set) var defaultValue: FieldValue?
  /// Where its name is written.
  public let location: SourceLocation

  init(
    index: Int, name: String, type: any FieldType, label: LocalizedText, help: LocalizedText?, isList: Bool,
    isRequired: Bool, itemCount: Bounds<Int>, visibility: Visibility, location: SourceLocation
  ) {
    self.index = index
    self.name = name
    self.type = type
    self.label = label
    self.help = help
    self.isList = isList
    self.isRequired = isRequired
    self.itemCount = itemCount
    self.visibility = visibility
    self.location = location
  }

  public var isPublic: Bool { visibility == .everyone }

  /// The choices of a choice field; empty for other types.
  public var choices: [ChoiceField.Choice] { (type as? ChoiceField)?.choices ?? [] }

  /// What people fill one value in with.
  public var control: FieldControl { type.control }

  /// The most values that a list may have; nil where any number may be.
  public var mostItems: Int? { itemCount.maximum }

  /// The fewest values that a list may have, once it has any; nil where one is enough.
  public var fewestItems: Int? { itemCount.minimum }

  /// The fields of a group; nil for other types.
  public var group: FieldSet? { (type as? GroupField)?.fields }

  /// The kinds that a reference may lead to; empty for other types.
  public var referredKinds: [KindID] { (type as? ReferenceField)?.kinds ?? [] }

  /// Whether lists can be sorted by it.
  public var isSortable: Bool { type.isSortable && !isList }

  /// Whether visitors can filter by it.
  public var isFacet: Bool { type.isFacet }

  /// The field without what is not public inside of it, at another index.
  func publicView(index: Int) -> Field {
    var field = self
    field.index = index
    field.type = type.publicView
    field.defaultValue = nil
    return field
  }
}
