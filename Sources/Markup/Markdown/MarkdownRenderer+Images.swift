import Diagnostics

extension MarkdownRenderer.Pass {
  mutating func image(_ node: MarkdownNode) {
    guard let image = resolvedImage(node) else { return }
    openTag(for: node, image)
    title(of: node)
    closeTag(image)
  }

  /// An image that stands alone and has a title, which becomes its caption.
  mutating func figure(_ node: MarkdownNode) {
    guard let image = resolvedImage(node) else { return }
    block("<figure>\n")
    openTag(for: node, image)
    closeTag(image)
    html.markup("\n<figcaption>")
    words.add(node.title)
    html.text(node.title)
    html.markup("</figcaption>\n</figure>\n")
  }

  private mutating func openTag(for node: MarkdownNode, _ image: ResolvedImage) {
    if !image.choices.sources.isEmpty {
      html.markup("<picture>")
      for source in image.choices.sources {
        html.markup("<source type=\"")
        html.text(source.mediaType)
        html.markup("\"")
        choices(source.srcset)
        html.markup(">")
      }
    }
    html.markup("<img src=\"")
    html.url(image.url)
    html.markup("\" alt=\"")
    html.text(plainText(of: node))
    html.markup("\"")
  }

  private mutating func closeTag(_ image: ResolvedImage) {
    if let width = image.width { attribute(" width=\"", width) }
    if let height = image.height { attribute(" height=\"", height) }
    if !image.choices.srcset.isEmpty { choices(image.choices.srcset) }
    html.markup(options.isPlain ? " />" : " loading=\"lazy\" decoding=\"async\">")
    if !image.choices.sources.isEmpty { html.markup("</picture>") }
  }

  private mutating func choices(_ srcset: String) {
    html.markup(" srcset=\"")
    html.text(srcset)
    html.markup("\" sizes=\"")
    html.text(options.imageSizes)
    html.markup("\"")
  }

  private mutating func attribute(_ name: StaticString, _ value: Int) {
    html.markup(name)
    html.number(value)
    html.markup("\"")
  }

  private struct ResolvedImage {
    var url: String
    var width: Int?
    var height: Int?
    var choices = ImageChoices()
  }

  /// Nil, with its description written where it is left out, when there is nothing to show.
  private mutating func resolvedImage(_ node: MarkdownNode) -> ResolvedImage? {
    let destination = node.urlText
    if options.isPlain {
      return ResolvedImage(url: SafeURL.isDangerous(destination) ? "" : destination)
    }
    warnAboutAlt(node)
    guard !SafeURL.isDangerous(destination) else {
      reportUnsafe(node, Self.imageSchemes)
      return nil
    }
    switch resolver.image(destination) {
    case .image(let url, let width, let height, let choices):
      if SafeURL.mayBeShown(url) { return ResolvedImage(url: url, width: width, height: height, choices: choices) }
      reportUnsafe(node, Self.imageSchemes)
    case .leftOut: html.text(plainText(of: node))
    case .refused(let message, let help): report("refused-image", node, message, help: help, suggestion: nil)
    case .broken(let message, let help, let suggestion):
      report("missing-image", node, message, help: help, suggestion: suggestion)
    }
    return nil
  }

  private static let imageSchemes: Message = "an image must be relative, or start with http: or https:"

  private mutating func warnAboutAlt(_ node: MarkdownNode) {
    guard plainText(of: node).allSatisfy(\.isWhitespace) else { return }
    let range = source.emptyImage(node.url, in: node.block)
    diagnostics.append(
      .warning(
        "missing-alt", at: SourceLocation(source.file, range), "an image must have a text for those who can't see it",
        help: "say between the brackets what it shows: ![a bridge at night](bridge.jpg)"))
  }
}
