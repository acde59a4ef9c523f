import Glibc

/// The address that a connection comes from; behind a proxy, the proxy's.
public struct PeerAddress: Sendable, Hashable, CustomStringConvertible {
  /// An IPv4 or IPv6 address, without brackets.
  public var host: String
  public var port: UInt16

  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// Nil for anything that is no address of the internet.
  init?(_ address: UnsafePointer<sockaddr>) {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let raw = UnsafeRawPointer(address)
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      var inner = raw.loadUnaligned(as: sockaddr_in.self)
      guard inet_ntop(AF_INET, &inner.sin_addr, &text, socklen_t(text.count)) != nil else { return nil }
      port = UInt16(bigEndian: inner.sin_port)
    case AF_INET6:
      var inner = raw.loadUnaligned(as: sockaddr_in6.self)
      guard inet_ntop(AF_INET6, &inner.sin6_addr, &text, socklen_t(text.count)) != nil else { return nil }
      port = UInt16(bigEndian: inner.sin6_port)
    default: return nil
    }
    host = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
