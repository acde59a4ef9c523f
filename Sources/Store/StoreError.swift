/// What went wrong in a store.
public enum StoreError: Error, Sendable, Equatable {
  // What was asked for cannot be done.

  /// The collection has a document of this id.
  case duplicateID(String, collection: String)
  /// Another document has the values that a unique index holds.
  case duplicate(Index, collection: String)
  /// The collection has no document of this id.
  case notFound(String, collection: String)
  /// The document has been replaced since it was read.
  case conflict(String, collection: String, expected: Int, found: Int)

  // What was asked for makes no sense.

  /// The store was not opened with this collection, or not with these indexes.
  case unknownCollection(String)
  /// The text is no name of a collection, or no field path.
  case invalidName(String)
  case invalidID(String)
  case invalidValue(InvalidValue)
  /// A query has too many conditions, or nests them too deep.
  case queryTooLarge
  /// A sum or an average is too large for a number.
  case sumTooLarge

  // The world failed.

  /// Others kept the store locked for too long; the same can be tried again.
  case busy(path: String)
  /// The disk or a quota is full. Nothing was changed.
  case full(path: String)
  case corrupt(path: String)
  /// The file is no store of this program.
  case foreign(path: String)
  /// A newer program has written the file.
  case newerSchema(path: String, found: Int, supported: Int)
  /// Another program has changed what the file declares since this one opened it; it must be opened anew.
  case schemaChanged(path: String)
  /// Somebody has the file open who must not.
  case inUse(path: String)
  /// The system refused; `code` is its errno, or 0 where none is known.
  case io(operation: String, path: String, code: Int32)
  /// The engine failed in a way that has no case of its own; `code` is the engine's.
  case engine(code: Int32, path: String)
  case closed
}
