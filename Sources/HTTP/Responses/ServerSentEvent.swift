/// An event of a stream (HTML Standard §9.2).
public struct ServerSentEvent: Sendable, Equatable {
  /// The type of event; nil for `message`.
  public var name: String?
  /// May have several lines.
  public var data: String
  /// What a client that connects again sends as `Last-Event-ID`.
  public var id: String?
  /// How long a client waits before it connects again.
  public var retry: Duration?

  public init(_ data: String, name: String? = nil, id: String? = nil, retry: Duration? = nil) {
    self.data = data
    self.name = name
    self.id = id
    self.retry = retry
  }

  /// As it is sent; line breaks in name and id become spaces, since they would begin a field.
  var encoded: [UInt8] {
    var text = ""
    if let name { text += "event: \(Self.oneLine(name))\n" }
    if let id { text += "id: \(Self.oneLine(id))\n" }
    if let retry {
      let (seconds, attoseconds) = retry.components
      text += "retry: \(max(0, seconds * 1_000 + attoseconds / 1_000_000_000_000_000))\n"
    }
    for line in Self.lines(data) { text += "data: \(line)\n" }
    return Array((text + "\n").utf8)
  }

  private static func oneLine(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append("\r\n\0".unicodeScalars.contains(scalar) ? " " : scalar) }
    return String(scalars)
  }

  /// Split at the line breaks that clients know.
  private static func lines(_ text: String) -> [Substring] {
    // A line feed after a carriage return is one character, so this splits at all three.
    text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
  }
}
