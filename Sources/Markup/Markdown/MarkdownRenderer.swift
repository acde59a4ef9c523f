public import Diagnostics

/// Turns Markdown into HTML that is safe whoever wrote it.
///
/// It reads CommonMark with GFM's tables, strikethrough, autolinks and task lists, and footnotes. Raw HTML is left
/// out, and so are addresses of unknown schemes. Rendering is safe from any number of threads.
public struct MarkdownRenderer: Sendable {
  public let options: MarkdownOptions

  public init(options: MarkdownOptions) {
    self.options = options
  }

  /// Renders the Markdown in `range` of a file; `resolver` decides what links and images become.
  ///
  /// Text that would cost too much to render is an error and gives an empty body.
  public func render(
    _ file: SourceFile, in range: Range<Int>, resolver: some MarkdownResolver, into diagnostics: inout [Diagnostic]
  ) -> RenderedMarkdown {
    let range = range.clamped(to: 0..<file.bytes.count)
    if let mistake = MarkdownGuards(limits: options.limits).mistake(in: file, range) {
      diagnostics.append(mistake)
      return RenderedMarkdown()
    }
    return file.bytes.withUnsafeBufferPointer { bytes in
      let document = MarkdownParser.parse(UnsafeBufferPointer(rebasing: bytes[range]))
      var pass = Pass(options: options, source: MarkdownSource(file: file, range: range), resolver: resolver)
      pass.render(document.root)
      diagnostics += pass.diagnostics
      return pass.result
    }
  }
}

/// What a text became.
public struct RenderedMarkdown: Sendable {
  public var html = ""
  /// The headings that stand in no quotation, list or footnote.
  public var outline: [OutlineItem] = []
  /// The first words as plain text, at most 300 characters.
  public var summary = ""
  /// The words of the text, without those in code blocks.
  public var wordCount = 0
  public var hasFootnotes = false
  /// Whether there is a card that a script can turn into a player.
  public var hasVideos = false

  public init() {}
}

// MARK: - The walk

extension MarkdownRenderer {
  /// One walk over one tree.
  struct Pass {
    let options: MarkdownOptions
    let resolver: any MarkdownResolver
    var source: MarkdownSource
    var html = HTMLBuffer()
    var diagnostics: [Diagnostic] = []
    var outline = OutlineBuilder()
    var summary = SummaryBuilder()
    var words = WordCounter()
    var footnotes = Footnotes()
    var table = TableState()
    var isLinkOpen = false
    var headingShift = 0
    var hasVideos = false
    /// By their places: one can stand for several mistakes whose own places are not found.
    var reportedDestinations: [Range<Int>: Set<String>] = [:]

    /// The block whose raw HTML was reported: one warning a block is enough.
    var reportedBlock: MarkdownNode?

    init(options: MarkdownOptions, source: MarkdownSource, resolver: any MarkdownResolver) {
      self.options = options
      self.source = source
      self.resolver = resolver
      html.bytes.reserveCapacity(source.range.count * 5 / 4 + 64)
    }

    var result: RenderedMarkdown {
      var result = RenderedMarkdown()
      result.html = String(text: html.bytes.span)
      result.outline = outline.items
      result.summary = summary.summary
      result.wordCount = words.count
      result.hasFootnotes = footnotes.isOpen
      result.hasVideos = hasVideos
      return result
    }

    /// Enters and leaves each node in the order of the text, without recursion: nesting may be deep.
    mutating func render(_ root: MarkdownNode) {
      headingShift = headingShift(of: root)
      var node = root
      while true {
        if enter(node) {
          if let child = node.firstChild {
            node = child
            continue
          }
          leave(node)
        }
        while node != root, node.next == nil, let parent = node.parent {
          node = parent
          leave(node)
        }
        guard node != root, let next = node.next else { return }
        node = next
      }
    }
  }
}

extension MarkdownRenderer.Pass {
  /// Writes what comes before a node's children, and answers whether they are to be walked.
  private mutating func enter(_ node: MarkdownNode) -> Bool {
    switch node.kind {
    case .text: text(node)
    case .softBreak: softBreak()
    case .lineBreak: lineBreak()
    case .code: code(node)
    case .htmlInline: rawHTML(node)
    case .footnoteReference: footnoteReference(node)
    case .image: image(node)
    case .codeBlock: codeBlock(node)
    case .htmlBlock: rawHTML(node)
    case .thematicBreak: thematicBreak()
    case .paragraph: return enterParagraph(node)
    case .link: return enterLink(node)
    default:
      open(node)
      return true
    }
    return false
  }

  private mutating func open(_ node: MarkdownNode) {
    switch node.kind {
    case .emphasis: html.markup("<em>")
    case .strong: html.markup("<strong>")
    case .strikethrough: html.markup("<del>")
    case .heading: openHeading(node)
    case .blockQuote: block("<blockquote>\n")
    case .list: openList(node)
    case .item: openItem(node)
    case .table: openTable(node)
    case .tableRow: openRow(node)
    case .tableCell: openCell(node)
    case .footnoteDefinition: openFootnote()
    default: break
    }
  }

  /// Writes what comes after a node's children.
  private mutating func leave(_ node: MarkdownNode) {
    switch node.kind {
    case .paragraph: leaveParagraph(node)
    case .link: leaveLink()
    case .emphasis: html.markup("</em>")
    case .strong: html.markup("</strong>")
    case .strikethrough: html.markup("</del>")
    case .heading: closeHeading(node)
    case .blockQuote: block("</blockquote>\n")
    case .list: html.markup(node.isOrderedList ? "</ol>\n" : "</ul>\n")
    case .item: html.markup("</li>\n")
    case .table: closeTable()
    case .tableRow: closeRow(node)
    case .tableCell: closeCell()
    case .footnoteDefinition: closeFootnote()
    case .document: closeFootnotes()
    default: break
    }
  }
}
