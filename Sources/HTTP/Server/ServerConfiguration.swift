/// How a server listens, and what it bears.
public struct ServerConfiguration: Sendable {
  /// An IPv4 or IPv6 address of this machine.
  public var host: String
  /// Zero for any free one.
  public var port: UInt16
  /// Threads that read and write sockets; handlers run elsewhere.
  public var threads = 2
  /// Shared out evenly among the threads; more clients wait to be accepted.
  public var maximumConnections = 1_000
  /// Nil for no limit, as behind a proxy, where all connections come from one address.
  public var maximumConnectionsPerAddress: Int?
  /// Requests between their first byte and the answer's last, without event streams; more are answered with 503.
  public var maximumRequests = 500
  /// The memory of a connection; half of it holds the header, and a longer one is answered with 431.
  public var bytesPerConnection = 32 << 10
  /// How long a connection may stay silent, rounded up to seconds.
  public var idleTimeout: Duration = .seconds(30)
  /// How long a client may take to send its header, however busy it looks.
  public var headerTimeout: Duration = .seconds(15)
  /// How long a body or an answer may take besides the time that its size allows.
  public var transferTimeout: Duration = .seconds(20)
  /// The slowest client that is borne with, in bytes a second, both ways.
  public var minimumBytesPerSecond = 2_048
  /// Where files wait that come with forms; must exist.
  ///
  /// What a crash left behind is removed after a day.
  public var uploadFolder = "/tmp"
  /// Makes the answer to a request that is refused before a handler sees it; status and fields of the refusal are kept.
  public var refusal: @Sendable (Refusal, Request?) -> Response = { refusal, _ in refusal.response }
  /// Is told of each answer when the last byte has gone; runs on a thread that serves sockets and must not wait.
  ///
  /// The library answers headers that are too long, or that it can't read, by itself; those answers are not seen.
  public var observer: (@Sendable (AccessRecord) -> Void)?

  public init(host: String = "127.0.0.1", port: UInt16 = 0) {
    self.host = host
    self.port = port
  }
}

/// One answered request.
public struct AccessRecord: Sendable {
  /// As it was sent.
  public var method: String
  /// As it was sent, with the query.
  public var target: String
  /// The pattern of the route; nil when there was none.
  public var route: String?
  public var status: Status
  /// Of the answer's body.
  public var bytes: Int
  /// From the header's last byte to the answer's last.
  public var duration: Duration
  public var peer: PeerAddress
  /// False when the client left before the end.
  public var isComplete: Bool
}

/// What kept a server from starting.
public enum ServerError: Error, Sendable, Equatable {
  /// The host is no IPv4 or IPv6 address.
  case invalidAddress(String)
  /// A system call failed; `code` is its errno, `EADDRINUSE` for a port that another program has.
  case system(operation: String, code: Int32)
  /// A server starts once.
  case alreadyStarted
}
