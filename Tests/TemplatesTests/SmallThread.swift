import Foundation
import Synchronization

/// A thread with the 512 KB of stack that render threads have.
enum SmallThread {
  static func run(_ body: @escaping @Sendable () -> String) -> String {
    let box = ResultBox()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      box.value.withLock { $0 = body() }
      done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
    return box.value.withLock { $0 }
  }

  private final class ResultBox: Sendable {
    let value = Mutex("")
  }
}
