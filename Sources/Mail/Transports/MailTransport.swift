/// A way out for messages.
public protocol MailTransport: Sendable {
  /// Hands a message on, and answers what was said to it, in one line without secrets.
  ///
  /// When this throws, the message may have arrived nevertheless: the answer can be lost.
  @discardableResult
  func send(_ message: Message) async throws(MailError) -> String
}

/// Why a message was not handed on.
public enum MailError: Error, Sendable, Equatable {
  /// The server will not have the message (5xx), whenever it comes.
  case refused(reply: String)
  /// The server does not take the message now (4xx), or does not take any from us.
  case deferred(reply: String)
  /// There is no connection, or it broke.
  case unreachable(cause: String)
  /// The connection is not encrypted, or not with whom it should be.
  case insecure(cause: String)
  case timedOut(cause: String)
  /// The task was cancelled.
  case cancelled
  /// The system refused; `code` is its errno.
  case io(operation: String, path: String, code: Int32)

  /// Whether the same message would be refused again.
  public var isPermanent: Bool {
    switch self {
    case .refused: true
    case .deferred, .unreachable, .insecure, .timedOut, .cancelled, .io: false
    }
  }

  /// The cause in one line, for logs.
  public var cause: String {
    switch self {
    case .refused(let text), .deferred(let text), .unreachable(let text), .insecure(let text), .timedOut(let text): text
    case .cancelled: "cancelled"
    case .io(let operation, let path, let code): "cannot \(operation) '\(path)' (error \(code))"
    }
  }
}
