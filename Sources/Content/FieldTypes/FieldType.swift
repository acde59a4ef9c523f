public import Markup
public import Templates

/// What a field may hold: one type a file, which knows all its faces.
public protocol FieldType: Sendable {
  /// As written after `type:`.
  static var name: String { get }

  /// Reads the keys that only this type has.
  init(from schema: inout SchemaReader)

  /// Reads and checks one value; nil when a mistake was reported, or when the text is empty.
  func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue?

  /// Whether lists can be sorted by it.
  var isSortable: Bool { get }

  /// What orders a value among others of its field.
  func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey?

  /// Whether visitors can filter by it.
  var isFacet: Bool { get }

  /// Under which choice of a facet a value falls.
  func facet(of value: FieldValue, in scope: OrderScope) -> Facet?

  /// What one value is in templates.
  func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value

  /// What people fill one value in with.
  var control: FieldControl { get }

  /// What is written for one value, for the comments of a new entry; empty where the name of the type says it.
  func advice(in scope: SchemaScope) -> String

  /// What editors accept for one value.
  func jsonSchema(in scope: SchemaScope) -> JSON

  /// The type without what is not public; groups have fields of their own.
  var publicView: Self { get }
}

extension FieldType {
  public var name: String { Self.name }
  public var isSortable: Bool { false }
  public func orderKey(of value: FieldValue, in scope: OrderScope) -> OrderKey? { nil }
  public var isFacet: Bool { false }
  public func facet(of value: FieldValue, in scope: OrderScope) -> Facet? { nil }
  public var publicView: Self { self }
}

/// The types that a field may have.
///
/// To add one, write its file and name it here; a new sort of value is a case of `FieldValue`, which templates show.
enum FieldTypes {
  static let all: [any FieldType.Type] = [
    TextField.self, MarkdownField.self, IntegerField.self, NumberField.self, BooleanField.self, DateField.self,
    DateTimeField.self, EmailField.self, URLField.self, ChoiceField.self, TagField.self, ReferenceField.self,
    ImageField.self, FileField.self, PlaceField.self, DurationField.self, GroupField.self,
  ]

  static func named(_ name: String) -> (any FieldType.Type)? {
    all.first { $0.name == name }
  }
}
