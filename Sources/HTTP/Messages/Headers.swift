/// Header fields in the order they came; names match in any case (RFC 9110 §5).
public struct Headers: Sendable, Equatable {
  public struct Field: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }

    /// Whether neither part can end the field and begin another (RFC 9110 §5.1, §5.5).
    var isValid: Bool { HTTPSyntax.isToken(name) && HTTPSyntax.isFieldValue(value) }
  }

  public private(set) var fields: [Field] = []

  public init(_ fields: [(name: String, value: String)] = []) {
    self.fields = fields.map { Field($0.name, $0.value) }
  }

  /// The first value of a name; setting it replaces all of that name.
  public subscript(name: String) -> String? {
    get { fields.first { HTTPSyntax.isEqual($0.name, name) }?.value }
    set {
      fields.removeAll { HTTPSyntax.isEqual($0.name, name) }
      if let newValue { add(name, newValue) }
    }
  }

  /// All values of a name.
  public func all(_ name: String) -> [String] {
    fields.filter { HTTPSyntax.isEqual($0.name, name) }.map(\.value)
  }

  /// The values of a name as one list, as commas would join them (RFC 9110 §5.3).
  public func list(_ name: String) -> String? {
    let values = all(name)
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }

  public func contains(_ name: String) -> Bool { fields.contains { HTTPSyntax.isEqual($0.name, name) } }

  /// Adds a field after those of the same name.
  public mutating func add(_ name: String, _ value: String) { fields.append(Field(name, value)) }
}
