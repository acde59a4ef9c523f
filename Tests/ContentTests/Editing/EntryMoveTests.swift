import Content
import Diagnostics
import TestSupport
import Testing

/// Entries that get another address or go, and what others say of them.
@Suite struct EntryMoveTests {
  static let site = [
    "site.yaml": """
    title: Test
    languages: [fr, en]
    home: page:accueil
    menus:
      main: [project, 'page:accueil', project:meteo] # le projet
    """,
    "kinds/page.yaml": "name: page\nfields:\n  title: { type: text }\n",
    "kinds/profile.yaml": "name: profile\nfields:\n  name: { type: text }\n  image: { type: image }\n",
    "kinds/project.yaml": """
    name: project
    fields:
      title: { type: text }
      members: { type: reference, to: profile, list: true, required: true }
      see: { type: reference, to: [profile, project], list: true }
      lead: { type: reference, to: profile }
      note: { type: markdown }
      cover: { type: image }
      parts: { type: group, list: true, fields: { by: { type: reference, to: profile }, images: { type: image, list: true } } }
    """,
    "pages/accueil.md": "---\ntitle: Accueil\n---\n",
    "profiles/lea.md": "---\nname: Léa\naliases: [/profils/lea/]\n---\n",
    "profiles/lea-b.md": "---\nname: Autre\n---\n",
    "profiles/lea.en.md": "---\nname: Lea\n---\n",
    "projects/meteo/index.md":
      "---\ntitle: Météo\nmembers: [lea]\ncover: a.png\n---\n![x](a.png) [moi](../meteo/index.md)\n",
    "projects/meteo/a.png": "", "projects/meteo/deep/b.png": "",
    "projects/autre.md": """
    ---
    title:   'Autre'   # guillemets
    members: [lea-b, "lea",  lea]   # deux fois
    see:
      - project:meteo   # la météo
      - profile:lea
    lead: 'lea'
    note: "Voir [Léa](profile:lea) et [le projet](meteo/index.md)"
    cover: meteo/a.png
    parts:
      - by: lea-b
      - by: lea
        images: [/projects/meteo/deep/b.png, { src: ../projects/meteo/a.png, alt: lea }]
    ---
    lea et meteo sans lien. [Léa](../profiles/lea.md#haut "lea"), [là](<../profiles/lea.en.md>),
    [ici][l] ![](/projects/meteo/a.png) `[x](profile:lea)` [non](../profiles/lea-b.md) [page](/projects/meteo/)
    [dossier](meteo) [dossier](meteo/)

    [l]: project:meteo
    """,
    "aliases.yaml": "# vieux\n/vieux/: project:meteo   # là\n/en/vieux/: /en/projects/\n",
  ]

  private func tree(_ more: [String: String] = [:]) async throws -> TestContent {
    try await TestContent(Self.site.merging(more) { $1 })
  }

