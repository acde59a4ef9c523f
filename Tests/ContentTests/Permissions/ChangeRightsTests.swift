import Content
import Diagnostics
import TestSupport
import Testing

/// Who may propose what, judged without a repository.
@Suite struct ChangeRightsTests {
  /// A project of Léa and Paul, one of Zoé, and a draft of Paul's.
  static let site = [
    "kinds/profile.yaml": """
    name: profile
    fields:
      name: { type: text, required: true }
      role: { type: text }
      photo: { type: image }
      github: { type: text }
      links: { type: group, list: true, fields: { label: { type: text }, url: { type: url } } }
    edit: { by: owner }
    """,
    "kinds/project.yaml": """
    name: project
    fields:
      title: { type: text, required: true }
      members: { type: reference, to: profile, list: true }
      cover: { type: image }
    edit: { by: members }
    """,
    "kinds/promo.yaml": "name: promo\nfields:\n  title: { type: text }\n",
    "kinds/link.yaml": "name: link\nfields:\n  title: { type: text }\nedit: { by: members }\n",
    "kinds/term.yaml": "name: term\nfields:\n  title: { type: text }\nedit: { by: reviewers }\n",
    "profiles/lea.md": "---\nname: Léa\nlinks: [{ label: GitHub, url: 'https://github.com/Lea-D/' }]\n---\n",
    "profiles/paul/index.md":
      "---\nname: Paul\ngithub: paulp\nlinks: [{ label: Une amie, url: 'https://github.com/friend' }]\n---\n",
    "profiles/zoe.md": "---\nname: Zoé\nlinks: [{ label: Forge, url: 'https://git.example.org/zoe' }]\n---\n",
    "profiles/zoe.jpg": "", "profiles/ami.jpg": "",
    "projects/meteo.md": "---\ntitle: Météo\nmembers: [lea, paul]\ncover: zoe-2.jpg\n---\n",
    "projects/zoe.md": "---\ntitle: Zoé\nmembers: zoe\n---\n",
    "projects/zoe-2.jpg": "",
    "projects/brouillon.md": "---\ntitle: Brouillon\ndraft: true\nmembers: [paul]\n---\n",
    "promos/serge.md": "---\ntitle: Serge\n---\n",
  ]

  private func refusals(
    _ author: String, _ changes: [(ProposedFile.Change, String, String)], adding more: [String: String] = [:]
  ) async throws -> [String] {
    let base = try await TestContent(Self.site.merging(more) { $1 }).tree
    let files = changes.map { change, path, text in
      let isInside = path.hasPrefix("content/")
      return ProposedFile(
        path: isInside ? String(path.dropFirst(8)) : nil, change, SourceFile(path: path, bytes: Array(text.utf8)))
    }
    return ChangeRights(base, profileKind: "profile").diagnostics(of: files, by: author).map { diagnostic in
      "\(diagnostic.location?.file.path ?? "-") \(diagnostic.id)"
    }
  }

  @Test(arguments: [
    ("lea", "content/profiles/lea.md"), ("lea", "content/profiles/lea.en.md"), ("lea", "content/profiles/lea.jpg"),
    ("lea", "content/profiles/lea/x/photo.jpg"), ("lea", "content/projects/meteo.md"),
    ("lea", "content/projects/meteo/index.md"), ("paul", "content/profiles/paul/index.en.md"),
    ("paul", "content/projects/brouillon.md"), ("paul", "content/projects/meteo-1.png"), ("zoe", "content/links/x.md"),
    ("github.com/lea-d", "content/profiles/lea.md"), ("https://GitHub.com/Lea-D", "content/profiles/lea.md"),
    ("Lea-D", "content/profiles/lea.md"), ("github.com/paulp", "content/profiles/paul/index.md"),
    ("https://git.example.org/zoe", "content/profiles/zoe.jpg"),
  ])
  func peopleMayChangeWhatIsTheirs(author: String, path: String) async throws {
    #expect(try await refusals(author, [(path.contains("/links/") ? .added : .changed, path, "---\n---\n")]) == [])
  }

