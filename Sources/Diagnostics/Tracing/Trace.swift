internal import Glibc
internal import Synchronization

/// Where a program's time goes: what each thread did, from when to when.
///
/// Whoever takes an optional trace spends nothing where there is none.
public final class Trace: Sendable {
  /// A piece of work of one thread.
  public struct Span: Sendable {
    /// What sort of work it was, such as `render`.
    public let stage: String
    /// On what, such as a page; empty where the stage says it all.
    public let subject: String
    /// In the order in which threads appeared, from 1 on.
    public let thread: Int
    /// Nanoseconds since the trace began.
    public let start: Int
    /// Nanoseconds.
    public let duration: Int
  }

  private let recorded = Mutex(Contents())
  private let beginning = Trace.now

  private struct Contents {
    var spans: [Span] = []
    var threads: [pthread_t: Int] = [:]
  }

  public init() {}

  /// In the order in which they ended.
  public var spans: [Span] { recorded.withLock(\.spans) }

  /// Nanoseconds since the trace began.
  public var elapsed: Int { Self.now - beginning }

  fileprivate static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// A moment for `record`, where no closure can stand around the work.
  public func start() -> Int { Self.now }

  public func record(_ stage: String, _ subject: String, from start: Int) {
    let duration = Self.now - start
    recorded.withLock { contents in
      let thread = contents.threads[pthread_self()] ?? contents.threads.count + 1
      contents.threads[pthread_self()] = thread
      contents.spans.append(
        Span(stage: stage, subject: subject, thread: thread, start: start - beginning, duration: duration))
    }
  }
}

extension Trace? {
  /// Does some work, and notes how long it took.
  public func measure<Result: ~Copyable, Failure: Error>(
    _ stage: String, _ subject: @autoclosure () -> String = "", _ work: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let self else { return try work() }
    let start = Trace.now
    defer { self.record(stage, subject(), from: start) }
    return try work()
  }

  /// The same for work that waits for others.
  public func measureTask<Result: Sendable, Failure: Error>(
    _ stage: String, isolation: isolated (any Actor)? = #isolation, _ work: () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    guard let self else { return try await work() }
    let start = Trace.now
    defer { self.record(stage, "", from: start) }
    return try await work()
  }
}
