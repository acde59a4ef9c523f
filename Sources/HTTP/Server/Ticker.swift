import Glibc
import Synchronization

/// Does something at regular intervals, whatever all other threads are busy with.
final class Ticker: Sendable {
  /// Two ends of a socket: the thread ends when ours is closed.
  private let ends: (ours: Int32, theirs: Int32)
  private let thread: Mutex<Thread?>

  /// Throws when the system has no more threads or descriptors.
  init(every interval: Duration, _ tick: @escaping @Sendable () -> Void) throws(ServerError) {
    var pair: [Int32] = [-1, -1]
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else { throw .system(operation: "socketpair", code: errno) }
    let ends = (ours: pair[0], theirs: pair[1])
    let milliseconds = Int32(clamping: interval.wholeNanoseconds / 1_000_000)
    self.ends = ends
    do throws(ServerError) {
      let thread = try Thread {
        var end = pollfd(fd: ends.theirs, events: Int16(POLLIN), revents: 0)
        while poll(&end, 1, milliseconds) <= 0 { tick() }
      }
      self.thread = Mutex(thread)
    } catch {
      close(ends.ours)
      close(ends.theirs)
      throw error
    }
  }

  /// Returns after the last tick.
  func stop() {
    guard let thread = thread.withLock({ $0.take() }) else { return }
    close(ends.ours)
    thread.join()
    close(ends.theirs)
  }
}
