extension MarkdownRenderer.Pass {
  /// Markup on a line of its own.
  mutating func block(_ markup: StaticString) {
    words.separate()
    html.freshLine()
    html.markup(markup)
  }

  mutating func thematicBreak() {
    block(options.isPlain ? "<hr />\n" : "<hr>\n")
  }

  // MARK: Paragraphs

  /// A paragraph may be a figure or a video; otherwise its children follow.
  mutating func enterParagraph(_ node: MarkdownNode) -> Bool {
    words.separate()
    if !options.isPlain, let child = node.onlyChild {
      if child.kind == .image, !child.title.isEmpty {
        figure(child)
        return false
      }
      if child.kind == .link, let video = Video(address: child.urlText) {
        videoCard(video, for: child)
        return false
      }
    }
    if !isTight(node) { block("<p>") }
    summarize(node)
    return true
  }

  mutating func leaveParagraph(_ node: MarkdownNode) {
    guard !isTight(node) else { return }
    if node.next == nil, node.parent?.kind == .footnoteDefinition { footnoteBacklinks() }
    html.markup("</p>\n")
  }

  /// Adds a paragraph to the summary, unless it is a picture or within something else.
  private mutating func summarize(_ paragraph: MarkdownNode) {
    guard !summary.isComplete, paragraph.parent?.kind == .document, paragraph.onlyChild?.kind != .image else { return }
    summary.append(PlainText(of: paragraph))
  }

  private func isTight(_ paragraph: MarkdownNode) -> Bool {
    guard let list = paragraph.parent?.parent, list.kind == .list else { return false }
    return list.isTightList
  }

  func plainText(of node: MarkdownNode) -> String {
    PlainText(of: node).string
  }

  // MARK: Headings

  mutating func openHeading(_ node: MarkdownNode) {
    let level = level(of: node)
    words.separate()
    html.freshLine()
    html.markup("<h")
    html.number(level)
    if !options.isPlain { nameHeading(node, level: level) }
    html.markup(">")
  }

  mutating func closeHeading(_ node: MarkdownNode) {
    html.markup("</h")
    html.number(level(of: node))
    html.markup(">\n")
  }

  private mutating func nameHeading(_ node: MarkdownNode, level: Int) {
    let title = plainText(of: node)
    let id = options.idPrefix + outline.id(for: title)
    if node.parent?.kind == .document { outline.append(level: level, id: id, title: title) }
    html.markup(" id=\"")
    html.text(id)
    html.markup("\"")
  }

  private func level(of heading: MarkdownNode) -> Int {
    min(max(heading.headingLevel + headingShift, options.isPlain ? 1 : options.topHeadingLevel), 6)
  }

  /// What is added to the level of headings, given the highest that stands in no quotation, list or footnote.
  func headingShift(of root: MarkdownNode) -> Int {
    guard !options.isPlain else { return 0 }
    var highest: Int?
    var node = root.firstChild
    while let block = node {
      if block.kind == .heading { highest = min(block.headingLevel, highest ?? block.headingLevel) }
      node = block.next
    }
    return options.topHeadingLevel - (highest ?? 1)
  }

  // MARK: Lists

  mutating func openList(_ node: MarkdownNode) {
    guard node.isOrderedList else { return block("<ul>\n") }
    guard node.listStart != 1 else { return block("<ol>\n") }
    block("<ol start=\"")
    html.number(node.listStart)
    html.markup("\">\n")
  }

  mutating func openItem(_ node: MarkdownNode) {
    guard let isTicked = node.isTicked else { return block("<li>") }
    guard !options.isPlain else {
      return block(
        isTicked
          ? "<li><input type=\"checkbox\" checked=\"\" disabled=\"\" /> "
          : "<li><input type=\"checkbox\" disabled=\"\" /> ")
    }
    block("<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"")
    html.text(isTicked ? options.labels.done : options.labels.notDone)
    html.markup(isTicked ? "\" checked> " : "\"> ")
  }

  // MARK: Code

  /// A code block; long lines scroll, so the keyboard must reach it.
  mutating func codeBlock(_ node: MarkdownNode) {
    block(options.isPlain ? "<pre><code" : "<pre class=\"code\" tabindex=\"0\"><code")
    let language = node.codeInfo.prefix { !isSpace($0) }
    if !language.isEmpty {
      html.markup(" class=\"language-")
      html.text(UnsafeBufferPointer(rebasing: language))
      html.markup("\"")
    }
    html.markup(">")
    appendCode(node.literal, language: String(decoding: language, as: UTF8.self))
    html.markup("</code></pre>\n")
  }

  private mutating func appendCode(_ code: UnsafeBufferPointer<UInt8>, language: String) {
    guard options.highlightsCode, Highlighter.supports(language) else { return html.text(code) }
    Highlighter.append(code, language: language, to: &html.bytes)
  }
}
