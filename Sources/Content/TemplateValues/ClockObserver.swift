/// Learns how long what was read of the clock holds.
public protocol ClockObserver: AnyObject, Sendable {
  /// - Parameter seconds: the moment, since 1970, from which on the answer may be another; nil when it stays.
  func clockWasRead(holdingUntil seconds: Int?)
}
