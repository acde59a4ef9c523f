import Content
import Markup
import Templates

/// The site as the pages of one thread read it: all that may differ in another build is noted where it is read.
///
/// What the settings and the kinds say is not noted, since every page is made anew when they change.
///
/// Unchecked, because one thread renders one page at a time with it, and what it makes does not outlive the page.
final class SiteReader: ReadRecorder, @unchecked Sendable {
  let model: SiteModel
  private var log = Log(generation: 1)
  /// What was read around the fragments that are being rendered.
  private var outer: [Log] = []
  private var generation: UInt32 = 1
  /// By fact, the log that has it already.
  private var marks: [UInt32] = []
  private var lastTemplate = ""

  private struct Log {
    var generation: UInt32
    var facts: [FactID] = []
    var validUntil = Int.max
  }

  init(_ model: SiteModel) { self.model = model }

  // MARK: What was read

  /// Forgets what the page before has read.
  func beginPage() {
    outer = []
    lastTemplate = ""
    log.facts.removeAll(keepingCapacity: true)
    log.validUntil = .max
    log.generation = nextGeneration()
  }

  /// What was read since the page began.
  func endPage() -> ReadSet {
    ReadSet(log.facts, validUntil: log.validUntil == .max ? nil : log.validUntil)
  }

  private func nextGeneration() -> UInt32 {
    generation += 1
    return generation
  }

  func record(_ fact: FactID) {
    let place = Int(fact.rawValue)
    if place >= marks.count { marks += [UInt32](repeating: 0, count: place + 1024 - marks.count) }
    guard marks[place] != log.generation else { return }
    marks[place] = log.generation
    log.facts.append(fact)
  }

  func record(_ query: Query) { record(model.facts.fact(query)) }

  func recordTemplate(_ name: String) {
    guard name != lastTemplate else { return }
    lastTemplate = name
    record(.template(name))
  }

  private struct Fragment: FragmentReads {
    let facts: [FactID]
    let validUntil: Int
  }

  func beginFragment() {
    outer.append(log)
    log = Log(generation: nextGeneration())
    lastTemplate = ""
  }

  func endFragment() -> any FragmentReads {
    let fragment = Fragment(facts: log.facts, validUntil: log.validUntil)
    log = outer.popLast() ?? Log(generation: nextGeneration())
    log.generation = nextGeneration()
    lastTemplate = ""
    return fragment
  }

  func record(_ reads: any FragmentReads) {
    guard let fragment = reads as? Fragment else { return }
    for fact in fragment.facts { record(fact) }
    log.validUntil = min(log.validUntil, fragment.validUntil)
  }
}

// MARK: - Settings and kinds

extension SiteReader {
  var settings: SiteSettings {
    _read { yield model.library.settings }
  }
  var kinds: [Kind] { model.library.kinds }
  var links: Permalinks { model.links }

  subscript(id: KindID) -> Kind { _read { yield model.library.kinds[id.index] } }

  func members(of kind: KindID) -> KindMembers { model.kind(kind) }

  func kind(named name: String) -> Kind? { model.library.kind(named: name) }

  /// What lists of a kind there are; their facets are read by `facets`.
  func lists(of kind: KindID, in language: Language) -> KindLists? { model.plan.lists[language]?[kind.index] }
}

// MARK: - Entries

extension SiteReader {
  subscript(id: EntryID) -> Entry {
    _read {
      record(FactID(id, .fields))
      yield model.library.entries[id.index]
    }
  }

  /// An entry never changes its kind.
  func kind(of id: EntryID) -> KindID { model.library.entries[id.index].kind }

  func dates(of id: EntryID, in language: Language) -> (published: EntryDate?, updated: EntryDate?) {
    record(FactID(id, .dates))
    let variant = model.library[id][language]
    return (variant.date, variant.updated)
  }

  /// The languages of the site in which an entry is written.
  func writtenLanguages(of id: EntryID) -> [Language] {
    record(FactID(id, .dates))
    return settings.languages.filter(model.library[id].isWritten)
  }

  func referring(to id: EntryID, through inverse: Int) -> [EntryID] {
    record(FactID(id, .referrers))
    return model.library.referring(to: id, through: inverse)
  }

  func sequence(of id: EntryID) -> SequencePlace? {
    record(FactID(id, .sequence))
    return model.library.sequence(of: id)
  }

  /// The text of an entry as a reader of `language` gets it.
  func body(of id: EntryID, in language: Language) -> RenderedMarkdown {
    record(FactID(id, .body))
    return model.bodies.body(of: id, in: language)
  }

