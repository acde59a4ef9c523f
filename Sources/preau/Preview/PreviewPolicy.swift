/// The Content-Security-Policy of a page while it is previewed (CSP Level 3).
///
/// The page's own rules stay in force, so that what would break for visitors breaks here, too; only our script, its style
/// sheet and its stream of events are let in, all from the page's own address.
enum PreviewPolicy {
  /// The policy with `'self'` allowed where the preview needs it.
  static func loosened(_ policy: String) -> String {
    var directives = policy.split(separator: ";").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
    directives.removeAll(where: \.isEmpty)
    for name in ["script-src", "style-src", "connect-src"] { allowOwn(name, orElse: "default-src", in: &directives) }
    // Where these are given, elements obey them alone.
    for name in ["script-src-elem", "style-src-elem"] { allowOwn(name, orElse: nil, in: &directives) }
    return directives.map { $0.joined(separator: " ") }.joined(separator: "; ")
  }

  /// What a directive does not say, the one it falls back to does; where neither is there, all is allowed.
  private static func allowOwn(_ name: String, orElse fallback: String?, in directives: inout [[String]]) {
    func place(of name: String) -> Int? { directives.firstIndex { $0[0].lowercased() == name } }
    if let place = place(of: name) {
      directives[place] = [directives[place][0]] + withOwn(directives[place].dropFirst())
    } else if let fallback, let place = place(of: fallback) {
      directives.append([name] + withOwn(directives[place].dropFirst()))
    }
  }

  private static func withOwn(_ sources: ArraySlice<String>) -> [String] {
    guard !sources.contains(where: { $0.lowercased() == "'self'" || $0 == "*" }) else { return Array(sources) }
    return sources.filter { $0.lowercased() != "'none'" } + ["'self'"]
  }
}
