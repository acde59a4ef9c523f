import Dispatch  // why: signals arrive on a queue of its own, where any code may run
import Glibc

/// Waits for somebody to end the program, by Ctrl-C or as a service manager does.
enum StopSignals {
  private static let signals = [SIGINT, SIGTERM]

  /// Runs work until it ends, or is cancelled by the first signal; the second one ends the program at once.
  static func run(_ work: @escaping @Sendable () async throws -> Void) async throws {
    let task = Task { try await work() }
    let sources = signals.map { number in
      // What the source gets, the system must not act on.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        for number in signals { signal(number, SIG_DFL) }
        task.cancel()
      }
      source.activate()
      return source
    }
    defer { for source in sources { source.cancel() } }
    try await task.value
  }
}
