import Mail
import TestSupport

/// Messages that the tests send.
enum Samples {
  /// 2026-07-01 12:00:00 UTC.
  static let date = 1_782_907_200

  static func message(
    number: Int = 1, from: MailAddress? = nil, to: MailAddress? = nil, subject: String = "Welcome",
    text: String = "Hello.\n", html: String? = nil, headers: [MailHeader] = []
  ) throws -> Message {
    try Message(
      id: MessageID("id-\(number)@example.org"), date: date,
      from: from ?? MailAddress("school@example.org", name: "The school"), to: to ?? MailAddress("lea@example.net"),
      subject: subject, text: text, html: html, language: "en", headers: headers)
  }

  static func text(_ message: Message) -> String { String(decoding: MessageWriter.bytes(of: message), as: UTF8.self) }
}

/// A message as Python's `email` reads it.
struct ReadMessage: Decodable, Equatable {
  var subject: String
  var fromName: String
  var fromAddress: String
  var toName: String
  var toAddress: String
  var text: String
  var html: String?
  var language: String
  var types: [String]
  var defects: [String]
}
