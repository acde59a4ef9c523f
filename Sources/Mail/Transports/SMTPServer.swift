import Glibc

/// A server that takes messages, and how to speak with it.
public struct SMTPServer: Sendable, Equatable {
  public enum Problem: Error, Sendable, Equatable {
    /// Neither `smtp://` nor `smtps://`.
    case scheme
    case host
    case port
    /// A user or a password in an address would end up in logs.
    case credentialsInAddress
    /// Something follows the host and the port.
    case path
  }

  /// A name, an IPv4 address, or an IPv6 address without brackets.
  public let host: String
  public let port: Int
  /// Whether all is encrypted from the first byte on, as `smtps://` says; else by STARTTLS.
  public let encryptsFirst: Bool
  public let credentials: SMTPCredentials?
  /// A file with the certificates, in PEM, that are trusted instead of the system's.
  public let authorities: String?

  /// Takes `smtp://HOST[:PORT]` and `smtps://HOST[:PORT]`.
  ///
  /// The ports are 587 and 465 where none is given, and 25 on this machine.
  public init(
    _ address: String, credentials: SMTPCredentials? = nil, authorities: String? = nil
  ) throws(SMTPServer.Problem) {
    let address = address.lowercased()
    let encryptsFirst = address.hasPrefix("smtps://")
    guard encryptsFirst || address.hasPrefix("smtp://") else { throw .scheme }
    var rest = address.dropFirst(encryptsFirst ? 8 : 7)
    guard !rest.contains("@") else { throw .credentialsInAddress }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    guard !rest.contains(where: { "/?#".contains($0) }) else { throw .path }
    let (host, port) = try Self.split(rest)
    self.host = host
    self.port = port ?? (encryptsFirst ? 465 : Self.isLoopback(host) ? 25 : 587)
    self.encryptsFirst = encryptsFirst
    self.credentials = credentials
    self.authorities = authorities
  }

  /// Whether the server is on this machine, where nobody listens in.
  public var isLoopback: Bool { Self.isLoopback(host) }

  private static func split(_ text: Substring) throws(SMTPServer.Problem) -> (host: String, port: Int?) {
    let isBracketed = text.hasPrefix("[")
    guard let end = isBracketed ? text.firstIndex(of: "]") : text.firstIndex(of: ":") ?? text.endIndex else {
      throw .host
    }
    let host = String(isBracketed ? text[..<end].dropFirst() : text[..<end])
    guard isBracketed ? isAddress(host, AF_INET6) : isName(host) else { throw .host }
    let rest = isBracketed ? text[end...].dropFirst() : text[end...]
    guard !rest.isEmpty else { return (host, nil) }
    guard rest.hasPrefix(":"), let port = UInt16(rest.dropFirst()), port > 0 else { throw .port }
    return (host, Int(port))
  }

  private static func isName(_ text: String) -> Bool {
    (1...253).contains(text.utf8.count)
      && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
          && label.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
      }
  }

  private static func isLoopback(_ host: String) -> Bool {
    // Names that only look like addresses, such as 127.evil.example, are none.
    host == "localhost" || host == "::1" || host.hasPrefix("127.") && isAddress(host, AF_INET)
  }

  private static func isAddress(_ text: String, _ family: Int32) -> Bool {
    var address = in6_addr()
    return inet_pton(family, text, &address) == 1
  }
}

/// A user and a password, which no description of them shows.
public struct SMTPCredentials: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  public let user: String
  public let password: String

  /// Nil for what holds U+0000, and for an empty user.
  public init?(user: String, password: String) {
    guard !user.isEmpty, !user.utf8.contains(0), !password.utf8.contains(0) else { return nil }
    self.user = user
    self.password = password
  }

  public var description: String { "\(user):…" }
  public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}
