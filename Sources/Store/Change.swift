/// A change of one document.
public struct Change: Sendable, Equatable {
  public enum Operation: Sendable, Equatable {
    case inserted
    case replaced
    case deleted
  }

  public let operation: Operation
  public let collection: String
  public let id: String
  /// The version that the document has now; of a deleted one, the last it had.
  public let version: Int

  public init(_ operation: Operation, collection: String, id: String, version: Int) {
    self.operation = operation
    self.collection = collection
    self.id = id
    self.version = version
  }
}
