/// Which footnotes were mentioned, and which one the walk is in.
struct Footnotes {
  /// How often each footnote was mentioned so far, by its number.
  var mentions: [Int: Int] = [:]
  /// The number of the footnote whose text is being written; cmark puts them last, in the order of first mention.
  var current = 0
  var hasBacklinks = false
  var isOpen = false
}

extension MarkdownRenderer.Pass {
  /// A number that leads to its footnote; in a link, which can't hold another, only the number.
  mutating func footnoteReference(_ node: MarkdownNode) {
    guard let number = Int(String(decoding: node.literal, as: UTF8.self)) else { return }
    let mention = footnotes.mentions[number, default: 0] + 1
    footnotes.mentions[number] = mention
    html.markup("<sup class=\"footnote-ref\" id=\"")
    mentionID(number, mention)
    html.markup("\">")
    if !isLinkOpen {
      html.markup("<a href=\"#")
      html.text(options.idPrefix)
      html.markup("fn:")
      html.number(number)
      html.markup("\" role=\"doc-noteref\">")
    }
    html.number(number)
    html.markup(isLinkOpen ? "</sup>" : "</a></sup>")
  }

  mutating func openFootnote() {
    if !footnotes.isOpen {
      footnotes.isOpen = true
      block("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"")
      html.text(options.labels.footnotes)
      html.markup("\">\n<ol>\n")
    }
    footnotes.current += 1
    footnotes.hasBacklinks = false
    block("<li id=\"")
    html.text(options.idPrefix)
    html.markup("fn:")
    html.number(footnotes.current)
    html.markup("\">\n")
  }

  mutating func closeFootnote() {
    if !footnotes.hasBacklinks {
      block("<p>")
      footnoteBacklinks()
      html.markup("</p>\n")
    }
    html.markup("</li>\n")
  }

  mutating func closeFootnotes() {
    if footnotes.isOpen { block("</ol>\n</section>\n") }
  }

  /// A link back to each place that mentions the current footnote.
  mutating func footnoteBacklinks() {
    footnotes.hasBacklinks = true
    let number = footnotes.current
    for mention in 1...max(1, footnotes.mentions[number] ?? 1) {
      html.markup(" <a href=\"#")
      mentionID(number, mention)
      html.markup("\" class=\"footnote-back\" role=\"doc-backlink\" aria-label=\"")
      html.text(options.labels.backToText)
      html.markup(" ")
      mentionNumber(number, mention)
      html.markup("\">↩</a>")
    }
  }

  /// Colons keep these ids apart from those of headings.
  private mutating func mentionID(_ number: Int, _ mention: Int) {
    html.text(options.idPrefix)
    html.markup("fnref:")
    mentionNumber(number, mention)
  }

  private mutating func mentionNumber(_ number: Int, _ mention: Int) {
    html.number(number)
    guard mention > 1 else { return }
    html.markup("-")
    html.number(mention)
  }
}
