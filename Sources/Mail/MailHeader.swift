/// A header that a message carries besides those it writes itself: `Auto-Submitted: auto-generated`.
public struct MailHeader: Sendable, Hashable {
  public let name: String
  public let value: String

  /// Throws for a name that is none or is written by every message, and for a value that is not words of ASCII with one
  /// blank between them, of at most 900 bytes each.
  public init(_ name: String, _ value: String) throws(InvalidMail) {
    try InvalidMail.checkASCII(name, .headerName, maximumBytes: 64)
    guard name.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }) else {
      throw InvalidMail(.headerName, .malformed)
    }
    guard !Self.isReserved(name) else { throw InvalidMail(.headerName, .reserved) }
    try InvalidMail.checkASCII(value, .headerValue, maximumBytes: 4_000)
    // A line may have 998 bytes (RFC 5322 §2.1.1), and only blanks can be folded.
    let words = value.split(separator: " ", omittingEmptySubsequences: false)
    guard words.allSatisfy({ (1...900).contains($0.utf8.count) }) else { throw InvalidMail(.headerValue, .malformed) }
    self.name = name
    self.value = value
  }

  private static let written: Set<String> = Set(
    [
      "From", "To", "Cc", "Bcc", "Sender", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Received",
      "Return-Path",
    ].map { $0.lowercased() })

  private static func isReserved(_ name: String) -> Bool {
    let name = name.lowercased()
    return written.contains(name) || name.hasPrefix("content-") || name.hasPrefix("resent-")
  }
}
