import Dispatch  // why: calls that block must keep no thread of the pool, which has as many as there are cores
import Store

/// Keeps a connection on a queue of its own.
actor Worker {
  private nonisolated let executor: QueueExecutor
  private var connection: Connection?

  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(_ label: String) {
    executor = QueueExecutor(label)
  }

  /// Runs what opens the connection.
  func open(_ body: @Sendable () throws(StoreError) -> Connection) throws(StoreError) {
    connection = try body()
  }

  /// Throws `closed` where there is no connection.
  func run<Result: Sendable>(
    _ body: @Sendable (Connection) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    guard let connection else { throw .closed }
    return try body(connection)
  }

  /// Runs what brings its own connections.
  func perform<Result: Sendable>(_ body: @Sendable () throws(StoreError) -> Result) throws(StoreError) -> Result {
    try body()
  }

  func close() { connection = nil }
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