  /// Every file with mentions as it is to be.
  private func changed(
    _ address: String, _ fate: EntryFate, _ more: [String: String] = [:]
  ) async throws -> [String: String] {
    let content = try await tree(more)
    let mentions = try EntryMentions(of: try #require(EntryAddress(address)), fate: fate, in: content.tree)
    var changed: [String: String] = [:]
    for path in mentions.files {
      guard let bytes = content.site.read("content/\(path)") else { continue }
      if let new = try mentions.changed(path, bytes) { changed[path] = String(decoding: new, as: UTF8.self) }
    }
    return changed
  }

  @Test func everyMentionFollowsAndNothingElseChanges() async throws {
    let files = try await changed("project:meteo", .moved(to: "pluie"))
    #expect(files.keys.sorted() == ["aliases.yaml", "projects/autre.md", "projects/meteo/index.md", "site.yaml"])
    #expect(files["aliases.yaml"] == "# vieux\n/vieux/: project:pluie   # là\n/en/vieux/: /en/projects/\n")
    #expect(files["site.yaml"]?.contains("main: [project, 'page:accueil', project:pluie] # le projet") == true)
    #expect(
      files["projects/meteo/index.md"]
        == "---\ntitle: Météo\nmembers: [lea]\ncover: a.png\n---\n![x](a.png) [moi](../pluie/index.md)\n")
    let before = try #require(Self.site["projects/autre.md"])
    let expected = before.replacing("- project:meteo", with: "- project:pluie")
      .replacing("(meteo/index.md)", with: "(pluie/index.md)").replacing("cover: meteo/", with: "cover: pluie/")
      .replacing("projects/meteo/deep", with: "projects/pluie/deep").replacing(
        "projects/meteo/a.png", with: "projects/pluie/a.png"
      )
      .replacing("[page](/projects/meteo/)", with: "[page](/projects/pluie/)").replacing(
        "[dossier](meteo", with: "[dossier](pluie"
      ).replacing("[l]: project:meteo", with: "[l]: project:pluie")
    #expect(files["projects/autre.md"] == expected)
  }

  @Test func aProfileThatMovesIsFollowedByItsSlugAlone() async throws {
    let files = try await changed("profile:lea", .moved(to: "leonie"))
    let before = try #require(Self.site["projects/autre.md"])
    let expected = before.replacing("\"lea\",  lea]", with: "\"leonie\",  leonie]")
      .replacing("- profile:lea\n", with: "- profile:leonie\n").replacing("lead: 'lea'", with: "lead: 'leonie'")
      .replacing("(profile:lea) et", with: "(profile:leonie) et").replacing("by: lea\n", with: "by: leonie\n")
      .replacing("lea.md#haut", with: "leonie.md#haut").replacing("lea.en.md>", with: "leonie.en.md>")
    #expect(files["projects/autre.md"] == expected)
    #expect(files["projects/meteo/index.md"]?.contains("members: [leonie]") == true)
    #expect(files.count == 2)
  }

