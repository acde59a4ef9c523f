import Dispatch  // why: calls that block must keep no thread of the pool, which has as many as there are cores

/// Keeps what only one thread at a time may use on a queue of its own.
actor Worker<State> {
  private nonisolated let executor: QueueExecutor
  private var state: State?

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ label: String) {
    executor = QueueExecutor(label)
  }

  /// Makes the state and answers something of it.
  func open<Result: Sendable>(
    _ make: @Sendable () throws(GitError) -> State, _ body: @Sendable (State) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    let state = try make()
    self.state = state
    return try body(state)
  }

  /// Throws `closed` where there is no state.
  func run<Result: Sendable>(_ body: @Sendable (State) throws(GitError) -> Result) throws(GitError) -> Result {
    guard let state else { throw .closed }
    return try body(state)
  }

  func close() { state = nil }
}

/// Runs an actor on a dispatch queue; the library's own queues are no executors on Linux.
private final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(_ label: String) {
    queue = DispatchQueue(label: label)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
