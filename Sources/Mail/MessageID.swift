/// What makes a message one of its kind in the world, and names its file: `9f86d081…@example.org`.
public struct MessageID: Sendable, Hashable {
  /// The id without the angle brackets around it.
  public let text: String

  /// Throws for what is not ASCII letters, digits, `.`, `_` and `-`, then `@` and a domain; at most 200 bytes.
  public init(_ text: String) throws(InvalidMail) {
    try InvalidMail.checkASCII(text, .messageID, maximumBytes: 200)
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    // Fewer signs than an atom may have, since the id also names a file.
    guard parts.count == 2,
      parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        .allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isLetterOrDigit || "_-".utf8.contains($0) } })
    else { throw InvalidMail(.messageID, .malformed) }
    try MailDomain.check(parts[1])
    self.text = text
  }

  /// Makes an id of random bytes, 16 to 32 of them so that no two are ever the same.
  public init(randomness bytes: [UInt8], domain: String) throws(InvalidMail) {
    guard (16...32).contains(bytes.count) else { throw InvalidMail(.messageID, .malformed) }
    let digits = Array("0123456789abcdef".utf8)
    let hex = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    try self.init("\(String(decoding: hex, as: UTF8.self))@\(domain)")
  }

  /// What stands before the `@`.
  var localPart: Substring { text.prefix { $0 != "@" } }
}
