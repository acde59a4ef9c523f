/// How far a conversation with a server has come, and what the server said last.
struct SMTPTranscript {
  enum Stage: Equatable {
    case greeting
    case hello
    case encryption
    case authentication
    case sender
    case recipient
    case data
    /// The message itself, which ends with a dot.
    case body
  }

  private static let longestReply = 400
  private static let mostLines = 20

  private(set) var stage = Stage.greeting
  private var lines: [String] = []
  /// Whether the last of the lines ended its reply.
  private var isComplete = true

  /// Notes a command of ours.
  mutating func sent(_ bytes: [UInt8]) {
    let commands: [(String, Stage)] = [
      ("EHLO ", .hello), ("HELO ", .hello), ("STARTTLS", .encryption), ("AUTH ", .authentication),
      ("MAIL FROM:", .sender), ("RCPT TO:", .recipient), ("DATA\r\n", .data),
    ]
    // What else there is, such as the second half of a login, belongs to the command before it.
    if let command = commands.first(where: { bytes.starts(with: $0.0.utf8) }) { stage = command.1 }
  }

  /// Notes a line of the server's.
  mutating func received(_ bytes: [UInt8]) {
    let line = String(decoding: bytes.prefix(1_000), as: UTF8.self).unicodeScalars
      .map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
    if isComplete { lines = [] }
    if lines.count < Self.mostLines { lines.append(line.trimmed) }
    isComplete = !line.utf8.dropFirst(3).starts(with: "-".utf8)
    if stage == .data, code == 354 { stage = .body }
  }

  /// The code of the last reply; nil where there is none, or only a part.
  var code: Int? {
    guard isComplete, let last = lines.last else { return nil }
    return Int(last.prefix(3))
  }

  /// What a refusal in the last reply means; nil where it is none.
  ///
  /// That our account, or this machine, is refused says nothing about the message: it waits until somebody has seen to it.
  func refusal(hiding secrets: [String]) -> MailError? {
    guard let code, (400...599).contains(code) else { return nil }
    let reply = reply(hiding: secrets)
    guard code >= 500, ![530, 534, 535, 538].contains(code) else { return .deferred(reply: reply) }
    return switch stage {
    case .sender, .recipient, .data, .body: .refused(reply: reply)
    case .greeting, .hello, .encryption, .authentication: .deferred(reply: reply)
    }
  }

  /// The last reply in one line of at most 400 bytes, with `…` for what is not to be seen.
  func reply(hiding secrets: [String]) -> String {
    var text = ""
    for (index, line) in lines.enumerated() {
      text += index == 0 ? line : " \(line.dropFirst(4))"
    }
    // The longest first: a password may be a part of what holds it.
    for secret in secrets.sorted(by: { $0.utf8.count > $1.utf8.count }) where !secret.isEmpty {
      text = text.replacing(secret, with: "…")
    }
    while text.utf8.count > Self.longestReply { text.removeLast() }
    return text
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
