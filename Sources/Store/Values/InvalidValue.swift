/// Why a value can be in no document.
public enum InvalidValue: Error, Sendable, Equatable {
  /// A number is infinite or none at all.
  case notFinite
  /// Lists and objects are nested deeper than `DocumentValue.deepest`.
  case tooDeep
  /// A name of an object holds U+0000, which not every engine can keep.
  case name(String)
}

extension DocumentValue {
  /// How deep lists and objects may be nested; the fields of a document are the first level.
  public static let deepest = 64

  /// Refuses a value that can be in no document.
  ///
  /// `depth` is how many lists and objects are around the value.
  public func check(atDepth depth: Int = 0) throws(InvalidValue) {
    switch self {
    case .null, .boolean, .integer, .text: return
    case .number(let number):
      guard number.isFinite else { throw .notFinite }
    case .list(let values):
      guard depth < Self.deepest else { throw .tooDeep }
      for value in values { try value.check(atDepth: depth + 1) }
    case .object(let values):
      guard depth < Self.deepest else { throw .tooDeep }
      for (name, value) in values {
        guard !name.utf8.contains(0) else { throw .name(name) }
        try value.check(atDepth: depth + 1)
      }
    }
  }
}