  /// A text in a field of an entry.
  func html(of text: MarkdownText, in id: EntryID) -> String {
    record(FactID(id, .body))
    return model.bodies.html(of: text, in: id)
  }

  func entry(_ address: EntryAddress) -> EntryID? {
    record(.entry(address.description))
    return model.library.entry(address)
  }

  /// A kind's entries; `sort` is empty for its own order, `limit` is negative for all.
  func entries(of kind: Kind, sort: String = "", limit: Int = -1, in language: Language) -> [EntryID] {
    record(.entries(kind: kind.name, sort: sort, limit: limit, language: language.code))
    return model.entries(ofKind: kind.name, sort: sort, limit: limit, language: language.code) ?? []
  }

  func count(of kind: Kind) -> Int {
    record(.count(kind: kind.name))
    return model.library.count(of: kind.id)
  }
}

// MARK: - Lists and tags

extension SiteReader {
  func facets(of kind: Kind, in language: Language) -> [KindLists.Facet] {
    record(.facets(kind: kind.name, language: language.code))
    return lists(of: kind.id, in: language)?.facets ?? []
  }

  /// A tag with the spelling that most entries use.
  func tag(_ slug: String) -> TagUse? {
    record(.tagLabel(slug))
    return model.library.tag(slug)
  }

  /// All tags, by slug.
  var tags: [TagUse] {
    record(.tags)
    for use in model.library.tags { record(.tagLabel(use.tag.slug)) }
    return model.library.tags
  }

  var hasTags: Bool {
    record(.hasTags)
    return !model.library.tags.isEmpty
  }

  func entries(taggedWith use: TagUse) -> [EntryID] {
    record(.taggedEntries(use.tag.slug))
    return use.entries
  }

  func facetPath(of kind: Kind, tag slug: String, in language: Language) -> String? {
    record(.tagFacet(kind: kind.name, tag: slug, language: language.code))
    return model.facetPath(ofKind: kind.name, tag: slug, language: language.code)
  }

  /// What values of entries are ordered and called by; who uses it records the entries that it meets.
  func scope(_ language: Language) -> OrderScope { model.library.scope(language) }
}

// MARK: - The theme, files and the clock

extension SiteReader {
  func menus(in language: Language) -> SiteMenus? {
    record(.menus(language: language.code))
    return model.menus[language]
  }

  func assetAddress(_ name: String) -> String? {
    record(.asset(name))
    return model.assetAddresses[name]
  }

  var assetNames: [String] { model.assetAddresses.keys.sorted() }

  /// A text of the theme; its key where no language has it.
  func text(_ key: String, in language: Language) -> String {
    text(key, in: language, count: nil) ?? key
  }

  /// A text of the theme in the form for a count; nil where no language has it.
  func text(_ key: String, in language: Language, count: Int?) -> String? {
    recordText(key)
    let parameters = count.map { [("count", String($0))] } ?? []
    return model.theme.translations.text(key, language: language.code, count: count, parameters: parameters)
  }

  func recordText(_ key: String) { record(model.theme.translations.reading(of: key)) }

  func record(_ reading: TextReading) {
    if let group = reading.group {
      record(FactID(texts: group))
    } else {
      record(.missingText(reading.key))
    }
  }

  var translations: Translations { model.theme.translations }

  /// The address of a file beside an entry.
  func fileAddress(_ path: String) -> String {
    record(.file(path))
    return model.files.address(of: path)
  }

  /// A picture beside an entry; nil where it is left out of the site.
  func image(_ image: ImageSource) -> SiteImage? {
    record(.file(image.path))
    guard case .ready(let found) = model.files.image(PublishedFile(path: image.path, isCropped: image.isCropped)) else {
      return nil
    }
    return found
  }

  func byteCount(of path: String) -> Int? {
    record(.file(path))
    return model.files.byteCount(of: path)
  }

  /// The moment of the build, which notes what it is compared with.
  var now: DateObject {
    DateObject(.moment(settings.timeZone.moment(at: model.library.now)), clock: self)
  }

  /// The pages that search engines should know, of those at `places` in the plan.
  func pages(at places: [Int]) -> [Page] {
    record(.addresses)
    return places.map { model.plan.pages[$0] }
  }
}

extension SiteReader: ClockObserver {
  func clockWasRead(holdingUntil seconds: Int?) {
    log.validUntil = min(log.validUntil, seconds ?? .max - 1)
  }
}
