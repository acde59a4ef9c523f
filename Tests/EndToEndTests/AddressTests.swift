import Foundation
import TestSupport
import Testing

/// Pages that get another address or go, by form, with the real program, git and builds.
@Suite(.serialized, .timeLimit(.minutes(15))) struct AddressTests {
  private static let aliases = "# Addresses of what is gone, and where they lead now.\n"

  @Test func aDeletedPageLeadsToTheListAndNobodyMentionsIt() async throws {
    let site = try await WritableSite()
    try site.replace("languages: [fr]", with: "languages: [fr, en]", in: "content/site.yaml")
    try site.write(
      "---\nname: Zoé Blanc\naliases: [/zoe/]\n---\n", to: "content/profiles/zoe-blanc.md")
    try site.write("---\nname: Zoe Blanc\n---\n", to: "content/profiles/zoe-blanc.en.md")
    try site.write(
      WritableSite.project.replacing("[lea-durand, \"paul-petit\"]", with: "[lea-durand, zoe-blanc]   # l'équipe")
        .replacing("Un texte.", with: "Un texte de [Zoé](profile:zoe-blanc)."), to: "content/projects/meteo.md")
    try await site.commitAndWait("/projects/meteo/", for: "profiles/zoe-blanc")
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let page = try #require(await zoe.open("/-/delete/profile/zoe-blanc"))
    #expect(await zoe.submit([:], on: page)?.path == "/-/my?done=published")
    #expect(!site.has("content/profiles/zoe-blanc.md") && !site.has("content/profiles/zoe-blanc.en.md"))
    #expect(
      try site.text("content/aliases.yaml") == Self.aliases
        + "/profiles/zoe-blanc/: /profiles/\n/en/profiles/zoe-blanc/: /en/profiles/\n/zoe/: /profiles/\n")
    let project = try site.text("content/projects/meteo.md")
    #expect(project.contains("members: [lea-durand]   # l'équipe\n"))
    #expect(project.contains("[Zoé](/profiles/zoe-blanc/)"))
    #expect(try site.text("site/profiles/zoe-blanc/index.html").contains("url=/profiles/"))
    #expect(try site.text("site/zoe/index.html").contains("url=/profiles/"))
    #expect(try site.git("status", "--porcelain") == "")
    try site.check()
    // She may make a page again, at the same address.
    let form = try #require(await zoe.open("/-/new/profile"))
    #expect(await zoe.submit(["name": "Zoé Blanc"], on: form)?.path == "/profiles/zoe-blanc/")
    #expect(try site.text("content/aliases.yaml") == Self.aliases + "/zoe/: /profiles/\n")
    try site.check()
  }

  @Test func aPageThatMustBeNamedStays() async throws {
    let site = try await WritableSite()
    let head = try await site.member("head@example.org", role: "maintainer")
    try site.replace("home: page:accueil", with: "home: project:meteo", in: "content/site.yaml")
    try site.replace("title: Notre école", with: "title: Autre école", in: "content/site.yaml")
    try await site.commitAndWait("/", for: "Autre école")
    let page = try #require(await head.open("/-/delete/project/meteo"))
    let refused = try #require(await head.submit([:], on: page))
    #expect(refused.answer.status == 422 && refused.answer.text.contains("(site.yaml)"))
    #expect(site.has("content/projects/meteo.md"))
  }

  @Test func aPageMovesWithItsFilesAndEverythingThatMentionsIt() async throws {
    let site = try await WritableSite()
    try site.replace("languages: [fr]", with: "languages: [fr, en]", in: "content/site.yaml")
    try site.git("rm", "-q", "content/projects/meteo.md")
    try site.write(WritableSite.project, to: "content/projects/meteo/index.md")
    try site.write("---\nsummary: Weather\n---\n", to: "content/projects/meteo/index.en.md")
    try site.write("plan", to: "content/projects/meteo/deep/plan.txt")
    try site.write(
      "---\nname: Zoé Blanc\n---\n[le projet](project:meteo) et [son plan](/projects/meteo/deep/plan.txt)\n",
      to: "content/profiles/zoe-blanc.md")
    try await site.commitAndWait("/profiles/zoe-blanc/", for: "son plan")
    let head = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await head.open("/-/edit/project/meteo"))
    #expect(form.answer.text.contains("name=\"slug\""))
    let live = try #require(await head.submit(["slug": "pluie-et-vent", "summary": "Il pleut"], on: form))
    #expect(live.path == "/projects/pluie-et-vent/")
    #expect(!site.has("content/projects/meteo"))
    #expect(site.has("content/projects/pluie-et-vent/deep/plan.txt"))
    let text = try site.text("content/projects/pluie-et-vent/index.md")
    #expect(
      text
        == WritableSite.project.replacing("Quel temps fera-t-il à la récré ?", with: "Il pleut")
        .replacing("\"paul-petit\"]\n", with: "\"paul-petit\"]\naliases: [/projects/meteo/]\n"))
    #expect(
      try site.text("content/profiles/zoe-blanc.md")
        == "---\nname: Zoé Blanc\n---\n[le projet](project:pluie-et-vent) et [son plan](/projects/pluie-et-vent/deep/plan.txt)\n"
    )
    #expect(try site.text("site/projects/meteo/index.html").contains("url=/projects/pluie-et-vent/"))
    #expect(try site.git("log", "--format=%s").hasPrefix("Move project meteo to pluie-et-vent\n"))
    #expect(try site.git("log", "--format=%s").split(separator: "\n").count == 3)
    #expect(try site.git("status", "--porcelain") == "")
    try site.check()
    // And back, which needs no alias of its own address.
    let back = try #require(await head.open("/-/edit/project/pluie-et-vent"))
    #expect(await head.submit(["slug": "meteo"], on: back)?.path == "/projects/meteo/")
    #expect(try site.text("content/projects/meteo/index.md").contains("aliases: [/projects/pluie-et-vent/]\n"))
    try site.check()
  }

  @Test func aProfileTakesItsAccountAndItsCommentsAlong() async throws {
    let site = try await WritableSite()
    let comment = "---\n# À la main\nauthor:   profile:lea-durand\ndate: 2026-01-02\n---\nJe l’ai dit.\n"
    try site.write(comment, to: "content/comments/project/meteo/a.md")
    try site.write(
      comment.replacing("lea-durand", with: "zoe-blanc"), to: "content/comments/profile/lea-durand/b.md")
    try site.write(comment, to: "content/comments/profile/lea-durand/c.md")
    try await site.commitAndWait("/projects/meteo/", for: "Je l’ai dit.")
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let form = try #require(await lea.open("/-/edit/profile/lea-durand"))
    let live = try #require(await lea.submit(["slug": "leonie-durand"], on: form))
    #expect(live.path == "/profiles/leonie-durand/", "\(live.answer.text)")
    #expect(
      try site.text("content/projects/meteo.md")
        == WritableSite.project.replacing("[lea-durand,", with: "[leonie-durand,"))
    let moved = comment.replacing("lea-durand", with: "leonie-durand")
    #expect(try site.text("content/comments/project/meteo/a.md") == moved)
    #expect(try site.text("content/comments/profile/leonie-durand/b.md").contains("author:   profile:zoe-blanc\n"))
    #expect(try site.text("content/comments/profile/leonie-durand/c.md") == moved)
    // It is still hers, and so is her project.
    #expect(await lea.open("/-/edit/profile/leonie-durand")?.answer.status == 200)
    #expect(await lea.open("/-/edit/project/meteo")?.answer.status == 200)
    #expect(await lea.open("/-/new/profile")?.answer.status == 404)
    try site.check()
  }

  @Test(arguments: ["Météo", "../x", "a/b", "index", "-a", "x y", "a.b", "<b>"])
  func whatIsNoSlugIsRefused(slug: String) async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let page = try #require(await zoe.submit(["slug": slug, "headline": "Gardé"], on: form))
    #expect(page.answer.status == 422 && page.answer.text.contains("id=\"slug-mistake\""))
    #expect(page.answer.text.contains("Gardé") && !page.answer.text.contains("<b>\""))
    #expect(try site.git("log", "--format=%s") == "First\n")
  }

  @Test func anAddressThatIsTakenIsRefused() async throws {
    let site = try await WritableSite()
    try site.write("---\nname: Paul Petit\naliases: [/profiles/paul/]\n---\n", to: "content/profiles/paul-petit.md")
    try site.write("---\nname: Caché\ndraft: true\n---\n", to: "content/profiles/cache.md")
    try site.write("plan", to: "content/profiles/dossier/plan.txt")
    try await site.commitAndWait("/profiles/paul/", for: "url=/profiles/paul-petit/")
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    for slug in ["lea-durand", "paul", "cache", "dossier"] {
      let page = try #require(await zoe.submit(["slug": slug], on: form))
      #expect(page.answer.status == 422 && page.answer.text.contains("id=\"slug-mistake\""), "\(slug)")
    }
    // A new page of that name gets another address.
    let head = try await site.member("head@example.org", role: "maintainer")
    let new = try #require(await head.open("/-/new/profile"))
    #expect(await head.submit(["name": "Paul"], on: new)?.path == "/profiles/paul-2/")
  }

  @Test func aMoveWaitsForAReviewerAndFollowsWhatWasWrittenMeanwhile() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await lea.open("/-/edit/project/meteo"))
    let proposal = try #require(await lea.submit(["slug": "pluie"], on: form))
    #expect(proposal.path.hasPrefix("/-/submissions/") && proposal.answer.text.contains("pluie"))
    #expect(proposal.answer.text.contains("<ins>/projects/meteo/</ins>"), "what else is the same is not shown")
    #expect(!proposal.answer.text.contains("<ins>Météo du préau</ins>"))
    #expect(site.has("content/projects/meteo.md"))
    // Meanwhile somebody links to it, and somebody else changes another field of it by hand.
    let own = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    #expect(
      await zoe.submit(["content": "J’aime [ce projet](project:meteo)."], on: own)?.path == "/profiles/zoe-blanc/")
    // And somebody says something about it.
    try site.write(
      "---\nauthor: profile:zoe-blanc\ndate: 2026-01-02\n---\nEncore là.\n",
      to: "content/comments/project/meteo/z.md")
    try await site.commitAndWait("/projects/meteo/", for: "Encore là.")
    let path = String(proposal.path.prefix { $0 != "?" })
    let page = try #require(await reviewer.open(path))
    #expect(await reviewer.submit([:], to: "/accept", on: page)?.path == "\(path)?done=published")
    #expect(try site.text("content/profiles/zoe-blanc.md").contains("(project:pluie)"))
    #expect(site.has("content/comments/project/pluie/z.md") && !site.has("content/comments/project/meteo/z.md"))
    #expect(site.has("content/projects/pluie.md") && !site.has("content/projects/meteo.md"))
    #expect(await reviewer.open(path)?.answer.text.contains("/projects/pluie/") == true)
    #expect(try site.git("status", "--porcelain") == "")
    try site.check()
  }
}

extension WritableSite {
  /// Commits what was written by hand, and waits until a page says so.
  fileprivate func commitAndWait(_ page: String, for text: String) async throws {
    try git("add", "-A")
    try git("commit", "-qm", "By hand")
    let file = "site\(page)index.html"
    for _ in 0..<400 {
      if (try? self.text(file))?.contains(text) == true { return }
      try await Task.sleep(for: .milliseconds(25))
    }
    Issue.record("\(file) has no '\(text)': \(service.folder)")
  }

  /// There are no mistakes.
  fileprivate func check() throws {
    let run = try ProcessRun(preau, ["check"], in: service.folder, environment: service.environment)
    #expect(run.code == 0, "\(run.errors)")
  }

  fileprivate func replace(_ old: String, with new: String, in path: String) throws {
    try write(try text(path).replacing(old, with: new), to: path)
  }
}
