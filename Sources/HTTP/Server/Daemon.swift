import CMicroHTTPD
import Glibc

/// The library's threads, and its calls.
///
/// Unchecked because the pointer is only passed to functions that the library allows from any thread, and because
/// `stop` is called once.
struct Daemon: @unchecked Sendable {
  private let pointer: OpaquePointer
  private let core: Unmanaged<ServerCore>

  init(_ core: ServerCore, socket: ListeningSocket) throws(ServerError) {
    let configuration = core.configuration
    let retained = Unmanaged.passRetained(core)
    let calls = cmhd_callbacks(
      context: retained.toOpaque(), access: answer, request_line: note, unescape: leave, connection: track,
      completed: complete)
    let idle = configuration.idleTimeout.components
    let limits = cmhd_limits(
      threads: UInt32(clamping: max(1, configuration.threads)),
      connections: UInt32(clamping: max(configuration.threads, configuration.maximumConnections)),
      connections_per_address: UInt32(clamping: configuration.maximumConnectionsPerAddress ?? 0),
      idle_seconds: UInt32(clamping: max(1, idle.seconds + (idle.attoseconds > 0 ? 1 : 0))),
      bytes_per_connection: max(4_096, configuration.bytesPerConnection))
    guard let daemon = cmhd_start(socket.descriptor, calls, limits) else {
      let code = errno
      retained.release()
      throw .system(operation: "MHD_start_daemon", code: code)
    }
    pointer = daemon
    self.core = retained
  }

  /// Takes no more connections.
  func quiesce() { _ = MHD_quiesce_daemon(pointer) }

  /// Closes all connections, waits for the threads to end, and lets go of the core.
  ///
  /// The library aborts the process when a connection is suspended: none may be, or become so.
  func stop() {
    MHD_stop_daemon(pointer)
    core.release()
  }
}

private func connection(of pointer: OpaquePointer?) -> Connection? {
  guard let pointer, let context = cmhd_connection_context(pointer) else { return nil }
  return Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue()
}

/// The library's call for each step of a request.
private let answer: MHD_AccessHandlerCallback = { _, pointer, _, method, version, upload, size, _ in
  guard let connection = connection(of: pointer), let method, let version, let size else { return .NO }
  let bytes = UnsafeRawBufferPointer(start: upload, count: size.pointee)
  size.pointee = 0
  return connection.access(method: method, version: version, upload: bytes)
}

/// The library's call when it has read the first line of a request.
private let note:
  @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?)
    -> UnsafeMutableRawPointer? = { _, target, pointer in
      if let target { connection(of: pointer)?.note(target: target) }
      return nil
    }

/// The library's call to decode part of an address, which we do ourselves.
private let leave: @convention(c) (UnsafeMutableRawPointer?, OpaquePointer?, UnsafeMutablePointer<CChar>?) -> Int = {
  _, _, text in text.map { strlen($0) } ?? 0
}

/// The library's call when a connection begins or ends.
private let track: MHD_NotifyConnectionCallback = { context, pointer, place, event in
  guard let context, let pointer, let place else { return }
  switch event {
  case .CONNECTION_NOTIFY_STARTED:
    let core = Unmanaged<ServerCore>.fromOpaque(context).takeUnretainedValue()
    let connection = Connection(ConnectionHandle(pointer: pointer), core: core)
    core.connections.insert(connection)
    place.pointee = Unmanaged.passRetained(connection).toOpaque()
  case .CONNECTION_NOTIFY_CLOSED:
    guard let kept = place.pointee else { return }
    let connection = Unmanaged<Connection>.fromOpaque(kept).takeRetainedValue()
    connection.core.connections.remove(connection)
    place.pointee = nil
  }
}

/// The library's call when a request is over.
private let complete: MHD_RequestCompletedCallback = { _, pointer, _, reason in
  connection(of: pointer)?.complete(wasSent: reason == .REQUEST_TERMINATED_COMPLETED_OK)
}
