/// Documents of one sort: their name and what is indexed.
public struct DocumentCollection: Sendable, Hashable {
  /// A small ASCII letter, then at most 47 of small letters, digits and `_`.
  public let name: String
  public let indexes: [Index]

  public init(_ name: String, indexes: [Index] = []) {
    self.name = name
    self.indexes = indexes
  }
}

/// Fields by whose values documents are found quickly.
public struct Index: Sendable, Hashable {
  public let paths: [FieldPath]
  /// Whether no two documents may have the same values.
  ///
  /// A document that misses one of the fields is not held by this; null is a value like others.
  public let isUnique: Bool

  public init(_ first: FieldPath, _ others: FieldPath..., isUnique: Bool = false) {
    paths = [first] + others
    self.isUnique = isUnique
  }
}

/// The collections that an engine was opened with.
public struct Catalogue: Sendable {
  public let collections: [DocumentCollection]

  /// Throws `invalidName` for a collection whose name is none or is taken.
  public init(_ collections: [DocumentCollection]) throws(StoreError) {
    var names: Set<String> = []
    for collection in collections {
      guard Self.isName(collection.name), names.insert(collection.name).inserted else {
        throw .invalidName(collection.name)
      }
    }
    self.collections = collections
  }

  /// Throws `unknownCollection` unless the collection was declared like this.
  public func check(_ collection: DocumentCollection) throws(StoreError) {
    guard collections.contains(collection) else { throw .unknownCollection(collection.name) }
  }

  private static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
    return name.utf8.count <= 48
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
      }
  }
}