  @Test func whoIsGoneIsNoLongerReferredToAndLinksLeadToWhereThePageWas() async throws {
    // The projects keep somebody who is required.
    let files = try await changed(
      "profile:lea", .gone,
      [
        "projects/meteo/index.md":
          "---\ntitle: Météo\nmembers: [lea-b]\nsee: [profile:lea]\n---\n[elle](profile:lea#x)\n"
      ])
    let before = try #require(Self.site["projects/autre.md"])
    let expected = before.replacing("[lea-b, \"lea\",  lea]", with: "[lea-b]")
      .replacing("  - profile:lea\n", with: "").replacing("lead: 'lea'\n", with: "")
      .replacing("(profile:lea) et", with: "(/profiles/lea/) et").replacing(
        "  - by: lea\n    images", with: "  - images"
      )
      .replacing("(../profiles/lea.md#haut", with: "(/profiles/lea/").replacing(
        "../profiles/lea.en.md>", with: "/profiles/lea/>")
    #expect(files["projects/autre.md"] == expected)
    #expect(
      files["projects/meteo/index.md"] == "---\ntitle: Météo\nmembers: [lea-b]\n---\n[elle](/profiles/lea/)\n")
  }

  @Test(arguments: [
    ("profile:lea", "projects/meteo/index.md"), ("page:accueil", "site.yaml"), ("project:meteo", "projects/autre.md"),
  ])
  func whatCannotBeTakenAwayIsTold(address: String, path: String) async throws {
    await #expect(throws: LastingMention(path: path)) { try await changed(address, .gone) }
  }

  @Test func theUsualValueOfAFieldIsNobodysToChange() async throws {
    let kind = "name: note\nfields:\n  by: { type: reference, to: profile, default: lea }\n"
    await #expect(throws: LastingMention(path: "kinds/note.yaml")) {
      try await changed("profile:lea", .moved(to: "x"), ["kinds/note.yaml": kind])
    }
  }

  @Test(arguments: ["[x](../profiles/l%65a.md)", "[x](profile:l&#101;a)"])
  func aMentionInDisguiseStays(text: String) async throws {
    // A path in disguise is none of ours to change; it is told by `check` once the file is gone.
    let files = try? await changed(
      "profile:lea", .moved(to: "x"), ["pages/accueil.md": "---\ntitle: A\n---\n\(text) lea\n"])
    #expect(files?["pages/accueil.md"] == nil)
  }

  @Test func filesMoveWithTheirFolder() async throws {
    let tree = try await tree().tree
    let kind = try #require(tree.kinds.first { $0.name == "project" })
    let move = EntryMove(of: kind, from: "meteo", to: "pluie")
    #expect(move.path(of: "projects/meteo/index.en.md") == "projects/pluie/index.en.md")
    #expect(move.path(of: "projects/meteo/deep/b.png") == "projects/pluie/deep/b.png")
    #expect(move.path(of: "projects/meteo.en.md") == "projects/pluie.en.md")
    for other in ["projects/meteo-2.md", "projects/meteo.png", "profiles/meteo.md", "projects/autre/meteo.md"] {
      #expect(move.path(of: other) == nil)
    }
    #expect(move.reversed.path(of: "projects/pluie.md") == "projects/meteo.md")
  }

  @Test func theOldAddressIsAnAlias() async throws {
    let tree = try await tree().tree
    let kind = try #require(tree.kinds.first { $0.name == "profile" })
    func aliased(_ path: String, _ from: String, _ to: String) throws -> String {
      let bytes = Array(try #require(Self.site[path]).utf8)
      return String(
        decoding: try EntryMove(of: kind, from: from, to: to).withAliases(path, bytes, in: tree), as: UTF8.self)
    }
    #expect(
      try aliased("profiles/lea.md", "lea", "leonie")
        == "---\nname: Léa\naliases: [/profils/lea/, /profiles/lea/]\n---\n")
    #expect(try aliased("profiles/lea.en.md", "lea", "leonie") == "---\nname: Lea\naliases: [/en/profiles/lea/]\n---\n")
    #expect(
      try aliased("profiles/lea-b.md", "lea-b", "b")
        == "---\nname: Autre\naliases: [/profiles/lea-b/, /en/profiles/lea-b/]\n---\n")
  }

  @Test func aPageThatComesBackNeedsNoAlias() async throws {
    let text = "---\nname: Léa\naliases: [/profiles/ancienne/, /en/profiles/ancienne/]\n---\n"
    let tree = try await tree(["profiles/lea.md": text]).tree
    let kind = try #require(tree.kinds.first { $0.name == "profile" })
    let back = try EntryMove(of: kind, from: "lea", to: "ancienne").withAliases(
      "profiles/lea.md", Array(text.utf8), in: tree)
    #expect(String(decoding: back, as: UTF8.self) == "---\nname: Léa\naliases: [/profiles/lea/]\n---\n")
  }

  @Test func linesOfAliasesComeAndGo() throws {
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    let made = try SiteAliasFile.bytes(nil, adding: [("/a/", "/"), ("/en/b,c/", "/en/x/")])
    #expect(text(made) == "# Addresses of what is gone, and where they lead now.\n/a/: /\n\"/en/b,c/\": /en/x/\n")
    let own = Array("# mine\r\n/a: /x/ # yes\r\n\r\n/b/: /y/\r\n".utf8)
    let changed = try SiteAliasFile.bytes(own, adding: [("/a/", "/z/"), ("/c/", "/w/")], removing: ["/b/"])
    #expect(text(changed) == "# mine\r\n/a: /z/ # yes\r\n/c/: /w/\r\n\r\n")
    #expect(throws: EditError.self) { try SiteAliasFile.bytes(Array("- a\n".utf8), adding: [("/a/", "/")]) }
  }
}
