import Diagnostics
import Site
import TestSupport
import Testing

/// Which pages a change makes again: those that read what has changed, and no others.
@Suite struct RenderedPagesTests {
  /// Twelve notes, one of which refers to another, and a theme whose pages read little of one another.
  private func site() -> TestSite {
    var files = [
      "content/kinds/note.yaml": """
      name: note
      fields:
        title: { type: text, required: true }
        after: { type: reference, to: note, inverse: followers }
      """,
      "themes/plain/templates/entry.html":
        "{{ entry.title }}{{ entry.content }}{{ entry.after.title if entry.after }}{% include 'foot.html' %}",
      "themes/plain/templates/foot.html": "{{ 'home'|t }}",
      "content/notes/n11.md": "---\ntitle: Last\nafter: n10\n---\nText",
    ]
    for number in 0..<11 { files["content/notes/n\(number).md"] = "---\ntitle: N\(number)\n---\nText \(number)" }
    return TestSite(files)
  }

  /// Builds twice, so that no stamp is too young to be trusted in the second, and answers what the change made.
  private func rendered(in site: TestSite, after change: () throws -> Void) async throws -> Int {
    func cached(_ options: inout BuildOptions) { options.cache = "\(site.files.path)/var" }
    try await site.buildCleanly(cached)
    #expect(try await site.buildCleanly(cached).rendered == 0)
    try change()
    return try await site.buildCleanly(cached).rendered
  }

  @Test func aTextMakesItsPageAgain() async throws {
    let site = site()
    #expect(try await rendered(in: site) { site.write("content/notes/n3.md", "---\ntitle: N3\n---\nNew") } == 1)
    #expect(site.output("notes/n3/index.html")?.contains("New") == true)
  }

  @Test func aTitleMakesThePagesAgainThatShowIt() async throws {
    let site = site()
    let count = try await rendered(in: site) { site.write("content/notes/n10.md", "---\ntitle: Ten\n---\nText 10") }
    // Its own, the one that names it, and the list.
    #expect(count == 3)
    #expect(site.output("notes/n11/index.html")?.contains("Ten") == true)
  }

  @Test func aFileThatSaysTheSameMakesNothingAgain() async throws {
    let site = site()
    #expect(try await rendered(in: site) { site.write("content/notes/n3.md", "---\ntitle: N3\n---\nText 3") } == 0)
  }

  @Test func aTemplateMakesItsUsersAgain() async throws {
    let site = site()
    let users = try await rendered(in: site) { site.write("themes/plain/templates/foot.html", "foot") }
    #expect(users == 12)
    #expect(try await rendered(in: site) { site.write("themes/plain/templates/404.html", "lost") } == 1)
  }

  @Test func whatATranslationTakesFromTheMainFileStaysAsItIs() async throws {
    let site = TestSite([
      "content/site.yaml": "title: Test\nbase_url: https://test.example.org\nlanguages: [fr, en]\ntheme: plain\n",
      "content/kinds/note.yaml":
        "name: note\nfields:\n  title: { type: text, required: true }\n  aside: { type: markdown }\n",
      "content/notes/a.md": "---\ntitle: A\naside: Voir [B](note:b).\ntemplate: own.html\n---\n",
      "content/notes/a.en.md": "---\ntitle: A\n---\n",
      "content/notes/b.md": "---\ntitle: B\n---\n",
      "themes/plain/templates/own.html": "{{ entry.aside }}",
    ])
    #expect(try await rendered(in: site) { site.write("themes/plain/templates/own.html", "<p>{{ entry.aside }}") } == 2)
    #expect(site.output("en/notes/a/index.html") == site.output("notes/a/index.html"))
    try site.remove("themes/plain/templates/own.html")
    let places = try await site.build { $0.cache = "\(site.files.path)/var" }.diagnostics.map(\.listed)
    #expect(try await site.build().diagnostics.map(\.listed) == places)
  }

  @Test func wordsMakeTheirUsersAgain() async throws {
    let site = site()
    let words = "home: Maison\ntags_title: Étiquettes\nnot_found_title: Introuvable\n"
    #expect(try await rendered(in: site) { site.write("themes/plain/i18n/fr.yaml", words) } == 12)
  }

  @Test func settingsMakeEverythingAgain() async throws {
    let site = site()
    let all = try await site.buildCleanly().published?.unchanged ?? 0
    let settings = "title: Other\nbase_url: https://test.example.org\nlanguages: [fr]\ntheme: plain\n"
    #expect(try await rendered(in: site) { site.write("content/site.yaml", settings) } > all)
  }

  @Test func whatSomebodyChangedInTheSiteIsMadeAgain() async throws {
    let site = site()
    #expect(try await rendered(in: site) { site.write("site/notes/n3/index.html", "mine") } == 1)
    #expect(site.output("notes/n3/index.html")?.hasPrefix("N3") == true)
  }

  @Test func aPageThatAsksTheClockIsMadeAgainWhenItsAnswerChanges() async throws {
    let site = TestSite([
      "content/kinds/note.yaml": "name: note\nfields:\n  title: { type: text, required: true }\n",
      "content/notes/a.md": "---\ntitle: A\nexpires: 2027-01-01\n---\n",
      "content/notes/b.md": "---\ntitle: B\ndate: 2026-11-20\n---\n",
      "themes/plain/templates/home.html": "{{ site.now.year }}",
      "themes/plain/templates/entry.html": "{{ 'old' if entry.date and entry.date < site.now }}",
    ])
    func rendered(at now: Int) async throws -> Int {
      try await site.buildCleanly {
        $0.cache = "\(site.files.path)/var"
        $0.now = now
      }.rendered
    }
    #expect(try await rendered(at: TestSite.now) > 0)
    #expect(try await rendered(at: TestSite.now + 60) == 0)
    // The page with a date and the home page, which shows the year: both hold for the day.
    #expect(try await rendered(at: TestSite.now + 86_400) == 2)
    #expect(try await rendered(at: TestSite.now - 86_400) > 0)
  }

  @Test func aDamagedRecordIsIgnored() async throws {
    let site = site()
    func cached(_ options: inout BuildOptions) { options.cache = "\(site.files.path)/var" }
    let all = try await site.buildCleanly(cached).rendered
    let name = try #require(site.files.names(in: "var").first { $0.hasSuffix(".build") })
    let bytes = try #require(site.files.read("var/\(name)"))
    var flipped = bytes
    flipped[bytes.count / 2] ^= 1
    for damaged in [[], Array(bytes.dropLast(9)), flipped, Array("not a record".utf8), bytes + [0]] {
      site.files.write(damaged, to: "var/\(name)")
      #expect(try await site.buildCleanly(cached).rendered == all)
      #expect(try await site.buildCleanly(cached).rendered == 0)
    }
  }

  @Test func theRecordIsForItsOwnerAndNotForGit() async throws {
    let site = site()
    try await site.buildCleanly { $0.cache = "\(site.files.path)/var" }
    let names = site.files.names(in: "var")
    #expect(names.contains(".gitignore") && site.files.text("var/.gitignore") == "*\n")
    let name = try #require(names.first { $0.hasSuffix(".build") })
    #expect(site.files.mode(of: "var/\(name)") == 0o600)
  }

  @Test func aFolderThatCannotBeWrittenOnlyCostsTime() async throws {
    let site = site()
    site.write("var", "a file is here")
    #expect(try await site.buildCleanly { $0.cache = "\(site.files.path)/var" }.published != nil)
  }
}