  @Test(arguments: [
    "content/profiles/lea.md", "content/profiles/lea.en.md", "content/profiles/lea.jpg", "content/profiles/lea/a.jpg",
    "content/profiles/paul/index.md", "content/profiles/paul.md", "content/projects/meteo.md",
    "content/projects/meteo/index.md", "content/projects/meteo/deep/in/a.png", "content/projects/meteo.en.md",
    "content/projects/brouillon.md", "content/promos/serge.md", "content/promos/neu.md", "content/terms/neu.md",
  ])
  func othersMayNot(path: String) async throws {
    for change in [ProposedFile.Change.added, .changed, .deleted] {
      let refused = try await refusals("zoe", [(change, path, "---\nname: x\nmembers: [zoe]\n---\n")])
      #expect(refused == ["\(path) \(path.contains("neu") && change != .added ? "outside-entries" : "not-yours")"])
    }
  }

  @Test(arguments: [
    "content/site.yaml", "content/aliases.yaml", "content/kinds/project.yaml", "content/kinds/x.yaml",
    "content/media/logo.png", "content/profiles/ami.jpg", "content/profiles/.gitattributes",
    "content/profiles/zoe/.htaccess", "content/profiles/Zoe.md", "content/profiles/index.md",
    "content/nowhere/zoe.md", "content/zoe.md", "themes/preau/theme.yaml", ".github/workflows/check.yml",
    "static/zoe.html", "content/profiles/README", "content/profiles/../kinds/project.yaml",
  ])
  func whatBelongsToNoEntryIsNobodys(path: String) async throws {
    for change in [ProposedFile.Change.added, .changed, .deleted] {
      #expect(try await refusals("zoe", [(change, path, "---\n---\n")]) == ["\(path) outside-entries"])
    }
  }

  @Test func linksAreNoFilesOfAnEntry() async throws {
    let base = try await TestContent(Self.site).tree
    let link = ProposedFile(
      path: "profiles/zoe/photo.jpg", .added, SourceFile(path: "photo.jpg", bytes: []), isPlain: false)
    let refused = ChangeRights(base, profileKind: "profile").diagnostics(of: [link], by: "zoe")
    #expect(refused.map(\.id) == ["outside-entries"])
  }

