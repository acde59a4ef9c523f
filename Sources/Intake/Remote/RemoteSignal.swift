/// Tells the runner that there is something to push.
final class RemoteSignal: Sendable {
  let wakes: AsyncStream<Void>
  private let waker: AsyncStream<Void>.Continuation

  init() {
    // However much is published meanwhile, one push takes it all along.
    (wakes, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  func wake() { waker.yield() }

  func finish() { waker.finish() }
}
