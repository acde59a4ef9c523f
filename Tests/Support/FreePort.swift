import Glibc

/// A port of this machine that nobody listens at, for programs that must know theirs before they start.
public func freePort() -> UInt16 {
  let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      bind(socket, address, size) == 0 && getsockname(socket, address, &size) == 0
    }
  }
  precondition(isBound, "the test finds no free port")
  return UInt16(bigEndian: address.sin_port)
}
