import CMicroHTTPD
import Synchronization

/// The events that wait to be sent to one client.
///
/// While there are none the connection is suspended, and whoever adds some resumes it; both happen under one lock, so
/// that no wakening is lost and a connection is never resumed twice.
final class EventBuffer: Sendable {
  private struct State {
    /// A comment comes first, since header fields alone would wait to be sent together with more.
    var waiting: [UInt8] = Array(":\n\n".utf8)
    var sent = 0
    var isEnded = false
    var isDropped = false
    /// Set while the connection is suspended.
    var suspended: ConnectionHandle?
    var heartbeatDue: MonotonicTime
    var pump: Task<Void, Never>?
  }

  private let state: Mutex<State>
  private let stream: EventStream
  /// Closes the client's socket from our side.
  private let disconnect: @Sendable () -> Void

  init(_ stream: EventStream, disconnect: @escaping @Sendable () -> Void) {
    self.stream = stream
    self.disconnect = disconnect
    state = Mutex(State(heartbeatDue: .now + stream.heartbeat))
  }

  /// How many bytes have gone out.
  var sent: Int { state.withLock(\.sent) }

  /// Begins to take events from the stream.
  func start() {
    let pump = Task { [self] in
      for await event in stream.events {
        guard append(event.encoded) else { return }
      }
      end()
    }
    state.withLock { $0.pump = pump }
  }

  /// No more events; those that wait are still sent.
  func end() {
    state.withLock { state in
      state.isEnded = true
      Self.wake(&state)
    }
  }

  /// The client is gone.
  func cancel() {
    state.withLock { state in
      state.isEnded = true
      state.pump?.cancel()
    }
  }

  /// Sends a comment when nothing was sent for a while.
  func beat(at now: MonotonicTime) {
    let isDue = state.withLock { state in
      guard now >= state.heartbeatDue else { return false }
      state.heartbeatDue = now + stream.heartbeat
      return state.waiting.isEmpty && !state.isEnded
    }
    if isDue { append(Array(":\n\n".utf8)) }
  }

  /// False when the client is gone or too slow.
  @discardableResult
  private func append(_ bytes: [UInt8]) -> Bool {
    let isDropped = state.withLock { state in
      if state.isEnded { return false }
      if state.waiting.count + bytes.count > stream.maximumWaitingBytes {
        state.isEnded = true
        state.isDropped = true
        state.waiting = []
      } else {
        state.waiting += bytes
      }
      state.heartbeatDue = .now + stream.heartbeat
      Self.wake(&state)
      return state.isDropped
    }
    // A client that reads nothing would never let the library ask for the end of the stream.
    if isDropped { disconnect() }
    return !isDropped && !state.withLock(\.isEnded)
  }

  /// What the library sends next; suspends the connection when there is nothing.
  func read(into space: UnsafeMutableRawBufferPointer, of connection: ConnectionHandle) -> Int {
    state.withLock { state in
      if state.isDropped { return cmhd_end_with_error }
      guard state.waiting.isEmpty else {
        let count = min(space.count, state.waiting.count)
        space.copyBytes(from: state.waiting.prefix(count))
        state.waiting.removeFirst(count)
        state.sent += count
        return count
      }
      guard !state.isEnded else { return cmhd_end_of_stream }
      state.suspended = connection
      connection.suspend()
      return 0
    }
  }

  private static func wake(_ state: inout State) {
    state.suspended.take()?.resume()
  }
}
