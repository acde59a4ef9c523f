public import Store
import Synchronization

/// Sends what the outbox holds, as soon as it is there and again when it is due.
public final class OutboxRunner: Sendable {
  /// How long it sleeps at most, since another process may add a message unnoticed.
  private static let longestSleep = 60

  private let outbox: Outbox
  private let now: @Sendable () -> Int
  private let sleep: @Sendable (Duration) async throws -> Void
  private let report: @Sendable (StoreError) -> Void
  private let isStopping = Atomic(false)
  private let wakes: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation

  /// `now` answers seconds since 1970-01-01 00:00 UTC; `report` is told of each failure of the store, after which the
  /// runner goes on.
  public init(
    _ outbox: Outbox, now: @escaping @Sendable () -> Int,
    sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
    report: @escaping @Sendable (StoreError) -> Void
  ) {
    self.outbox = outbox
    self.now = now
    self.sleep = sleep
    self.report = report
    // However much happens while a message is sent, one look at the outbox finds it all.
    (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// Sends messages until it is stopped or the task is cancelled; it cannot be run twice.
  public func run() async {
    let listener = Task { await listen() }
    var timer: Task<Void, Never>?
    for await _ in wakes {
      timer?.cancel()
      let pause = await deliver()
      timer = Task { await wake(after: pause) }
    }
    timer?.cancel()
    listener.cancel()
  }

  /// Lets `run` end once the message that is being sent has its answer.
  public func stop() {
    isStopping.store(true, ordering: .relaxed)
    waker.finish()
  }

  /// Sends all that is due, and answers how long there is nothing to do.
  private func deliver() async -> Int {
    do throws(StoreError) {
      while !isStopping.load(ordering: .relaxed), !Task.isCancelled {
        guard try await outbox.deliverNext(now: now()) == nil else { continue }
        let pause = try await outbox.nextDue().map { $0 - now() } ?? Self.longestSleep
        return min(max(1, pause), Self.longestSleep)
      }
    } catch {
      report(error)
    }
    return Self.longestSleep
  }

  private func wake(after seconds: Int) async {
    guard (try? await sleep(.seconds(seconds))) != nil else { return }  // it fails when a new timer takes its place
    waker.yield()
  }

  /// Wakes whenever a message is added.
  private func listen() async {
    while !Task.isCancelled {
      do throws(StoreError) {
        let changes = try outbox.changes()
        // What was added before anybody listened.
        waker.yield()
        for await change in changes where change.operation == .inserted { waker.yield() }
      } catch {
        report(error)
      }
      // The stream has ended because more has changed than it holds, or because the store was closed.
      waker.yield()
      guard (try? await sleep(.seconds(Self.longestSleep))) != nil else { return }  // it fails when all ends
    }
  }
}
