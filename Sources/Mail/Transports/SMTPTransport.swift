import Dispatch  // why: a conversation blocks, and must keep no thread of the pool

/// Hands messages to a server by SMTP.
///
/// Every server but one on this machine must encrypt, with a certificate that is trusted and names it: else nothing is
/// said to it. Nothing of the environment, such as a proxy, is used.
public struct SMTPTransport: MailTransport {
  private let server: SMTPServer
  private let deadlines: SMTPExchange.Deadlines
  private let queue = DispatchQueue(label: "mail", attributes: .concurrent)

  /// Gives up when there is no connection within one time, and when the message is not accepted within the other.
  public init(_ server: SMTPServer, connecting: Duration = .seconds(10), whole: Duration = .seconds(60)) {
    self.server = server
    deadlines = SMTPExchange.Deadlines(connecting: connecting, whole: whole)
  }

  @discardableResult
  public func send(_ message: Message) async throws(MailError) -> String {
    let exchange = SMTPExchange(message, server, deadlines)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async { continuation.resume(returning: exchange.run()) }
      }
    } onCancel: {
      exchange.cancel()
    }
    return try result.get()
  }
}
