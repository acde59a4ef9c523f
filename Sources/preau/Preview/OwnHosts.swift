import Content
import HTTP

/// The names under which a server is asked for that only this machine reaches.
///
/// Any site can give a name of its own the address of this machine, and have its scripts read what is served here under that
/// name (DNS rebinding). Numbers, and `localhost`, are nobody else's.
struct OwnHosts: Sendable {
  /// The host that pages are built for, where a proxy stands before the server.
  private let own: Substring?
  /// Where pages are built for, unless they are built for another address.
  private let printed: String?

  /// - Parameter printed: the host that was told to whoever started the server.
  init(_ baseURL: BaseURL?, printed: String) {
    self.printed = baseURL != nil ? nil : printed.contains(":") ? "[\(printed)]" : printed
    own = baseURL.flatMap { url in
      url.origin.firstRange(of: "://").map { Self.name(url.origin[$0.upperBound...]) }
    }
  }

  /// The answer to a request for somebody else's name; nil for all others.
  func refusal(of request: Request) -> Response? {
    guard let host = request.host else { return nil }
    let name = Self.name(host[...])
    let isNumber = name.hasPrefix("[") || name.utf8.allSatisfy { "0123456789.".utf8.contains($0) }
    guard !isNumber, name != "localhost", !name.hasSuffix(".localhost"), name != own else { return nil }
    return .text(
      "This preview is served under this machine's own address. To use another name, tell it with --base-url.\n",
      status: .forbidden)
  }

  /// Leads from another name of this machine to the one that forms take: browsers keep their cookies apart.
  func redirect(of request: Request) -> Response? {
    guard let printed, let host = request.host, request.method == .get || request.method == .head else { return nil }
    let name = Self.name(host[...])
    guard name == "localhost" || name.hasSuffix(".localhost"), printed != name else { return nil }
    let port = host.dropFirst(name.count)
    return .redirect(to: "http://\(printed)\(port)\(request.target)", status: .temporaryRedirect)
  }

  /// Without the port, in lower case.
  private static func name(_ host: Substring) -> Substring {
    if host.hasPrefix("[") { return host }
    return host.prefix { $0 != ":" }.lowercased()[...]
  }
}
