import Synchronization

/// Settles whether a build publishes or is given up, so that never both happens.
final class PublicationClaim: Sendable {
  private enum State {
    case open
    case publishing
    case givenUp
  }

  private let state = Mutex(State.open)

  /// Answers false where the build was given up, and must publish nothing.
  func beginPublishing() -> Bool { settle(.publishing) }

  /// Answers false where the build has begun to publish, and will soon end.
  func giveUp() -> Bool { settle(.givenUp) }

  private func settle(_ end: State) -> Bool {
    state.withLock { state in
      if state == .open { state = end }
      return state == end
    }
  }
}
