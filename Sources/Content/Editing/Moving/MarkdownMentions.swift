import Diagnostics
import Markup

/// Changes the links and images of a text that name an entry, and nothing else of it.
struct MarkdownMentions {
  let paths: MentionedPaths
  let fate: EntryFate
  /// What paths in the text are relative to, itself relative to `content/`.
  let folder: String
  /// Where the entry's page was, for links to one that is gone; nil where it had none.
  let address: String?

  private static let renderer = MarkdownRenderer(
    options: MarkdownOptions(
      labels: MarkdownLabels(table: "", done: "", notDone: "", footnotes: "", backToText: "", watchVideoOn: ""),
      highlightsCode: false))

  /// The text with its mentions changed; nil where it has none.
  ///
  /// Throws where one is written in a way that nobody can tell.
  func changed(_ text: String) throws(NotSurgical) -> String? {
    let found = try mentions(in: text)
    guard !found.isEmpty else { return nil }
    let bytes = try Array(text.utf8).applying(found.map { Splice($0.key, $0.value) })
    let changed = String(decoding: bytes, as: UTF8.self)
    guard try mentions(in: changed).isEmpty else { throw NotSurgical() }
    return changed
  }

  /// By where it stands, what takes the place of each destination.
  private func mentions(in text: String) throws(NotSurgical) -> [Range<Int>: String] {
    let file = SourceFile(path: "", bytes: Array(text.utf8))
    let finder = Finder { change(of: $0) }
    var diagnostics: [Diagnostic] = []
    _ = Self.renderer.render(file, in: 0..<file.bytes.count, resolver: finder, into: &diagnostics)
    guard !finder.isStuck else { throw NotSurgical() }
    guard !finder.changes.isEmpty else { return [:] }
    var found: [Range<Int>: String] = [:]
    for diagnostic in diagnostics where ["broken-link", "missing-image"].contains("\(diagnostic.id)") {
      guard let range = diagnostic.location?.range, let new = finder.changes[file.text(in: range)] else {
        throw NotSurgical()
      }
      found[range] = new
    }
    return found
  }

  /// What becomes of a destination; the same for one that stays.
  private func change(of destination: String) -> String? {
    guard let mention = paths.mention(in: destination, folder: folder) else { return destination }
    switch fate {
    case .moved(let slug): return paths.moved(destination, to: slug, folder: folder)
    case .gone: return mention == .entry ? address : nil
    }
  }

  /// Lets the renderer tell where the destinations stand, as if those that are to change were broken.
  private final class Finder: MarkdownResolver {
    private let change: (String) -> String?
    private(set) var changes: [String: String] = [:]
    private(set) var isStuck = false

    init(_ change: @escaping (String) -> String?) { self.change = change }

    private func isChanged(_ destination: String) -> Bool {
      guard let new = change(destination) else {
        isStuck = true
        return false
      }
      guard new != destination else { return false }
      changes[destination] = new
      return true
    }

    func link(_ destination: String) -> LinkResolution {
      isChanged(destination) ? .broken("") : .url(destination, isExternal: false)
    }

    func image(_ destination: String) -> ImageResolution { isChanged(destination) ? .broken("") : .leftOut }
  }
}
