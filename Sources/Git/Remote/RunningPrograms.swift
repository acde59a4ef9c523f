import Synchronization

/// Whether programs may run; the one that does ends soon after they no longer may.
final class RunningPrograms: Sendable {
  private let isEnded = Atomic(false)

  var mayRun: Bool { !isEnded.load(ordering: .relaxed) }

  func end() { isEnded.store(true, ordering: .relaxed) }
}
