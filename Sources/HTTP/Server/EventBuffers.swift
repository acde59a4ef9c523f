import Synchronization

/// The event streams that a server has open.
final class EventBuffers: Sendable {
  private struct State {
    var isClosed = false
    var buffers: [ObjectIdentifier: EventBuffer] = [:]
  }

  private let state = Mutex(State())

  var count: Int { state.withLock { $0.buffers.count } }

  /// Adds a stream; it ends at once when the server is stopping.
  func insert(_ buffer: EventBuffer) {
    let isClosed = state.withLock { state in
      state.buffers[ObjectIdentifier(buffer)] = buffer
      return state.isClosed
    }
    if isClosed { buffer.end() }
  }

  func remove(_ buffer: EventBuffer) {
    state.withLock { $0.buffers[ObjectIdentifier(buffer)] = nil }
  }

  func beat(at now: MonotonicTime) {
    // Outside the lock, which the library's threads take when a stream begins or ends.
    for buffer in state.withLock({ Array($0.buffers.values) }) { buffer.beat(at: now) }
  }

  /// Ends all streams, and those that are still to come.
  func close() {
    let buffers = state.withLock { state in
      state.isClosed = true
      return Array(state.buffers.values)
    }
    for buffer in buffers { buffer.end() }
  }
}
