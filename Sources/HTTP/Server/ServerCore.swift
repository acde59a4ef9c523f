import Synchronization

/// What the connections of a server share.
final class ServerCore: Sendable {
  let configuration: ServerConfiguration
  let accept: @Sendable (Request) -> Acceptance
  let connections = ConnectionTable()
  let events = EventBuffers()
  private let exchanges = Atomic(0)
  /// Nothing new is taken on.
  private let stopping = Atomic(false)
  /// Nothing is waited for any more.
  private let closing = Atomic(false)

  init(_ configuration: ServerConfiguration, accept: @escaping @Sendable (Request) -> Acceptance) {
    self.configuration = configuration
    self.accept = accept
  }

  var isStopping: Bool {
    get { stopping.load(ordering: .acquiring) }
    set { stopping.store(newValue, ordering: .releasing) }
  }

  var isClosing: Bool {
    get { closing.load(ordering: .acquiring) }
    set { closing.store(newValue, ordering: .releasing) }
  }

  /// Requests whose answer has not gone out.
  var openExchanges: Int { exchanges.load(ordering: .acquiring) }

  /// Counts a request; throws a refusal of status 503 when there are too many.
  func begin() throws(Refusal) {
    let count = exchanges.add(1, ordering: .acquiringAndReleasing).newValue
    guard !isStopping, count - events.count <= configuration.maximumRequests else {
      var refusal = Refusal(.serviceUnavailable, isStopping ? "the server is stopping" : "the server is busy")
      refusal.retryAfter = 1
      throw refusal
    }
  }

  func end(_ exchange: Exchange, peer: PeerAddress, wasSent: Bool) {
    exchanges.subtract(1, ordering: .acquiringAndReleasing)
    guard let observer = configuration.observer else { return }
    observer(
      AccessRecord(
        method: exchange.head.method, target: exchange.head.target, route: exchange.acceptance?.route,
        status: exchange.status, bytes: exchange.events?.sent ?? exchange.size,
        duration: MonotonicTime.now.duration(since: exchange.started), peer: peer, isComplete: wasSent))
  }

  /// How long so many bytes may take at most.
  func transferTime(for bytes: Int) -> Duration {
    configuration.transferTimeout
      + .milliseconds(
        Int64(bytes.multipliedFullWidth(by: 1_000).low / UInt(max(1, configuration.minimumBytesPerSecond))))
  }
}
