import Glibc
import Site
import Synchronization

/// One line on the terminal that counts what is done, for work that takes longer than half a second; silent in a pipe and on a dumb terminal.
final class Progress: Sendable {
  private let start = ContinuousClock.now
  private let lastShown = Mutex(ContinuousClock.now)
  private let isShown: Bool

  init() { isShown = Terminal.understandsControls(STDERR_FILENO) }

  func update(_ progress: BuildProgress) {
    guard isShown, start.duration(to: .now) > .milliseconds(500) else { return }
    let isDue = lastShown.withLock { last in
      guard last.duration(to: .now) > .milliseconds(80) else { return false }
      last = .now
      return true
    }
    guard isDue else { return }
    let unit = progress.stage == .images ? "images" : "pages"
    Terminal.writeError("\r\u{1B}[K\(progress.done) of \(progress.total) \(unit)")
  }

  /// Takes the line away again.
  func finish() {
    if isShown { Terminal.writeError("\r\u{1B}[K") }
  }
}
