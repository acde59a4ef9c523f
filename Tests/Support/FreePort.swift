import Glibc
import Synchronization

/// A port of this machine that nobody listens at, for programs that must know theirs before they start.
///
/// None of those that the system gives to clients, so that no connection takes it meanwhile, and each only once.
public func freePort() -> UInt16 {
  for _ in 0..<ports.count {
    let port = lastPort.withLock { last in
      last = ports.contains(last + 1) ? last + 1 : ports.lowerBound
      return last
    }
    if isFree(port) { return port }
  }
  preconditionFailure("the test finds no free port")
}

/// Linux begins with those for clients above (ip(7), `ip_local_port_range`).
private let ports: Range<UInt16> = 10_240..<32_768
private let lastPort = Mutex(UInt16.random(in: ports))

private func isFree(_ port: UInt16) -> Bool {
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
  address.sin_port = port.bigEndian
  return withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      bind(socket, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
}
