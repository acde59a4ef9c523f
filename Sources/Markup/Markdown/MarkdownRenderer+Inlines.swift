import Diagnostics

extension MarkdownRenderer.Pass {
  mutating func text(_ node: MarkdownNode) {
    let text = node.literal
    words.add(text)
    html.text(text)
  }

  mutating func softBreak() {
    words.separate()
    html.markup("\n")
  }

  mutating func lineBreak() {
    words.separate()
    html.markup(options.isPlain ? "<br />\n" : "<br>\n")
  }

  mutating func code(_ node: MarkdownNode) {
    let code = node.literal
    words.add(code)
    html.markup("<code>")
    html.text(code)
    html.markup("</code>")
  }

  /// Raw HTML is left out; comments are meant to be.
  mutating func rawHTML(_ node: MarkdownNode) {
    let block = node.block
    let literal = node.literal
    guard block != reportedBlock, !literal.isComment else { return }
    reportedBlock = block
    let range = source.rawHTML(literal, in: block)
    diagnostics.append(
      .warning(
        "raw-html", at: SourceLocation(source.file, range), "HTML is left out of Markdown",
        help: "write it as Markdown, or as `code` to show it"))
  }
}

extension MarkdownNode {
  /// The block that holds an inline, or the block itself.
  var block: MarkdownNode {
    var node = self
    while !node.isBlock, let parent = node.parent { node = parent }
    return node
  }

  var urlText: String { String(decoding: url, as: UTF8.self) }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate var isComment: Bool {
    let text = drop(while: isSpace)
    let sign: StaticString = "<!--"
    return sign.withUTF8Buffer { text.starts(with: $0) }
  }
}
