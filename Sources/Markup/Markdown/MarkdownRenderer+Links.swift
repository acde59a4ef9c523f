import Diagnostics

extension MarkdownRenderer.Pass {
  /// Opens a link; one that is broken or unsafe leaves its text.
  mutating func enterLink(_ node: MarkdownNode) -> Bool {
    guard let (url, isExternal) = resolvedLink(node) else { return true }
    isLinkOpen = true
    html.markup("<a href=\"")
    html.url(url)
    html.markup("\"")
    if isExternal { html.markup(" class=\"external\" rel=\"ugc nofollow noopener\"") }
    title(of: node)
    html.markup(">")
    if !options.isPlain, node.firstChild == nil { html.text(url) }
    return true
  }

  mutating func leaveLink() {
    guard isLinkOpen else { return }
    isLinkOpen = false
    html.markup("</a>")
  }

  mutating func title(of node: MarkdownNode) {
    let title = node.title
    guard !title.isEmpty else { return }
    html.markup(" title=\"")
    html.text(title)
    html.markup("\"")
  }

  /// What the resolver makes of a link, held against the schemes that we allow.
  mutating func resolvedLink(_ node: MarkdownNode) -> (url: String, isExternal: Bool)? {
    let destination = node.urlText
    if options.isPlain { return (SafeURL.isDangerous(destination) ? "" : destination, false) }
    guard !SafeURL.isDangerous(destination) else {
      reportUnsafe(node, Self.linkSchemes)
      return nil
    }
    switch resolver.link(destination) {
    case .url(let url, let isExternal):
      if SafeURL.mayBeLinked(url) { return (url, isExternal) }
      reportUnsafe(node, Self.linkSchemes)
    case .leftOut: break
    case .broken(let message, let help, let suggestion):
      report("broken-link", node, message, help: help, suggestion: suggestion)
    }
    return nil
  }

  private static let linkSchemes: Message = "a link must be relative, or start with http:, https:, mailto: or tel:"

  mutating func reportUnsafe(_ node: MarkdownNode, _ rule: Message) {
    report("unsafe-url", node, rule)
  }

  private static let mistakesAtOnePlace = 20

  /// Reports a mistake in the destination of a link or image.
  mutating func report(
    _ id: Diagnostic.ID, _ node: MarkdownNode, _ message: Message, help: Message? = nil, suggestion: String? = nil
  ) {
    let range = source.destination(node.url, in: node.block)
    // A definition may be used often; its mistake is one.
    guard reportedDestinations[range, default: []].count < Self.mistakesAtOnePlace,
      reportedDestinations[range, default: []].insert(node.urlText).inserted
    else { return }
    diagnostics.append(
      .error(id, at: SourceLocation(source.file, range), message, help: help, suggestion: suggestion))
  }
}
