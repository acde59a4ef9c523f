/// The cookies of a request (RFC 6265 §4.2), in the order they came.
public struct Cookies: Sendable, Equatable {
  public let values: NamedValues

  /// Reads `Cookie` fields; pairs that no server could have set are passed over, and those after `maximumCount`.
  public init(fields: [String], maximumCount: Int = 100) {
    var pairs: [NamedValues.Pair] = []
    for part in fields.lazy.flatMap({ $0.split(separator: ";") }) {
      guard pairs.count < maximumCount else { break }
      guard let sign = part.firstIndex(of: "=") else { continue }
      let name = HTTPSyntax.trimmed(part[..<sign])
      var value = HTTPSyntax.trimmed(part[sign...].dropFirst())
      if value.utf8.count >= 2, value.utf8.first == UInt8(ascii: "\""), value.utf8.last == UInt8(ascii: "\"") {
        value = value.dropFirst().dropLast()
      }
      guard HTTPSyntax.isToken(name), value.utf8.allSatisfy(Cookie.isValueByte) else { continue }
      pairs.append(.init(String(name), String(value)))
    }
    values = NamedValues(pairs)
  }

  /// The first value of a name, which browsers send for the longest path (RFC 6265 §5.4).
  public subscript(name: String) -> String? { values[name] }
}
