import Content
import Diagnostics
import Markup
import Synchronization

/// Every text of the site as HTML: what stands below the front matter, and fields of type markdown.
///
/// A text is rendered when somebody first asks for it; shared by all threads.
final class Bodies: Sendable {
  let context: BodyContext
  private let entries: [LazyEntry]

  private final class LazyEntry: Sendable {
    let rendered = Mutex<RenderedEntry?>(nil)
  }

  init(_ context: BodyContext) {
    self.context = context
    entries = context.library.entries.map { _ in LazyEntry() }
  }

  /// The text of an entry as a reader of `language` gets it.
  func body(of id: EntryID, in language: Language) -> RenderedMarkdown {
    let place = context.library.entries[id.index].variantIndex(in: language)
    return withEntry(id) { $0.texts[place] }
  }

  /// A text in a field of an entry.
  func html(of text: MarkdownText, in id: EntryID) -> String {
    let place = RenderedEntry.Place(text)
    return withEntry(id) { entry in entry.fields.first { $0.place == place }?.html ?? "" }
  }

  /// What reading and rendering the texts of an entry came upon.
  func findings(of id: EntryID) -> BodyFindings { withEntry(id) { $0.findings } }

  private func withEntry<Result>(_ id: EntryID, _ body: (RenderedEntry) -> Result) -> Result {
    entries[id.index].rendered.withLock { rendered in
      if let rendered { return body(rendered) }
      let entry = RenderedEntry(context.library.entries[id.index], in: context)
      rendered = entry
      return body(entry)
    }
  }
}

extension Bodies {
  /// Renders the texts of some entries on several threads and answers what is wrong with them.
  func check(_ ids: [EntryID], threads: Int, trace: Trace?) async -> [Diagnostic] {
    let found = await concurrentMap(count: ids.count, threads: threads) { place in
      trace.measure("text", self.context.library[ids[place]].slug) { self.findings(of: ids[place]) }
    }
    let anchors = found.flatMap(\.anchors)
    return found.flatMap(\.diagnostics) + anchors.compactMap(diagnostic)
  }

  /// The mistake of a link to a heading that its text has not.
  private func diagnostic(of use: AnchorUse) -> Diagnostic? {
    let ids = withEntry(use.anchor.entry) { entry in Set(entry.texts.flatMap { $0.outline.flatMap(\.ids) }) }
    let fragment = PercentEncoding.decoded(use.anchor.fragment)
    guard !ids.contains(fragment), !fragment.hasPrefix("fn") else { return nil }
    return .warning(
      "broken-anchor", at: SourceLocation(use.file, use.file.firstRange(of: use.anchor.destination, in: use.body)),
      "a link must lead to a heading of the page; '\(context.library[use.anchor.entry].slug)' has no '#\(fragment)'",
      suggestion: nearestName(to: fragment, among: ids.sorted()).map { "#" + $0 })
  }

  /// Whether an entry's texts have nothing wrong, its links to headings included.
  func isClean(_ id: EntryID) -> Bool {
    let findings = findings(of: id)
    return findings.diagnostics.isEmpty && !findings.anchors.contains { diagnostic(of: $0) != nil }
  }
}

/// What texts need to know of the rest of the site.
struct BodyContext: Sendable {
  let library: Library
  let links: Permalinks
  let plan: SitePlan
  let files: PublishedFiles
  let translations: Translations
  let facts: FactTable
  private let renderers: [(language: Language, renderer: MarkdownRenderer)]

  init(
    library: Library, links: Permalinks, plan: SitePlan, files: PublishedFiles, translations: Translations,
    facts: FactTable
  ) {
    self.library = library
    self.links = links
    self.plan = plan
    self.files = files
    self.translations = translations
    self.facts = facts
    renderers = library.settings.languages.map { ($0, Self.makeRenderer(for: $0, translations)) }
  }

  /// One with the words that end up in the HTML of a text, in its own language.
  func renderer(for language: Language) -> MarkdownRenderer {
    for known in renderers where known.language == language { return known.renderer }
    return Self.makeRenderer(for: language, translations)
  }

  private static func makeRenderer(for language: Language, _ translations: Translations) -> MarkdownRenderer {
    MarkdownRenderer(options: MarkdownOptions(labels: MarkdownLabels(translations, language: language.code)))
  }
}

/// What the texts of an entry came upon besides their HTML.
struct BodyFindings: Sendable {
  var diagnostics: [Diagnostic] = []
  /// What else than the entry itself they depend on.
  var reads: [FactID] = []
  /// The files that they show or lead to.
  var published: [PublishedFile] = []
  var anchors: [AnchorUse] = []
}

/// A link to a heading and the file that has it.
struct AnchorUse: Sendable {
  var anchor: EntryLinks.Anchor
  var file: SourceFile
  var body: Range<Int>
}

extension OutlineItem {
  fileprivate var ids: [String] { [id] + children.flatMap(\.ids) }
}
