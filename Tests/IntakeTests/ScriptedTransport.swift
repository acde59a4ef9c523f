import Mail
import Synchronization

/// A transport that answers as it is told, and keeps what it was given.
final class ScriptedTransport: MailTransport {
  private struct State {
    var answers: [Result<String, MailError>]
    var sent: [Message] = []
  }

  private let state: Mutex<State>
  /// Done while a message is on its way.
  private let meanwhile: @Sendable (Message) async -> Void
  /// The messages as they are given.
  let arrivals: AsyncStream<Message>
  private let arriving: AsyncStream<Message>.Continuation

  /// Once the answers are used up, everything is accepted.
  init(
    _ answers: [Result<String, MailError>] = [], meanwhile: @escaping @Sendable (Message) async -> Void = { _ in }
  ) {
    state = Mutex(State(answers: answers))
    self.meanwhile = meanwhile
    (arrivals, arriving) = AsyncStream.makeStream(of: Message.self)
  }

  var sent: [Message] { state.withLock { $0.sent } }

  func send(_ message: Message) async throws(MailError) -> String {
    await meanwhile(message)
    let answer = state.withLock { state in
      state.sent.append(message)
      return state.answers.isEmpty ? .success("250 ok") : state.answers.removeFirst()
    }
    arriving.yield(message)
    return try answer.get()
  }
}
