/// The path of a request, taken apart at its slashes and then decoded.
///
/// No segment is empty, `.` or `..`, or holds a slash, a backslash or a control character, however these were
/// encoded: what such a path means differs between servers, and every mistake in it is refused alike.
public struct RequestPath: Sendable, Equatable {
  /// Decoded; none for `/`.
  public let segments: [String]
  /// Whether the path ends with a slash; true for `/`.
  public let isFolder: Bool
  /// As it was sent, percent-encoded.
  public let encoded: String

  /// Nil for a path that is refused.
  public init?(_ encoded: some StringProtocol) {
    self.encoded = String(encoded)
    guard encoded.utf8.first == UInt8(ascii: "/") else { return nil }
    var parts = encoded.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    isFolder = parts.last?.isEmpty ?? true
    if isFolder, !parts.isEmpty { parts.removeLast() }
    var segments: [String] = []
    segments.reserveCapacity(parts.count)
    for part in parts {
      guard part.allSatisfy(Self.isVisible), let text = PercentEncoding.decoded(part)?.validText,
        Self.isPlain(text)
      else { return nil }
      segments.append(text)
    }
    self.segments = segments
  }

  private static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

  private static func isPlain(_ segment: String) -> Bool {
    !segment.isEmpty && segment != "." && segment != ".."
      && segment.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
  }
}
