/// Why something can be no part of a message.
public struct InvalidMail: Error, Sendable, Equatable {
  public enum Part: Sendable, Equatable {
    case address
    /// The domain of an address or of a message's id.
    case domain
    case displayName
    case subject
    case messageID
    case date
    case language
    /// The plain text or the HTML.
    case body
    case headerName
    case headerValue
  }

  public enum Reason: Sendable, Equatable {
    case empty
    case tooLong(maximumBytes: Int)
    /// It holds a line break, U+0000 or another control character, with which headers could be smuggled in.
    case control
    /// It holds letters that mail without extensions cannot carry there; a domain can be written as `xn--…`.
    case notASCII
    case malformed
    /// The header is one that messages write themselves.
    case reserved
  }

  public let part: Part
  public let reason: Reason

  public init(_ part: Part, _ reason: Reason) {
    self.part = part
    self.reason = reason
  }
}

extension InvalidMail {
  /// Refuses what is longer, or holds a control character or a line separator.
  static func check(_ text: String, _ part: Part, maximumBytes: Int) throws(InvalidMail) {
    guard text.utf8.count <= maximumBytes else { throw InvalidMail(part, .tooLong(maximumBytes: maximumBytes)) }
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: throw InvalidMail(part, .control)
      default: continue
      }
    }
  }

  /// Refuses what `check` refuses, what is empty, and what is not ASCII.
  static func checkASCII(_ text: String, _ part: Part, maximumBytes: Int) throws(InvalidMail) {
    guard !text.isEmpty else { throw InvalidMail(part, .empty) }
    try check(text, part, maximumBytes: maximumBytes)
    guard text.utf8.allSatisfy({ $0 < 0x80 }) else { throw InvalidMail(part, .notASCII) }
  }
}
