/// The fields of a kind or of a group, in order and by name.
public struct FieldSet: Sendable {
  @usableFromInline let fields: [Field]
  private let indices: [String: Int]
  /// Declared with mistakes: entries may use them, and nothing more is said about them.
  private let unreadable: Set<String>
  /// Whether the whole declaration could not be read, so that any name may be used.
  private let isOpen: Bool

  init(_ fields: [Field], unreadable: Set<String> = [], isOpen: Bool = false) {
    self.fields = fields
    self.unreadable = unreadable
    self.isOpen = isOpen
    indices = Dictionary(fields.map { ($0.name, $0.index) }) { first, _ in first }
  }

  public subscript(name: String) -> Field? {
    indices[name].map { fields[$0] }
  }

  func isUnreadable(_ name: String) -> Bool {
    isOpen || unreadable.contains(name)
  }
}

extension FieldSet: RandomAccessCollection {
  @inlinable public var startIndex: Int { fields.startIndex }
  @inlinable public var endIndex: Int { fields.endIndex }
  @inlinable public subscript(index: Int) -> Field { fields[index] }
}

// MARK: - What is public

extension FieldSet {
  /// The public fields alone, with indices of their own.
  var publicView: FieldSet {
    let shown = fields.filter(\.isPublic)
    return FieldSet(shown.enumerated().map { $1.publicView(index: $0) }, unreadable: unreadable, isOpen: isOpen)
  }

  /// Whether anybody may see every field, those of groups included.
  var isPublic: Bool {
    allSatisfy { $0.isPublic && $0.group?.isPublic != false }
  }

  /// For each field its index among the public ones.
  var publicIndices: [Int?] {
    var next = 0
    return fields.map { field in
      guard field.isPublic else { return nil }
      defer { next += 1 }
      return next
    }
  }
}
