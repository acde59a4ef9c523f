import HTTP

/// Where a server of ours listens, as `--listen` says it.
struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
  /// An IPv4 or IPv6 address, without brackets.
  var host = "127.0.0.1"
  /// Zero for any free one.
  var port: UInt16 = 8080

  static let option = CommandUsage.Option(
    name: "--listen", value: "ADDRESS", help: "where to listen (default: 127.0.0.1:8080); port 0 is any free one")

  init() {}

  init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads `127.0.0.1:8080`, `[::1]:8080`, `localhost:8080` or `8080`; nil for anything else.
  ///
  /// Whether the host is an address at all is for the system to say.
  init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else {
      guard let port = Self.port(text) else { return nil }
      self.port = port
      return
    }
    guard let port = Self.port(text[text.index(after: colon)...]) else { return nil }
    self.port = port
    let name = text[..<colon]
    if name.hasPrefix("["), name.hasSuffix("]") {
      host = String(name.dropFirst().dropLast())
    } else {
      host = name == "localhost" ? "127.0.0.1" : String(name)
    }
    // Without brackets nobody can tell where an IPv6 address ends.
    guard !host.isEmpty, host.contains(":") == name.hasPrefix("[") else { return nil }
  }

  /// A number as it is written: `Int` would take a sign.
  private static func port(_ text: some StringProtocol) -> UInt16? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? UInt16(text) : nil
  }

  var description: String { PeerAddress(host: host, port: port).description }

  /// Whether only this machine reaches it.
  var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }

  /// The address as this machine's browser reaches it: that of all networks is an address for servers only.
  var reachable: ListenAddress {
    var address = self
    if host == "0.0.0.0" { address.host = "127.0.0.1" }
    if host == "::" { address.host = "::1" }
    return address
  }
}

extension ListenAddress {
  init(_ arguments: Arguments) throws(Misuse) {
    self.init()
    guard let text = arguments.value(Self.option.name) else { return }
    guard let address = Self(text) else {
      throw Misuse(
        "--listen takes a port, or an address with its port such as 127.0.0.1:8080 or [::1]:8080; '\(text)' is none",
        command: arguments.command)
    }
    self = address
  }
}
