/// A cookie to be set (RFC 6265bis §4.1).
///
/// It is safe unless told otherwise: for this host alone, sent over TLS, hidden from scripts, and not sent along with
/// requests that other sites make.
public struct Cookie: Sendable, Equatable {
  public enum SameSite: String, Sendable {
    case strict = "Strict"
    case lax = "Lax"
    /// Sent always; browsers demand `isSecure`.
    case none = "None"
  }

  public var name: String
  public var value: String
  public var path: String
  /// Nil for the host alone that sets it.
  public var domain: String?
  /// Nil until the browser is closed; zero removes the cookie.
  public var lifetime: Duration?
  public var isSecure: Bool
  public var isHTTPOnly: Bool
  public var sameSite: SameSite

  public init(
    _ name: String, _ value: String, path: String = "/", domain: String? = nil, lifetime: Duration? = nil,
    isSecure: Bool = true, isHTTPOnly: Bool = true, sameSite: SameSite = .lax
  ) {
    self.name = name
    self.value = value
    self.path = path
    self.domain = domain
    self.lifetime = lifetime
    self.isSecure = isSecure
    self.isHTTPOnly = isHTTPOnly
    self.sameSite = sameSite
  }

  /// The value of a `Set-Cookie` field; nil for what browsers would refuse or read as something else.
  public var field: String? {
    guard isValid else { return nil }
    var field = "\(name)=\(value); Path=\(path)"
    if let domain { field += "; Domain=\(domain)" }
    if let lifetime { field += "; Max-Age=\(max(0, lifetime.components.seconds))" }
    if isSecure { field += "; Secure" }
    if isHTTPOnly { field += "; HttpOnly" }
    return field + "; SameSite=\(sameSite.rawValue)"
  }

  private var isValid: Bool {
    guard HTTPSyntax.isToken(name), value.utf8.allSatisfy(Self.isValueByte), path.utf8.first == UInt8(ascii: "/"),
      path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ";") }),
      domain?.utf8.allSatisfy(Self.isDomainByte) ?? true,
      sameSite != .none || isSecure
    else { return false }
    // The prefixes are a promise that browsers hold the server to (RFC 6265bis §4.1.3).
    let prefix = name.lowercased()
    if prefix.hasPrefix("__host-") { return isSecure && path == "/" && domain == nil }
    return isSecure || !prefix.hasPrefix("__secure-")
  }

  /// The octets of a cookie's value (RFC 6265 §4.1.1).
  static func isValueByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !"\",;\\".utf8.contains(byte)
  }

  private static func isDomainByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || HTTPSyntax.isTokenByte(byte) && byte < 0x7F
        && !"!#$%&'*+^_`|~".utf8.contains(byte)
  }
}
