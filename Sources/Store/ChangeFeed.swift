import Synchronization

/// Hands the changes of an engine to those who listen.
public final class ChangeFeed: Sendable {
  private struct Listener {
    let collection: String
    let continuation: AsyncStream<Change>.Continuation
  }

  private struct State {
    var listeners: [Int: Listener] = [:]
    var next = 0
    var isClosed = false
  }

  private static let longestBacklog = 1_024

  private let state = Mutex(State())

  public init() {}

  deinit { close() }

  /// The changes in a collection from now on.
  public func changes(in collection: DocumentCollection) -> AsyncStream<Change> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Change.self, bufferingPolicy: .bufferingOldest(Self.longestBacklog))
    let number = state.withLock { state -> Int? in
      guard !state.isClosed else { return nil }
      state.next += 1
      state.listeners[state.next] = Listener(collection: collection.name, continuation: continuation)
      return state.next
    }
    guard let number else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [weak self] _ in self?.drop(number) }
    return stream
  }

  /// Tells what a transaction has changed; engines call it in the order of their transactions.
  public func publish(_ changes: [Change]) {
    let listeners = state.withLock { $0.listeners }
    for listener in listeners.values {
      for change in changes where change.collection == listener.collection {
        if case .dropped = listener.continuation.yield(change) {
          // A gap in the middle would be worse than an end, which nobody can overlook.
          listener.continuation.finish()
          break
        }
      }
    }
  }

  /// Ends all streams, and those that are asked for later.
  public func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      return state.listeners
    }
    // Outside of the lock, which finishing takes again.
    for listener in listeners.values { listener.continuation.finish() }
  }

  private func drop(_ number: Int) {
    state.withLock { $0.listeners[number] = nil }
  }
}
