/// The way to a field through objects: `email`, `owner.id`.
///
/// A path holds 1 to 16 names of ASCII letters, digits, `_` and `-`, each of at most 64 bytes; other fields can be kept
/// but not asked for. A path does not lead into lists.
public struct FieldPath: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
  public let names: [String]

  /// Throws `invalidName` for what is no path.
  public init(_ text: String) throws(StoreError) {
    let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.count <= 16, names.allSatisfy(Self.isName) else { throw .invalidName(text) }
    self.names = names
  }

  /// The path that source code names; what is no path stops the program.
  public init(stringLiteral text: String) {
    do throws(StoreError) {
      try self.init(text)
    } catch {
      preconditionFailure("'\(text)' must be a field path")
    }
  }

  public var description: String { names.joined(separator: ".") }

  private static func isName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}

extension [String: DocumentValue] {
  /// The value that a path leads to; nil where it leads nowhere.
  public subscript(path: FieldPath) -> DocumentValue? {
    var names = path.names[...]
    var value = names.popFirst().flatMap { self[$0] }
    while let name = names.popFirst() { value = value?[name] }
    return value
  }
}
