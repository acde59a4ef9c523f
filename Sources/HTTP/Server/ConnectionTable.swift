import Glibc
import Synchronization

/// The open connections of a server.
///
/// The library closes a socket only after a connection has left the table, so a socket that is shut down under the
/// table's lock is never another's that got the same number. No call to the library is made under that lock,
/// which it may itself hold locks around when it comes here.
final class ConnectionTable: Sendable {
  private let connections = Mutex<[ObjectIdentifier: Connection]>([:])

  var all: [Connection] { connections.withLock { Array($0.values) } }

  func insert(_ connection: Connection) {
    connections.withLock { $0[ObjectIdentifier(connection)] = connection }
  }

  func remove(_ connection: Connection) {
    connections.withLock { $0[ObjectIdentifier(connection)] = nil }
  }

  /// Makes the library see the connection as closed by its client.
  func disconnect(_ connection: ObjectIdentifier) {
    connections.withLock { connections in
      if let socket = connections[connection]?.socket { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  /// Disconnects those whose time is over.
  func disconnectLate(at now: MonotonicTime) {
    connections.withLock { connections in
      for connection in connections.values where connection.deadline <= now {
        connection.deadline = .never
        shutdown(connection.socket, Int32(SHUT_RDWR))
      }
    }
  }
}
