/// How Markdown becomes HTML.
public struct MarkdownOptions: Sendable {
  /// The level that a text's highest heading gets, however it was written, because the page's title is its `h1`.
  ///
  /// The others keep their distance to it, down to 6.
  public var topHeadingLevel: Int
  /// Whether code is marked up in the colours of its language.
  public var highlightsCode: Bool
  public var labels: MarkdownLabels
  public var limits: MarkdownLimits
  /// Stands before every id, so that several texts of one page can have the same headings and footnotes.
  public var idPrefix = ""
  /// How wide images are shown, as `sizes` has it (HTML §4.8.4.2.2), for a browser that must choose before it knows.
  public var imageSizes = "auto, (min-width: 48rem) 44rem, 100vw"
  /// Whether the output is GFM's own, without what we add to it.
  let isPlain: Bool

  public init(
    labels: MarkdownLabels, topHeadingLevel: Int = 2, highlightsCode: Bool = true,
    limits: MarkdownLimits = .init()
  ) {
    self.init(
      labels: labels, topHeadingLevel: topHeadingLevel, highlightsCode: highlightsCode, limits: limits,
      isPlain: false)
  }

  private init(
    labels: MarkdownLabels, topHeadingLevel: Int, highlightsCode: Bool, limits: MarkdownLimits, isPlain: Bool
  ) {
    self.labels = labels
    self.topHeadingLevel = topHeadingLevel
    self.highlightsCode = highlightsCode
    self.limits = limits
    self.isPlain = isPlain
  }

  /// The output of the GFM specification, but for raw HTML: no heading ids, classes, wrappers or cards.
  public static let specification = MarkdownOptions(
    labels: MarkdownLabels(
      table: "", done: "", notDone: "", footnotes: "", backToText: "", watchVideoOn: ""),
    topHeadingLevel: 1, highlightsCode: false, limits: MarkdownLimits(), isPlain: true)
}

/// The words that the HTML says to readers, in the language of the page.
public struct MarkdownLabels: Sendable {
  /// Names a table, before its number: `Table`.
  public var table: String
  /// Names the ticked box of a task list: `Done`.
  public var done: String
  /// Names an empty box of a task list: `To do`.
  public var notDone: String
  /// Names the section of footnotes: `Notes`.
  public var footnotes: String
  /// Names the link from a footnote to where it is mentioned, before its number: `Back to the text, note`.
  public var backToText: String
  /// Stands before the name of the video's site: `Watch the video on`.
  public var watchVideoOn: String

  public init(
    table: String, done: String, notDone: String, footnotes: String, backToText: String, watchVideoOn: String
  ) {
    self.table = table
    self.done = done
    self.notDone = notDone
    self.footnotes = footnotes
    self.backToText = backToText
    self.watchVideoOn = watchVideoOn
  }
}
