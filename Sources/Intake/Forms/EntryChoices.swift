import Content
import Markup
import Site

/// The entries that a reference may lead to, as people choose them: by title.
struct EntryChoices: Sendable {
  struct Option: Sendable, Equatable {
    /// As references write it: the slug, after the kind where several are possible.
    var name: String
    var title: String
  }

  let site: ServicePages
  let language: String

  private var library: Library { site.library }

  /// All of them; nil where there are too many to choose from a list.
  func all(for kinds: [KindID], most: Int) -> [Option]? {
    guard kinds.reduce(0, { $0 + library.count(of: $1) }) <= most else { return nil }
    return kinds.flatMap { kind in entries(of: kind).map { option($0, among: kinds) } }
      .sorted { (Slug.make(from: $0.title), $0.name) < (Slug.make(from: $1.title), $1.name) }
  }

  /// Those whose titles have a text in them, whatever its accents and case.
  func search(_ text: String, for kinds: [KindID], limit: Int) -> [Option] {
    let wanted = Slug.make(from: text)
    var found: [Option] = []
    for kind in kinds {
      for id in entries(of: kind) where found.count < limit {
        let entry = library[id]
        guard wanted.isEmpty || entry.slug.contains(wanted) || Slug.make(from: title(id)).contains(wanted) else {
          continue
        }
        found.append(option(id, among: kinds))
      }
    }
    return found
  }

  /// What a reference must write for what somebody typed: a slug, a title, or a title with the slug in brackets.
  func resolve(_ text: String, for kinds: [KindID]) -> String {
    if entry(text, among: kinds) != nil { return text }
    if text.hasSuffix(")"), let bracket = text.lastIndex(of: "(") {
      let slug = String(text[text.index(after: bracket)...].dropLast())
      if entry(slug, among: kinds) != nil { return slug }
    }
    let wanted = Slug.make(from: text)
    let matches = kinds.flatMap { kind in entries(of: kind).filter { Slug.make(from: title($0)) == wanted } }
    return matches.count == 1 ? option(matches[0], among: kinds).name : text
  }

  /// What a reference leads to, for people; nil where it leads nowhere.
  func title(of written: String, for kinds: [KindID]) -> String? { entry(written, among: kinds).map(title) }

  private func entries(of kind: KindID) -> [EntryID] { library.entries(of: kind, in: site.known(language)) }

  private func title(_ id: EntryID) -> String { library[id][site.known(language)].title }

  private func option(_ id: EntryID, among kinds: [KindID]) -> Option {
    let entry = library[id]
    let prefix = kinds.count > 1 ? "\(library[entry.kind].name):" : ""
    return Option(name: prefix + entry.slug, title: title(id))
  }

  private func entry(_ written: String, among kinds: [KindID]) -> EntryID? {
    let parts = written.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2, kinds.contains(where: { library[$0].name == parts[0] }) {
      return library.entry(kind: String(parts[0]), slug: String(parts[1]))
    }
    return kinds.lazy.compactMap { library.entry(kind: library[$0].name, slug: written) }.first
  }
}
