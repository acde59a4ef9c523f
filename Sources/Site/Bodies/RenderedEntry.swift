import Content
import Diagnostics
import Markup

/// The texts of one entry as HTML.
struct RenderedEntry: Sendable {
  /// By variant.
  private(set) var texts: [RenderedMarkdown] = []
  private(set) var fields: [(place: Place, html: String)] = []
  private(set) var findings = BodyFindings()

  /// Where a Markdown field is written: its file and first byte.
  struct Place: Hashable {
    private let path: String
    private let offset: Int

    init(_ text: MarkdownText) {
      path = text.location.file.path
      offset = text.location.range?.lowerBound ?? 0
    }
  }

  init(_ entry: Entry, in context: BodyContext) {
    if let group = context.translations.reading(of: "markdown.table").group {
      findings.reads.append(FactID(texts: group))
    }
    for variant in entry.variants {
      let renderer = context.renderer(for: variant.language)
      let resolver = EntryLinks(context, entry: entry.id, folder: variant.folder, language: variant.language)
      texts.append(renderer.render(variant.file, in: variant.body, resolver: resolver, into: &findings.diagnostics))
      for value in variant.values {
        guard let value else { continue }
        for text in value.markdownTexts { render(text, with: renderer, resolver) }
        for path in value.filePaths { resolver.publish(PublishedFile(path: path)) }
        for image in value.images { check(image, context.files, resolver) }
      }
      findings.reads += resolver.reads
      findings.published += resolver.published
      findings.anchors += resolver.anchors.map { AnchorUse(anchor: $0, file: variant.file, body: variant.body) }
    }
  }

  /// Offsets inside a YAML value cannot be mapped back, so its problems point at the value as a whole.
  private mutating func render(_ text: MarkdownText, with renderer: MarkdownRenderer, _ resolver: EntryLinks) {
    let file = SourceFile(path: text.location.file.path, bytes: Array(text.text.utf8))
    var found: [Diagnostic] = []
    let html = renderer.render(file, in: 0..<file.bytes.count, resolver: resolver, into: &found).html
    fields.append((Place(text), html))
    findings.diagnostics += found.map { diagnostic in
      var moved = diagnostic
      moved.location = text.location
      return moved
    }
  }

  private mutating func check(_ image: ImageSource, _ files: PublishedFiles, _ resolver: EntryLinks) {
    let file = PublishedFile(path: image.path, isCropped: image.isCropped)
    guard case .refused(let reason) = files.image(file) else { return resolver.publish(file) }
    findings.diagnostics.append(
      .error("refused-image", at: image.location, reason.message(image.path), help: reason.help))
  }
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

  /// The files that a value names, besides images.
  fileprivate var filePaths: [String] {
    switch self {
    case .file(let file): [file.path]
    case .group(let values): values.flatMap { $0?.filePaths ?? [] }
    case .list(let items): items.flatMap(\.filePaths)
    default: []
    }
  }

  fileprivate var images: [ImageSource] {
    switch self {
    case .image(let image): [image]
    case .group(let values): values.flatMap { $0?.images ?? [] }
    case .list(let items): items.flatMap(\.images)
    default: []
    }
  }
}
