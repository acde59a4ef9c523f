/// Somebody's account at a place where code is kept, by its address: `github.com/lea`.
struct ForgeAccount: Hashable {
  /// Host and name in lower case, with a slash between.
  let address: String

  /// The name alone.
  var login: String { address.split(separator: "/").last.map(String.init) ?? "" }

  /// Hosts whose name alone tells where an account is.
  private static let hosts = [
    "github": "github.com", "gitlab": "gitlab.com", "codeberg": "codeberg.org", "bitbucket": "bitbucket.org",
  ]
  /// What a link to an account of one's own may be called.
  private static let names = Set(hosts.keys).union(["forge", "forgejo", "gitea", "git", "sourcehut"])

  /// Reads `https://github.com/lea` or `github.com/lea`; nil for all else, such as the address of a project.
  init?(_ text: String) {
    var rest = text.lowercased()[...]
    for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
    if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    let parts = rest.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].contains("."), !parts[1].isEmpty,
      rest.utf8.allSatisfy({ $0 > 0x20 && !"?#@:\\".utf8.contains($0) })
    else { return nil }
    address = String(rest)
  }

  /// What a field or a link that is called `name` says; nil where that is nobody's account.
  private init?(_ text: String, called name: String) {
    let name = name.lowercased()
    guard Self.names.contains(name) else { return nil }
    if let account = ForgeAccount(text) {
      self = account
    } else if let host = Self.hosts[name], let account = ForgeAccount("\(host)/\(text)") {
      self = account
    } else {
      return nil
    }
  }

  /// The accounts that a profile says are its own: fields such as `github`, and links that are labelled so.
  ///
  /// A link with another label may lead to anybody's account.
  static func all(in fields: [WrittenValue.Member]) -> Set<ForgeAccount> {
    var found: Set<ForgeAccount> = []
    for field in fields {
      if case .text(let text) = field.value, let own = ForgeAccount(text, called: field.name) { found.insert(own) }
      guard case .list(let items) = field.value else { continue }
      for item in items {
        guard case .text(let label)? = item["label"], case .text(let url)? = item["url"],
          let own = ForgeAccount(url, called: label)
        else { continue }
        found.insert(own)
      }
    }
    return found
  }
}
