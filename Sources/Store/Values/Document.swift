/// One document of a collection.
public struct Document: Sendable, Equatable {
  /// How many bytes an id may have in UTF-8.
  public static let longestID = 512

  /// Unique in its collection, byte for byte; 1 to 512 bytes without U+0000.
  public let id: String
  /// 1 when the document is inserted, and one more each time that it is replaced.
  public let version: Int
  public var fields: [String: DocumentValue]

  public init(id: String, version: Int, fields: [String: DocumentValue]) {
    self.id = id
    self.version = version
    self.fields = fields
  }

  /// The value of a field of the first level; nil where there is none.
  ///
  /// Setting nil takes the field away.
  public subscript(name: String) -> DocumentValue? {
    get { fields[name] }
    set { fields[name] = newValue }
  }

  public static func == (left: Document, right: Document) -> Bool {
    left.id.utf8.elementsEqual(right.id.utf8) && left.version == right.version
      && DocumentValue.object(left.fields) == .object(right.fields)
  }

  /// Refuses an id or fields that no engine may keep.
  public static func check(id: String, fields: [String: DocumentValue]) throws(StoreError) {
    try check(id: id)
    do throws(InvalidValue) { try DocumentValue.object(fields).check() } catch { throw .invalidValue(error) }
  }

  /// Refuses an id that no document can have.
  public static func check(id: String) throws(StoreError) {
    guard !id.isEmpty, id.utf8.count <= longestID, !id.utf8.contains(0) else { throw .invalidID(id) }
  }
}
