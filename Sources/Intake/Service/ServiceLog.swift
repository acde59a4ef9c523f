import Store

/// What the service tells its operator: a line of JSON for each event.
public struct ServiceLog: Sendable {
  private let line: @Sendable (String) -> Void

  /// - Parameter line: takes a line without its end, from any thread.
  public init(_ line: @escaping @Sendable (String) -> Void) { self.line = line }

  func write(_ event: String, _ fields: [String: DocumentValue]) {
    let record = DocumentValue.object(fields.merging(["event": .text(event)]) { $1 })
    // Texts and integers are always JSON.
    if let bytes = try? record.json() { line(String(decoding: bytes, as: UTF8.self)) }
  }
}
