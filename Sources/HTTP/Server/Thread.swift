import Glibc

/// A thread of its own for work that waits, which tasks must not.
struct Thread: Sendable {
  private let thread: pthread_t

  /// Throws when the system has no more threads.
  init(_ work: @escaping @Sendable () -> Void) throws(ServerError) {
    let context = Unmanaged.passRetained(Work(work)).toOpaque()
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
        return nil
      }, context)
    guard code == 0 else {
      Unmanaged<Work>.fromOpaque(context).release()
      throw .system(operation: "pthread_create", code: code)
    }
    self.thread = thread
  }

  /// Waits for its end; called once, by the last to know the thread.
  func join() { pthread_join(thread, nil) }

  /// Lets the thread end on its own; called instead of `join`.
  func detach() { pthread_detach(thread) }

  private final class Work: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}
