import Intake
import Mail
import Store
import Synchronization
import Testing

@Suite struct OutboxRunnerTests {
  /// A clock that stands still until the test moves it, and sleeps that end when the test says so.
  private final class StillClock: Sendable {
    private let time = Atomic(0)
    private let pauses: AsyncStream<Duration>
    private let pausing: AsyncStream<Duration>.Continuation
    private let alarms = Mutex<[AsyncStream<Void>.Continuation]>([])

    init() { (pauses, pausing) = AsyncStream.makeStream(of: Duration.self) }

    var now: Int { time.load(ordering: .relaxed) }

    /// How long the next sleeper wants to sleep, once it does.
    func nextPause() async -> Duration? { await pauses.first { _ in true } }

    func sleep(_ duration: Duration) async throws {
      let (alarm, ringing) = AsyncStream.makeStream(of: Void.self)
      alarms.withLock { $0.append(ringing) }
      pausing.yield(duration)
      for await _ in alarm {}
      try Task.checkCancellation()
    }

    /// Moves to a time, and ends all sleeps.
    func move(to now: Int) {
      time.store(now, ordering: .relaxed)
      let ringing = alarms.withLock { alarms in
        defer { alarms = [] }
        return alarms
      }
      for alarm in ringing { alarm.finish() }
    }
  }

  private struct Running {
    let runner: OutboxRunner
    let task: Task<Void, Never>
  }

  private func run(_ store: any Store, _ transport: ScriptedTransport, _ clock: StillClock) -> Running {
    let runner = OutboxRunner(
      Outbox(store, transport), now: { clock.now }, sleep: { try await clock.sleep($0) },
      report: { Issue.record("\($0)") })
    return Running(runner: runner, task: Task { await runner.run() })
  }

  @Test(.timeLimit(.minutes(15))) func whatIsThereAtTheStartAndWhatIsAddedLaterIsSent() async throws {
    let store = try Samples.store()
    let transport = ScriptedTransport()
    let clock = StillClock()
    try await Samples.enqueue("a", now: 0, in: store)
    let running = run(store, transport, clock)
    var arrivals = transport.arrivals.makeAsyncIterator()
    #expect(await arrivals.next()?.id.text == "a@example.org")
    #expect(await clock.nextPause() == .seconds(60))
    try await Samples.enqueue("b", now: 0, in: store)
    #expect(await arrivals.next()?.id.text == "b@example.org")
    running.runner.stop()
    await running.task.value
  }

  @Test(.timeLimit(.minutes(15))) func aFailureIsTriedAgainWhenItIsDue() async throws {
    let store = try Samples.store()
    let transport = ScriptedTransport([
      .failure(.deferred(reply: "451 later")), .failure(.deferred(reply: "451 later")),
    ])
    let clock = StillClock()
    try await Samples.enqueue("a", now: 0, in: store)
    let running = run(store, transport, clock)
    var arrivals = transport.arrivals.makeAsyncIterator()
    _ = await arrivals.next()
    #expect(await clock.nextPause() == .seconds(60))
    clock.move(to: 60)
    _ = await arrivals.next()
    // Due in 300 seconds, but other processes may add messages too.
    #expect(await clock.nextPause() == .seconds(60))
    clock.move(to: 330)
    #expect(await clock.nextPause() == .seconds(30))
    #expect(transport.sent.count == 2)
    clock.move(to: 360)
    #expect(await arrivals.next()?.id.text == "a@example.org")
    running.runner.stop()
    await running.task.value
    #expect(try await Outbox(store, transport).deliveries(limit: 1).first?.state == .sent)
  }

  @Test(.timeLimit(.minutes(15))) func stoppingLetsTheMessageArriveAndLeavesTheOthers() async throws {
    let store = try Samples.store()
    let (started, starting) = AsyncStream.makeStream(of: Void.self)
    let (release, releasing) = AsyncStream.makeStream(of: Void.self)
    let transport = ScriptedTransport(meanwhile: { _ in
      starting.yield()
      for await _ in release {}
    })
    try await Samples.enqueue("a", now: 0, in: store)
    try await Samples.enqueue("b", now: 0, in: store)
    let running = run(store, transport, StillClock())
    _ = await started.first { _ in true }
    running.runner.stop()
    releasing.finish()
    await running.task.value
    #expect(transport.sent.map(\.id.text) == ["a@example.org"])
    let states = try await Outbox(store, transport).deliveries(limit: 5).map { [$0.id, $0.state.rawValue] }
    #expect(states == [["a@example.org", "sent"], ["b@example.org", "waiting"]])
  }

  @Test(.timeLimit(.minutes(15))) func manyAddedAtOnceAreAllSent() async throws {
    let store = try Samples.store()
    let transport = ScriptedTransport()
    let running = run(store, transport, StillClock())
    var arrivals = transport.arrivals.makeAsyncIterator()
    let messages = try (0..<1_100).map { try Samples.message("m\($0)") }
    try await store.transaction { (transaction) throws(StoreError) in
      for message in messages { try Outbox.enqueue(message, kind: "news", now: 0, in: transaction) }
    }
    for _ in messages { _ = await arrivals.next() }
    running.runner.stop()
    await running.task.value
    #expect(Set(transport.sent.map(\.id)).count == 1_100)
  }

  @Test(.timeLimit(.minutes(15))) func aStoreThatFailsIsReportedAndAskedAgain() async throws {
    // It was opened without the outbox.
    let store = try MemoryStore([Samples.members])
    let clock = StillClock()
    let (errors, reporting) = AsyncStream.makeStream(of: StoreError.self)
    let runner = OutboxRunner(
      Outbox(store, ScriptedTransport()), now: { clock.now }, sleep: { try await clock.sleep($0) },
      report: { reporting.yield($0) })
    let task = Task { await runner.run() }
    var reported = errors.makeAsyncIterator()
    for round in 1...3 {
      #expect(await reported.next() == .unknownCollection("outbox"))
      _ = await clock.nextPause()
      clock.move(to: round * 60)
    }
    runner.stop()
    await task.value
  }

  @Test(.timeLimit(.minutes(15))) func cancellingEndsIt() async throws {
    let store = try Samples.store()
    let clock = StillClock()
    let running = run(store, ScriptedTransport(), clock)
    _ = await clock.nextPause()
    running.task.cancel()
    await running.task.value
  }
}
