import Glibc
import Synchronization

/// An HTTP/1.1 server.
///
/// ```
/// let server = Server(ServerConfiguration(port: 8080), accept: router.accept)
/// try server.start()
/// …
/// await server.stop(within: .seconds(10))
/// ```
///
/// It runs from `start` until `stop`, even when nobody holds it any more.
public final class Server: Sendable {
  private let core: ServerCore
  private let state = Mutex(State.new)

  private enum State {
    case new
    case running(Running)
    case stopped
  }

  private struct Running {
    var daemon: Daemon
    var socket: ListeningSocket
    var ticker: Ticker
  }

  /// - Parameter accept: says what becomes of a request once its header is there; it must not wait.
  public init(_ configuration: ServerConfiguration, accept: @escaping @Sendable (Request) -> Acceptance) {
    core = ServerCore(configuration, accept: accept)
  }

  /// Where the server listens, with the port that it got; nil when it is not running.
  public var address: PeerAddress? {
    state.withLock { state in
      guard case .running(let running) = state else { return nil }
      return PeerAddress(host: core.configuration.host, port: running.socket.port)
    }
  }

  /// Listens and answers from here on.
  public func start() throws(ServerError) {
    try state.withLock { (state) throws(ServerError) in
      guard case .new = state else { throw .alreadyStarted }
      state = .running(try run())
    }
  }

  /// Stops when the requests that are under way have been answered, or the time is over.
  ///
  /// New connections are refused at once, event streams end; what takes longer is answered with 503, or cut off, and its
  /// tasks are cancelled.
  public func stop(within time: Duration) async {
    let running: Running? = state.withLock { state in
      guard case .running(let running) = state else { return nil }
      state = .stopped
      return running
    }
    guard let running else { return }
    core.isStopping = true
    running.daemon.quiesce()
    shutdown(running.socket.descriptor, Int32(SHUT_RD))
    core.events.close()
    await drain(within: time)
    core.isClosing = true
    for connection in core.connections.all { connection.abandon() }
    await drain(within: .milliseconds(200))
    await end(running)
  }

  private func end(_ running: Running) async {
    await withCheckedContinuation { continuation in
      let end: @Sendable () -> Void = {
        running.ticker.stop()
        running.daemon.stop()
        close(running.socket.descriptor)
        continuation.resume()
      }
      do {
        try Thread(end).detach()
      } catch {
        // Without a thread to wait in, this one waits.
        end()
      }
    }
  }

  private func run() throws(ServerError) -> Running {
    let configuration = core.configuration
    UploadedFile.removeLeftovers(in: configuration.uploadFolder)
    let socket = try ListeningSocket(host: configuration.host, port: configuration.port)
    do throws(ServerError) {
      let ticker = try makeTicker()
      do throws(ServerError) {
        return Running(daemon: try Daemon(core, socket: socket), socket: socket, ticker: ticker)
      } catch {
        ticker.stop()
        throw error
      }
    } catch {
      close(socket.descriptor)
      throw error
    }
  }

  /// Sees to deadlines often enough for the shortest of them.
  private func makeTicker() throws(ServerError) -> Ticker {
    let shortest = min(core.configuration.headerTimeout, core.configuration.transferTimeout)
    return try Ticker(every: max(.milliseconds(10), min(.milliseconds(250), shortest / 4))) { [core] in
      let now = MonotonicTime.now
      core.connections.disconnectLate(at: now)
      core.events.beat(at: now)
    }
  }

  private func drain(within time: Duration) async {
    let end = MonotonicTime.now + time
    while core.openExchanges > 0, MonotonicTime.now < end {
      // A cancelled task stops at once.
      guard (try? await Task.sleep(for: .milliseconds(2))) != nil else { return }
    }
  }
}
