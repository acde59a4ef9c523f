/// A sentence whose variable parts are kept apart from its wording, so that it can be said in another language.
///
/// Written as an interpolated literal: `"'\(name)' is no field of kind '\(kind)'"` has the wording
/// `'%1' is no field of kind '%2'`, which a catalogue can translate.
public struct Message: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The English wording.
  ///
  /// `%1`, `%2` … stand where the arguments go; a percent sign of the text is `%%`.
  public let wording: String
  public let arguments: [String]

  public init(stringLiteral text: String) {
    wording = Self.escaped(text)
    arguments = []
  }

  public init(stringInterpolation parts: Interpolation) {
    wording = parts.wording
    arguments = parts.arguments
  }

  /// A message that is entirely variable: text that came from elsewhere.
  public init(verbatim text: String) {
    wording = "%1"
    arguments = [text]
  }

  /// The sentence in another wording, or in English when `wording` is nil.
  public func text(in translation: String? = nil) -> String {
    var result = ""
    var rest = (translation ?? wording)[...]
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      guard let marker = rest.popFirst() else { break }
      if let number = marker.wholeNumberValue, arguments.indices.contains(number - 1) {
        result += arguments[number - 1]
      } else {
        result.append(marker)
      }
    }
    return result + rest
  }

  private static func escaped(_ text: String) -> String {
    text.contains("%") ? text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%") : text
  }

  /// Collects the wording and the arguments of an interpolated literal.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var wording = ""
    fileprivate var arguments: [String] = []

    public init(literalCapacity: Int, interpolationCount: Int) {
      wording.reserveCapacity(literalCapacity + 2 * interpolationCount)
    }

    public mutating func appendLiteral(_ literal: String) {
      wording += Message.escaped(literal)
    }

    public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
      arguments.append(value.description)
      wording += "%\(arguments.count)"
    }
  }
}
