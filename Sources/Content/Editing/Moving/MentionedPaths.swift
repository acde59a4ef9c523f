/// How texts name an entry and its files, and what they write once it is moved.
struct MentionedPaths {
  let kind: String
  /// The folder of the kind's entries.
  let plural: String
  let slug: String

  enum Mention: Equatable {
    /// The entry itself, by its file, its folder or `kind:slug`.
    case entry
    /// Another file in the entry's folder.
    case file
  }

  /// What a destination of a link, or the path of an image, names of the entry; nil for anything else.
  ///
  /// - Parameter folder: what the path is relative to, itself relative to `content/`.
  func mention(in destination: String, folder: String) -> Mention? {
    let target = Self.target(destination)
    if isAddress(target) { return .entry }
    guard let inner = innerPath(target, folder: folder) else { return nil }
    return inner.isEmpty || (inner.count == 1 && inner[0].hasPrefix("index.")) ? .entry : .file
  }

  /// The destination as it is for another slug; the same where it need not change, nil where nobody can tell.
  func moved(_ destination: String, to slug: String, folder: String) -> String? {
    let target = Self.target(destination)
    let rest = destination.dropFirst(target.count)
    if isAddress(target) { return "\(kind):\(slug)\(rest)" }
    guard let inner = innerPath(target, folder: folder) else { return destination }
    var parts = target.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let trailing = parts.last == "" ? 1 : 0
    let place = parts.count - trailing - inner.count - 1
    // From within its own folder the entry need not be named.
    guard place >= 0, parts[place] != ".", parts[place] != ".." else { return inner.isEmpty ? nil : destination }
    guard parts[place] == self.slug || parts[place].hasPrefix(self.slug + ".") else { return nil }
    parts[place] = slug + parts[place].dropFirst(self.slug.count)
    return parts.joined(separator: "/") + rest
  }

  /// Whether a value of a reference field names the entry.
  func isReference(_ written: String, to kinds: [String]) -> Bool {
    kinds.contains(kind) && (isAddress(written) || (kinds.count == 1 && written == slug))
  }

  /// A reference as it is for another slug.
  func moved(reference written: String, to slug: String) -> String {
    written == self.slug ? slug : "\(kind):\(slug)"
  }

  private func isAddress(_ text: String) -> Bool { text == "\(kind):\(slug)" }

  /// The steps below the entry's folder, none for one of the entry's own files; nil for paths to somewhere else.
  private func innerPath(_ target: String, folder: String) -> [String]? {
    guard !target.isEmpty, let path = ContentFiles.resolve(target, in: folder) else { return nil }
    let parts = path.split(separator: "/").map(String.init)
    guard parts.count > 1, parts[0] == plural else { return nil }
    if parts[1] == slug { return Array(parts.dropFirst(2)) }
    let isFile = parts.count == 2 && parts[1].hasPrefix(slug + ".")
    return isFile && (parts[1].hasSuffix(".md") || parts[1].hasSuffix(".yaml")) ? [] : nil
  }

  /// What stands before the fragment or the query.
  private static func target(_ destination: String) -> String {
    String(destination.prefix { $0 != "#" && $0 != "?" })
  }
}
