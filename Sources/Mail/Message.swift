/// A message to one reader, as plain text and, where there is some, as HTML.
///
/// What could smuggle a header into it is refused when its parts are made, so that all there is can be written.
public struct Message: Sendable, Hashable {
  public let id: MessageID
  /// When it was made, in seconds since 1970-01-01 00:00 UTC.
  public let date: Int
  public let from: MailAddress
  public let to: MailAddress
  /// Whom answers go to where that is not the sender.
  public let replyTo: MailAddress?
  public let subject: String
  public let text: String
  /// The same as a page; nil for a message of text alone.
  public let html: String?
  /// The language of subject and text, a tag such as `fr`.
  public let language: String
  public let headers: [MailHeader]

  private static let longestSubject = 1_000
  private static let longestBody = 1 << 20
  private static let lastSecond = 253_402_300_799  // the end of the year 9999

  /// Throws for a subject with control characters or over 1,000 bytes, a body over 1 MiB, and a language that is no tag.
  public init(
    id: MessageID, date: Int, from: MailAddress, to: MailAddress, replyTo: MailAddress? = nil, subject: String,
    text: String, html: String? = nil, language: String, headers: [MailHeader] = []
  ) throws(InvalidMail) {
    guard (0...Self.lastSecond).contains(date) else { throw InvalidMail(.date, .malformed) }
    guard !subject.isEmpty else { throw InvalidMail(.subject, .empty) }
    try InvalidMail.check(subject, .subject, maximumBytes: Self.longestSubject)
    for body in [text, html ?? ""] where body.utf8.count > Self.longestBody {
      throw InvalidMail(.body, .tooLong(maximumBytes: Self.longestBody))
    }
    try InvalidMail.checkASCII(language, .language, maximumBytes: 35)
    guard language.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }) else {
      throw InvalidMail(.language, .malformed)
    }
    self.id = id
    self.date = date
    self.from = from
    self.to = to
    self.replyTo = replyTo
    self.subject = subject
    self.text = text
    self.html = html
    self.language = language
    self.headers = headers
  }
}
