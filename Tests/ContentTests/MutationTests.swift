import Content
import TestSupport
import Testing

/// Any bytes give a library or mistakes, never a crash.
struct MutationTests {
  private static let seedFiles: [(path: String, text: String)] = [
    (
      "site.yaml",
      "title: { fr: É, en: E }\nlanguages: [fr, en]\nhome: thing:a\nmenus: { main: [thing, { label: A, url: /a/ }] }\nparams: { a: [b] }\n"
    ),
    (
      "kinds/thing.yaml",
      """
      name: thing
      labels: { fr: Chose | Choses }
      url: /t/{slug}/
      fields:
        title: { type: text, required: true, max: 9, pattern: '[A-Z](a|b){1,3}.*' }
        when: { type: datetime, min: 2020-01-01 00:00 }
        day: { type: date, list: true, max_items: 2 }
        how: { type: choice, choices: { a: { fr: Ah }, b: ~ }, default: b }
        tags: { type: tag, list: true }
        other: { type: reference, to: thing, inverse: others }
        jobs: { type: group, list: true, fields: { n: { type: integer, min: 1 }, of: { type: reference, to: thing } } }
        town: { type: place }
        long: { type: duration, max: 3 days }
        picture: { type: image }
      list: { sort: [-other.when, title], sortable: [title], facets: [how, tags], per_page: 3 }
      feed: { limit: 3 }
      sequence: { within: other, by: title }
      """
    ),
    (
      "things/a.md",
      """
      ---
      title: Abba
      when: 2026-11-21 18:30
      day: [2026, 2026-11]
      tags: [Été, C++]
      other: b
      jobs: [{ n: 3, of: a }]
      town: { name: Lyon, latitude: 45.7, longitude: 4.8 }
      long: 1 h 30
      picture: { src: x.png, alt: é }
      date: 2026-01-01
      aliases: [/old/]
      ---
      Text
      """
    ),
    ("things/a.en.md", "---\ntitle: Ab\naudience: members\n---\n"),
    ("things/b.yaml", "title: Bab\nother: a\nexpires: 2030\n"),
  ]

  @Test(.timeLimit(.minutes(15)), arguments: [1, 2, 3, 4])
  func anyBytesGiveALibraryOrMistakes(seed: UInt64) async throws {
    var random = SplitMix(state: seed)
    let site = SiteFixture()
    for (path, text) in Self.seedFiles { site.write(text, to: "content/\(path)") }
    site.write("", to: "content/things/x.png")
    for _ in 0..<1_500 {
      let file = Self.seedFiles[random.next(below: Self.seedFiles.count)]
      site.write(Self.mutated(Array(file.text.utf8), by: &random), to: "content/\(file.path)")
      let tree = try await ContentTree.load("\(site.path)/content")
      let library = Library(tree, now: testNow, includingDrafts: random.next(below: 2) == 0)
      for kind in library.kinds {
        for field in kind.fields { _ = library.facets(of: field, in: kind.id, language: .english) }
      }
      for kind in tree.kinds { _ = JSONSchema.document(for: kind, in: tree) }
      for diagnostic in library.diagnostics { _ = diagnostic.listed }
      if random.next(below: 3) == 0 { site.write(file.text, to: "content/\(file.path)") }
    }
  }

  private static func mutated(_ bytes: [UInt8], by random: inout SplitMix) -> [UInt8] {
    var bytes = bytes
    let signs = Array("\n :-[]{}'\"#&*!|>%@`,?\u{0}\t".utf8) + [0xFF, 0xC3]
    for _ in 0...random.next(below: 4) where !bytes.isEmpty {
      let place = random.next(below: bytes.count)
      switch random.next(below: 5) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(signs[random.next(below: signs.count)], at: place)
      case 2: bytes[place] = UInt8(random.next(below: 256))
      case 3: bytes.removeSubrange(place..<min(bytes.count, place + random.next(below: 40)))
      default:
        let end = min(bytes.count, place + random.next(below: 60))
        bytes.insert(contentsOf: bytes[place..<end], at: random.next(below: bytes.count))
      }
    }
    return bytes
  }
}

/// A small generator whose numbers follow from its seed alone (Steele, Lea and Flood, 2014).
private struct SplitMix {
  var state: UInt64

  mutating func next(below limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var number = state
    number = (number ^ (number >> 30)) &* 0xBF58_476D_1CE4_E5B9
    number = (number ^ (number >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((number ^ (number >> 31)) % UInt64(limit))
  }
}
