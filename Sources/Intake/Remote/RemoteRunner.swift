import Git

/// Brings the repository together with its remote: after each publication, and again and again.
///
/// It works beside everything else: no answer waits for a network.
public final class RemoteRunner: Sendable {
  private let intake: Intake
  private let seconds: Int
  private let sleep: @Sendable (Duration) async throws -> Void

  /// - Parameter seconds: how long it waits at most before it looks what others have pushed.
  public init(
    _ intake: Intake, every seconds: Int,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  ) {
    self.intake = intake
    self.seconds = seconds
    self.sleep = sleep
  }

  /// Works until it is stopped or the task is cancelled; it cannot be run twice.
  public func run() async {
    let signal = intake.remoteSignal
    signal.wake()
    var timer: Task<Void, Never>?
    for await _ in signal.wakes {
      timer?.cancel()
      let isDone = await intake.synchronise()
      let pause = isDone ? seconds : min(2, seconds)
      timer = Task {
        guard (try? await sleep(.seconds(pause))) != nil else { return }  // it fails when a new timer takes its place
        signal.wake()
      }
    }
    timer?.cancel()
  }

  /// Lets `run` end soon, whatever the network does.
  public func stop() {
    intake.content?.repository.endPrograms()
    intake.remoteSignal.finish()
  }
}
