import CMicroHTTPD
import Glibc
import Synchronization

/// One client's connection, as the library calls for it; one request after the other.
///
/// The library calls from one thread. Tasks come in from others, to say what they came to; what both touch is behind
/// one lock. A connection is suspended while a task is at work for it, and the task resumes it.
final class Connection: Sendable {
  struct State {
    /// The target, with its place in the library's buffer.
    var target: (text: String, address: UInt, size: Int) = ("", 0, 0)
    var exchange: Exchange?
    var isSuspended = false
    var lastNumber = 0
  }

  let core: ServerCore
  let handle: ConnectionHandle
  let socket: Int32
  let peer: PeerAddress
  let state = Mutex(State())
  private let deadlineNanoseconds: Atomic<UInt64>

  init(_ handle: ConnectionHandle, core: ServerCore) {
    self.core = core
    self.handle = handle
    socket = cmhd_connection_socket(handle.pointer)
    peer = cmhd_connection_peer(handle.pointer).flatMap(PeerAddress.init) ?? PeerAddress(host: "0.0.0.0", port: 0)
    deadlineNanoseconds = Atomic((.now + core.configuration.headerTimeout).nanoseconds)
  }

  /// When the connection is shut down unless it has come further.
  var deadline: MonotonicTime {
    get { MonotonicTime(nanoseconds: deadlineNanoseconds.load(ordering: .relaxed)) }
    set { deadlineNanoseconds.store(newValue.nanoseconds, ordering: .relaxed) }
  }

  /// Notes the target before the library takes it apart.
  func note(target: UnsafePointer<CChar>) {
    let bytes = UnsafeRawBufferPointer(start: target, count: strlen(target))
    let text = String(decoding: bytes, as: UTF8.self)
    state.withLock { $0.target = (text, UInt(bitPattern: target), bytes.count) }
  }

  /// The library's call for a header, a piece of a body, or an answer.
  ///
  /// Returns `.NO` to have the connection closed.
  func access(
    method: UnsafePointer<CChar>, version: UnsafePointer<CChar>, upload: UnsafeRawBufferPointer
  ) -> MHD_Result {
    state.withLock { state in
      guard let exchange = state.exchange else { return begin(&state, method: method, version: version) }
      switch exchange.step {
      case .receiving:
        guard upload.isEmpty else { return receive(upload, &state) }
        return finishBody(&state)
      case .admitting, .handling: return proceed(&state)
      case .sending: return .YES
      }
    }
  }

  /// The answer has gone out, or the client is gone.
  func complete(wasSent: Bool) {
    guard let exchange = state.withLock({ $0.exchange.take() }) else { return }
    deadline = .now + core.configuration.idleTimeout + core.configuration.headerTimeout
    exchange.task?.cancel()
    exchange.removeUploads()
    core.end(exchange, peer: peer, wasSent: wasSent)
  }

  /// Gives up waiting for a task, so that the server can stop.
  func abandon() {
    state.withLock { state in
      state.exchange?.task?.cancel()
      state.exchange?.outcome = .answered(Refusal(.serviceUnavailable, "the server is stopping").response)
      wake(&state)
    }
  }

  // MARK: - Tasks

  /// Suspends the connection and lets a task decide.
  func wait(_ state: inout State, for work: @escaping @Sendable () async -> Exchange.Outcome) -> MHD_Result {
    guard !core.isClosing, let number = state.exchange?.number else { return .NO }
    deadline = .never
    suspend(&state)
    state.exchange?.task = Task { [self] in
      let outcome = await work()
      self.state.withLock { state in
        guard state.exchange?.number == number, state.exchange?.outcome == nil else { return }
        state.exchange?.outcome = outcome
        wake(&state)
      }
    }
    return .YES
  }

  func suspend(_ state: inout State) {
    state.isSuspended = true
    handle.suspend()
  }

  private func wake(_ state: inout State) {
    guard state.isSuspended else { return }
    state.isSuspended = false
    handle.resume()
  }
}
