import Content
import Diagnostics
import Markup

/// Every text of the site as HTML: what stands below the front matter, and fields of type markdown.
struct Bodies: Sendable {
  /// By entry and variant.
  private let texts: [[RenderedMarkdown]]
  private let fields: [FieldKey: String]
  let diagnostics: [Diagnostic]

  /// Where a Markdown field is written: its file and first byte.
  private struct FieldKey: Hashable {
    var path: String
    var offset: Int

    init(_ location: SourceLocation) {
      path = location.file.path
      offset = location.range?.lowerBound ?? 0
    }
  }

  /// The text of an entry as a reader of `language` gets it.
  func body(of entry: Entry, in language: Language) -> RenderedMarkdown {
    texts[entry.id.index][entry.variantIndex(in: language)]
  }

  func html(of field: MarkdownText) -> String { fields[FieldKey(field.location)] ?? "" }
}

extension Bodies {
  /// Renders all texts of a library on `threads` threads.
  static func render(_ context: BodyContext, threads: Int) async -> Bodies {
    let entries = context.library.entries
    let rendered = await concurrentMap(count: entries.count, threads: threads) {
      RenderedEntry(entries[$0], in: context)
    }
    var fields: [FieldKey: String] = [:]
    for field in rendered.flatMap(\.fields) { fields[FieldKey(field.text.location)] = field.html }
    let texts = rendered.map(\.texts)
    let anchors = rendered.flatMap(\.anchors)
    return Bodies(
      texts: texts, fields: fields,
      diagnostics: rendered.flatMap(\.diagnostics) + anchors.compactMap { $0.diagnostic(given: texts, in: context) })
  }
}

/// What texts need to know of the rest of the site.
struct BodyContext: Sendable {
  let library: Library
  let links: Permalinks
  let plan: SitePlan
  let files: PublishedFiles
  let translations: Translations

  /// The words that end up in the HTML of a text, in its own language.
  func renderer(for language: Language) -> MarkdownRenderer {
    MarkdownRenderer(options: MarkdownOptions(labels: MarkdownLabels(translations, language: language.code)))
  }
}

/// The texts of one entry.
private struct RenderedEntry: Sendable {
  var texts: [RenderedMarkdown] = []
  var fields: [(text: MarkdownText, html: String)] = []
  var anchors: [AnchorUse] = []
  var diagnostics: [Diagnostic] = []

  init(_ entry: Entry, in context: BodyContext) {
    for variant in entry.variants {
      let renderer = context.renderer(for: variant.language)
      let resolver = EntryLinks(context, entry: entry, variant: variant)
      texts.append(renderer.render(variant.file, in: variant.body, resolver: resolver, into: &diagnostics))
      for value in variant.values {
        guard let value else { continue }
        for text in value.markdownTexts { render(text, with: renderer, resolver) }
        for path in value.filePaths { context.files.publish(path) }
      }
      anchors += resolver.anchors.map { AnchorUse(anchor: $0, file: variant.file, body: variant.body) }
    }
  }

  /// Offsets inside a YAML value cannot be mapped back, so its problems point at the value as a whole.
  private mutating func render(_ text: MarkdownText, with renderer: MarkdownRenderer, _ resolver: EntryLinks) {
    let file = SourceFile(path: text.location.file.path, bytes: Array(text.text.utf8))
    var found: [Diagnostic] = []
    let html = renderer.render(file, in: 0..<file.bytes.count, resolver: resolver, into: &found).html
    fields.append((text, html))
    diagnostics += found.map { diagnostic in
      var moved = diagnostic
      moved.location = text.location
      return moved
    }
  }
}

/// A link to a heading and the file that has it.
private struct AnchorUse: Sendable {
  var anchor: EntryLinks.Anchor
  var file: SourceFile
  var body: Range<Int>

  /// The mistake of a link to a heading that its text has not.
  func diagnostic(given texts: [[RenderedMarkdown]], in context: BodyContext) -> Diagnostic? {
    let ids = Set(texts[anchor.entry.index].flatMap { $0.outline.flatMap(\.ids) })
    let fragment = PercentEncoding.decoded(anchor.fragment)
    guard !ids.contains(fragment), !fragment.hasPrefix("fn") else { return nil }
    return .warning(
      "broken-anchor", at: SourceLocation(file, file.firstRange(of: anchor.destination, in: body)),
      "a link must lead to a heading of the page; '\(context.library[anchor.entry].slug)' has no '#\(fragment)'",
      suggestion: nearestName(to: fragment, among: ids.sorted()).map { "#" + $0 })
  }
}

extension OutlineItem {
  fileprivate var ids: [String] { [id] + children.flatMap(\.ids) }
}

extension FieldValue {
  /// The Markdown in a value, its items and its groups.
  fileprivate var markdownTexts: [MarkdownText] {
    switch self {
    case .markdown(let text): [text]
    case .group(let values): values.flatMap { $0?.markdownTexts ?? [] }
    case .list(let items): items.flatMap(\.markdownTexts)
    default: []
    }
  }

  /// The images and files that a value names.
  fileprivate var filePaths: [String] {
    switch self {
    case .image(let image): [image.path]
    case .file(let file): [file.path]
    case .group(let values): values.flatMap { $0?.filePaths ?? [] }
    case .list(let items): items.flatMap(\.filePaths)
    default: []
    }
  }
}
