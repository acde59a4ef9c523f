/// Events for one client, sent as they come until they end, the client leaves, or the server stops.
///
/// When the client has left, the task that reads `events` is cancelled, which ends the `AsyncStream`: its
/// `onTermination` is where a publisher forgets the client.
public struct EventStream: Sendable {
  public var events: AsyncStream<ServerSentEvent>
  /// How often a silent stream sends a comment: a client that has left is only noticed when something is sent.
  public var heartbeat: Duration
  /// How much may wait for a client before it is dropped as too slow.
  public var maximumWaitingBytes: Int

  public init(
    _ events: AsyncStream<ServerSentEvent>, heartbeat: Duration = .seconds(15), maximumWaitingBytes: Int = 256 << 10
  ) {
    self.events = events
    self.heartbeat = heartbeat
    self.maximumWaitingBytes = maximumWaitingBytes
  }
}
