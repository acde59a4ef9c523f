import Glibc

/// The entries, kind by kind.
struct Corpus {
  private let count: Int
  private var words: Words
  private let people: Int

  private static let first = [
    "Aïcha", "Basile", "Chloé", "Denis", "Élise", "Farid", "Gaëlle", "Hugo", "Inès", "Jules", "Lou", "Maël",
  ]
  private static let last = [
    "Arnaud", "Belkacem", "Couture", "Delorme", "Évrard", "Faure", "N'Dour", "Petitjean", "Roux", "Vidal",
  ]
  private static let specialisations = [
    "Web", "Réseaux & sécurité", "Données", "IA", "Embarqué", "Jeux", "Exploitation", "Mobile", "Nuage", "Robotique",
    "Ergonomie", "Calcul",
  ]
  private static let tags = ["swift", "linux", "web", "data", "cloud", "ux", "net", "sec", "iot", "ml"].flatMap {
    name in
    (1...20).map { "\(name)-\($0)" }
  }

  init(count: Int, seed: UInt64) {
    self.count = count
    words = Words(seed: seed)
    people = count * 4 / 10
  }

  mutating func write(to folder: String) throws(CorpusError) {
    let projects = count * 3 / 10
    let articles = count * 2 / 10
    try write("profiles", people, to: folder) { $0.profile($1) }
    try write("projects", projects, to: folder) { $0.project($1) }
    try write("articles", articles, to: folder) { $0.article($1) }
    try write("resources", count - people - projects - articles, to: folder) { $0.resource($1) }
  }

  private mutating func write(
    _ kind: String, _ count: Int, to folder: String, _ make: (inout Corpus, Int) -> (slug: String, text: String)
  ) throws(CorpusError) {
    mkdir(folder, 0o755)
    mkdir("\(folder)/\(kind)", 0o755)
    for number in 0..<count {
      let entry = make(&self, number)
      let path = "\(folder)/\(kind)/\(entry.slug).md"
      guard let file = fopen(path, "wb") else { throw CorpusError(path: path) }
      let isWritten = fputs(entry.text, file) >= 0
      guard fclose(file) == 0, isWritten else { throw CorpusError(path: path) }
    }
  }

  // MARK: Entries

  private mutating func profile(_ number: Int) -> (slug: String, text: String) {
    let name = "\(words.pick(Self.first)) \(words.pick(Self.last))"
    let fields = classes() + ["location: \"Saint-Étienne\"", "github: \"https://example.net/u/\(number)\""]
    return (personSlug(number), entry(name, fields, words.paragraph(bytes: 260)))
  }

  private mutating func project(_ number: Int) -> (slug: String, text: String) {
    let members = Set((0..<(2 + words.number(below: 4))).map { _ in words.number(below: max(people, 1)) }).sorted()
    let team = people > 0 ? ["members: [\(members.map { "\"\(personSlug($0))\"" }.joined(separator: ", "))]"] : []
    let fields = classes() + team + ["repository: \"https://example.net/r/\(number)\""]
    let body = [
      words.paragraph(bytes: 350), "## " + words.title(words: 2), words.list(items: 5), words.code(),
      "## " + words.title(words: 2), words.table(), words.paragraph(bytes: 220),
    ]
    return ("project-\(number)", entry(words.title(words: 3), fields, body.joined(separator: "\n\n")))
  }

  private mutating func article(_ number: Int) -> (slug: String, text: String) {
    var body: [String] = []
    for _ in 0..<4 {
      body += ["## " + words.title(words: 3), words.paragraph(bytes: 330), words.code(), words.paragraph(bytes: 200)]
    }
    let author = people > 0 ? ["author: \"\(personSlug(words.number(below: people)))\""] : []
    return ("article-\(number)", entry(words.title(words: 5), [tags()] + author, body.joined(separator: "\n\n")))
  }

  private mutating func resource(_ number: Int) -> (slug: String, text: String) {
    let fields = [tags(), "link: \"https://example.net/doc/\(number)\""]
    return ("resource-\(number)", entry(words.title(words: 4), fields, words.paragraph(bytes: 120)))
  }

  private func personSlug(_ number: Int) -> String { "person-\(number)" }

  /// What profiles and projects are sorted into.
  private mutating func classes() -> [String] {
    [
      "promo: \"\(2006 + words.number(below: 20))\"", "specialisation: \"\(words.pick(Self.specialisations))\"", tags(),
    ]
  }

  private mutating func tags() -> String {
    let tags = Set((0..<(2 + words.number(below: 4))).map { _ in words.pick(Self.tags) }).sorted()
    return "tags: [\(tags.map { "\"\($0)\"" }.joined(separator: ", "))]"
  }

  private mutating func entry(_ title: String, _ fields: [String], _ body: String) -> String {
    (["---", "title: \"\(title)\"", "date: \(words.date())"] + fields + ["---", "", body, ""]).joined(separator: "\n")
  }
}
