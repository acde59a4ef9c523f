/// What people fill one value of a field in with.
public enum FieldControl: Sendable, Equatable {
  /// One line; `type` is that of an HTML input.
  case line(type: String, limits: Limits = Limits())
  /// Several lines.
  case area(isMarkdown: Bool, limits: Limits = Limits())
  case checkbox
  /// One of the field's choices.
  case choice
  /// An entry of the field's kinds.
  case reference
  /// A word of the site's vocabulary.
  case tag
  case image
  case file
  /// The controls of the group's fields.
  case group

  /// What browsers check while people type, as attributes of an HTML input have it.
  public struct Limits: Sendable, Equatable {
    public var minimum: String?
    public var maximum: String?
    /// In characters.
    public var shortest: Int?
    public var longest: Int?

    public init(minimum: String? = nil, maximum: String? = nil, shortest: Int? = nil, longest: Int? = nil) {
      self.minimum = minimum
      self.maximum = maximum
      self.shortest = shortest
      self.longest = longest
    }

    init(length: Bounds<Int>) { self.init(shortest: length.minimum, longest: length.maximum) }

    init<Value>(_ range: Bounds<Value>, written: (Value) -> String) {
      self.init(minimum: range.minimum.map(written), maximum: range.maximum.map(written))
    }
  }

  /// What templates call it.
  public var name: String {
    switch self {
    case .line: "line"
    case .area: "area"
    case .checkbox: "checkbox"
    case .choice: "choice"
    case .reference: "reference"
    case .tag: "tag"
    case .image: "image"
    case .file: "file"
    case .group: "group"
    }
  }
}
