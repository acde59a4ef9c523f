/// An address that mail goes to or comes from, and the name that is shown with it.
///
/// Of what RFC 5321 §4.1.2 allows: a local part of atoms with dots between them, at most 64 bytes, and a domain of two
/// labels or more, at most 254 bytes in all. Quoted local parts and addresses of numbers are refused, and so is all
/// that is not ASCII: a domain in other letters is given in its ASCII form (`xn--…`).
public struct MailAddress: Sendable, Hashable {
  /// The address without a name: `lea@example.org`.
  public let text: String
  /// Nil where there is none; never empty.
  public let name: String?

  private static let longestLocalPart = 64
  private static let longestText = 254
  private static let longestName = 256

  public init(_ text: String, name: String? = nil) throws(InvalidMail) {
    try InvalidMail.checkASCII(text, .address, maximumBytes: Self.longestText)
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, Self.isLocalPart(parts[0]) else { throw InvalidMail(.address, .malformed) }
    guard parts[0].count <= Self.longestLocalPart else {
      throw InvalidMail(.address, .tooLong(maximumBytes: Self.longestLocalPart))
    }
    try MailDomain.check(parts[1])
    if let name { try InvalidMail.check(name, .displayName, maximumBytes: Self.longestName) }
    self.text = text
    self.name = name.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What stands after the `@`.
  public var domain: Substring { text[(text.firstIndex(of: "@") ?? text.startIndex)...].dropFirst() }

  private static func isLocalPart(_ text: Substring.UTF8View) -> Bool {
    text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      .allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isAtomText) }
  }
}

/// The domains of addresses and of messages' ids.
enum MailDomain {
  /// Refuses all but labels of letters, digits and hyphens, two at least, the last of which is no number.
  static func check(_ text: Substring.UTF8View) throws(InvalidMail) {
    guard !text.isEmpty else { throw InvalidMail(.domain, .empty) }
    guard text.count <= 253 else { throw InvalidMail(.domain, .tooLong(maximumBytes: 253)) }
    guard text.allSatisfy({ $0 < 0x80 }) else { throw InvalidMail(.domain, .notASCII) }
    let labels = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy(isLabel), let last = labels.last,
      !last.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { throw InvalidMail(.domain, .malformed) }
  }

  private static func isLabel(_ label: Substring.UTF8View) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
      && label.allSatisfy { $0.isLetterOrDigit || $0 == hyphen }
  }
}

extension UInt8 {
  var isLetterOrDigit: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// Whether an atom may hold it (`atext`, RFC 5322 §3.2.3).
  var isAtomText: Bool { isLetterOrDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(self) }
}
