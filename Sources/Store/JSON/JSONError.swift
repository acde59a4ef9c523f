/// Why a text is no JSON that a document can be read from.
public struct JSONError: Error, Sendable, Equatable {
  public enum Reason: Sendable, Equatable {
    case notUTF8
    /// Something else than JSON allows there (RFC 8259).
    case syntax
    /// Lists and objects are nested deeper than `DocumentValue.deepest`.
    case tooDeep
    /// An integer is beyond 64 bits, or another number beyond a double.
    case numberOutOfRange
    /// A name of an object is given twice, or holds U+0000.
    case name
  }

  /// The offset in the text, in bytes.
  public let byte: Int
  public let reason: Reason

  public init(byte: Int, reason: Reason) {
    self.byte = byte
    self.reason = reason
  }
}