  @Test func whatAProposalSaysOfItselfDoesNotCount() async throws {
    let taken = "---\ntitle: Météo\nmembers: [zoe]\n---\n"
    #expect(
      try await refusals(
        "zoe",
        [
          (.changed, "content/projects/meteo.md", taken),
          (.changed, "content/profiles/zoe.md", "---\nname: Zoé\nrole: maintainer\n---\n"),
          (.changed, "content/kinds/project.yaml", "name: project\nedit: { by: members, review: false }\n"),
        ]) == ["content/projects/meteo.md not-yours", "content/kinds/project.yaml outside-entries"])
  }

  @Test func aRenamedFileIsOneThatGoesAndOneThatComes() async throws {
    let text = "---\ntitle: Météo\nmembers: [zoe]\n---\n"
    #expect(
      try await refusals(
        "zoe", [(.deleted, "content/projects/meteo.md", ""), (.added, "content/projects/mienne.md", text)])
        == ["content/projects/meteo.md not-yours"])
    let own = "---\ntitle: Météo\nmembers: [lea]\n---\n"
    #expect(
      try await refusals(
        "lea", [(.deleted, "content/projects/meteo.md", ""), (.added, "content/projects/meteo-2.md", own)]) == [])
    // One page each: a second one comes before the first is gone.
    #expect(
      try await refusals(
        "zoe",
        [(.deleted, "content/profiles/zoe.md", ""), (.added, "content/profiles/zoe-b.md", "---\nname: Z\n---\n")])
        == ["content/profiles/zoe-b.md not-yours"])
  }

  @Test(
    arguments: [
      ("[zoe]", []), ("zoe", []), ("[lea, 'profile:zoe']", []), ("[lea]", ["x"]), ("[]", ["x"]), ("[promo:zoe]", ["x"]),
      ("{ zoe: zoe }", ["x"]),
    ] as [(String, [String])])
  func whoAddsAnEntryIsNamedInIt(members: String, refused: [String]) async throws {
    let text = "---\ntitle: X\nmembers: \(members)\n---\n"
    #expect(
      try await refusals("zoe", [(.added, "content/projects/x.md", text), (.added, "content/projects/x/a.png", "")])
        == (refused.isEmpty ? [] : ["content/projects/x.md unnamed-author", "content/projects/x/a.png unnamed-author"]))
  }

  /// A translation takes what it does not say from the first language, which is therefore the one that counts.
  @Test func theFirstLanguageNames() async throws {
    let naming = "---\ntitle: X\nmembers: [zoe]\n---\n"
    let silent = "---\ntitle: X\nmembers: [lea]\n---\n"
    for (first, second) in [(naming, silent), (silent, naming)] {
      let refused = try await refusals(
        "zoe", [(.added, "content/projects/x.en.md", second), (.added, "content/projects/x.md", first)])
      #expect(refused.isEmpty == (first == naming))
    }
  }

  @Test func anImageThatOthersShowIsTheirs() async throws {
    // By its name the image belongs to the project 'zoe', but 'meteo' shows it.
    #expect(
      try await refusals(
        "zoe", [(.changed, "content/projects/zoe-2.jpg", ""), (.added, "content/projects/zoe-3.jpg", "")])
        == ["content/projects/zoe-2.jpg not-yours"])
    #expect(
      try await refusals(
        "zoe", [(.deleted, "content/profiles/zoe.jpg", "")],
        adding: ["projects/zoe.md": "---\ntitle: Zoé\nmembers: lea\n---\n![x](/profiles/zoe.jpg)\n"])
        == ["content/profiles/zoe.jpg not-yours"])
  }

  @Test func aNewcomerProposesTheirProfileAndNothingElse() async throws {
    let link = "---\nname: Nour\nlinks: [{ label: Forge, url: 'https://git.example.org/nour/' }]\n---\n"
    #expect(try await refusals("nour", [(.added, "content/profiles/nour.md", "---\nname: Nour\n---\n")]) == [])
    let own: [(ProposedFile.Change, String, String)] = [
      (.added, "content/profiles/nour-amrani/index.md", link), (.added, "content/profiles/nour-amrani/moi.jpg", ""),
    ]
    #expect(try await refusals("git.example.org/nour", own) == [])
    #expect(
      try await refusals(
        "git.example.org/nour",
        own + [
          (.added, "content/projects/x.md", "---\ntitle: X\nmembers: [nour-amrani]\n---\n"),
          (.added, "content/profiles/autre.md", "---\nname: Y\n---\n"), (.changed, "content/profiles/lea.md", link),
        ]) == [
          "content/projects/x.md not-yours", "content/profiles/autre.md not-yours", "content/profiles/lea.md not-yours",
        ])
    // A profile that is somebody's already does not become a newcomer's by naming the account.
    #expect(
      try await refusals("git.example.org/nour", [(.changed, "content/profiles/lea.md", link)]) == ["- unknown-author"])
  }

  @Test(arguments: [
    "nobody", "github.com/friend", "friend", "github.com/lea", "github.com/lea-d/x", "", "LEA", "../lea",
  ])
  func whoIsNobodyIsTold(author: String) async throws {
    #expect(try await refusals(author, [(.changed, "content/profiles/lea.md", "")]) == ["- unknown-author"])
  }

  @Test func anAccountOfTwoIsNobodys() async throws {
    let refused = try await refusals(
      "github.com/lea-d", [], adding: ["profiles/zoe.md": "---\nname: Zoé\ngithub: lea-d\n---\n"])
    #expect(refused == ["- unknown-author"])
  }

  @Test func theWordsTellTheRuleAndWhatToDo() async throws {
    let base = try await TestContent(Self.site).tree
    let rights = ChangeRights(base, profileKind: "profile")
    let text = "---\ntitle: X\nmembers: [lea]\n---\n"
    let files = [
      ProposedFile(path: "projects/meteo.md", .changed, SourceFile(path: "content/projects/meteo.md", bytes: [])),
      ProposedFile(path: "projects/x.md", .added, SourceFile(path: "content/projects/x.md", bytes: Array(text.utf8))),
      ProposedFile(path: nil, .changed, SourceFile(path: "Makefile", bytes: [])),
    ]
    #expect(
      rights.diagnostics(of: files, by: "zoe").map(\.listed) == [
        "content/projects/meteo.md: error: 'project:meteo' may be changed by the people in its field 'members'; 'zoe' is none of them [not-yours] | take it out of the proposal, or ask one of them",
        "content/projects/x.md:3:10: error: who adds such an entry must be named in its field 'members'; 'zoe' is not [unnamed-author] | add 'zoe' to 'members'",
        "Makefile: error: members may change entries and what lies beside them; this belongs to no entry [outside-entries] | take it out of the proposal, or ask a reviewer to make this change",
      ])
    #expect(rights.diagnostics(of: [], by: "zoé").map(\.suggestion) == ["zoe"])
  }
}
