import CMicroHTTPD

/// The library's own connection.
///
/// Unchecked because the pointer only names a connection to the library, whose functions for suspending and resuming
/// may be called from any thread as long as it lives: that is until its thread has seen it closed, and never while it
/// is suspended.
struct ConnectionHandle: @unchecked Sendable {
  let pointer: OpaquePointer

  func suspend() { MHD_suspend_connection(pointer) }
  func resume() { MHD_resume_connection(pointer) }
}
