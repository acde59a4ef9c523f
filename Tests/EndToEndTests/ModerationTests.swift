import Foundation
import TestSupport
import Testing

/// Trust, spam, reports and the queue of reviewers, with the real program, git and builds.
@Suite(.timeLimit(.minutes(15))) struct ModerationTests {
  private static let form = "/-/comment/project/meteo"

  private func say(_ text: String, _ visitor: Visitor) async throws -> Visitor.Page {
    let form = try #require(await visitor.open(Self.form))
    return try #require(await visitor.submit(["content": text], on: form))
  }

  private func submission(_ page: Visitor.Page) -> String { String(page.path.prefix { $0 != "?" }) }

  private func decide(_ action: String, _ page: Visitor.Page, _ reviewer: Visitor, _ fields: [String: String] = [:])
    async throws
  {
    let shown = try #require(await reviewer.open(submission(page)))
    _ = try #require(await reviewer.submit(fields, to: action, on: shown))
  }

  /// A service that trusts after one accepted contribution.
  private func site(_ change: (WritableSite) throws -> Void = { _ in }) async throws -> WritableSite {
    let site = try await WritableSite()
    site.kill()
    try site.write("PREAU_TRUST_AFTER=1\n", to: "var/intake.env")
    try change(site)
    try await site.restart()
    return site
  }

  @Test func trustIsEarnedTakenAndGiven() async throws {
    let site = try await site { site in
      let kind = try site.text("content/kinds/project.yaml")
      try site.write(
        kind.replacing("by: members, review: true", with: "by: members, review: first"),
        to: "content/kinds/project.yaml")
      try site.git("commit", "-qam", "Trust")
    }
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let head = try await site.member("head@example.org", role: "maintainer")
    func edit(_ summary: String) async throws -> Visitor.Page {
      let form = try #require(await lea.open("/-/edit/project/meteo"))
      return try #require(await lea.submit(["summary": summary, "members": "lea-durand"], on: form))
    }
    let first = try await edit("Premier")
    #expect(first.path.hasPrefix("/-/submissions/"))
    try await decide("/accept", first, reviewer)
    #expect(try await edit("Deuxième").path == "/projects/meteo/")
    let people = try #require(await head.open("/-/people"))
    var found = ""
    for match in people.answer.text.matches(of: #/href="(/-/people/[A-Za-z0-9_-]{22})"/#) {
      let page = try #require(await head.open(String(match.1)))
      if page.answer.text.contains("lea@example.org") { found = String(match.1) }
    }
    let page = try #require(await head.open(found))
    #expect(page.answer.text.contains("1 contribution acceptée par l’équipe"))
    _ = await head.submit(["trust": "taken"], to: "/trust", on: page)
    #expect(try await edit("Troisième").path.hasPrefix("/-/submissions/"))
    _ = await head.submit(["trust": "given"], to: "/trust", on: page)
    #expect(try await edit("Quatrième").path == "/projects/meteo/")
    #expect(await head.open("/-/review/log")?.answer.text.contains("Confiance changée (given)") == true)
  }

  @Test func spamOfTrustedPeopleWaitsAndRepeatersAreNotHeard() async throws {
    let site = try await site()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    try await decide("/accept", try await say("Bonjour", zoe), reviewer)
    #expect(try await say("Encore moi", zoe).path.hasPrefix("/projects/meteo/#comment-"))
    let links = (1...9).map { "https://x\($0).example/" }.joined(separator: " ")
    for number in 1...2 {
      let held = try await say("Buy \(number) \(links)", zoe)
      #expect(held.path.hasSuffix("?done=comment-held"))
      let page = try #require(await reviewer.open(submission(held)))
      #expect(page.answer.text.contains("beaucoup de liens"))
      #expect(await zoe.open(submission(held))?.answer.text.contains("beaucoup de liens") == false)
      try await decide("/decline", held, reviewer, ["spam": "yes", "reason": "Publicité \(number)"])
    }
    let told = try await site.mail(to: "zoe@example.org", count: 3).count
    // From now on the answer is the same, and nobody is disturbed.
    let silent = try await say("Rien de mal cette fois", zoe)
    #expect(silent.path.hasSuffix("?done=comment-held") && silent.answer.text.contains("en attente de relecture"))
    #expect(await reviewer.open("/-/review")?.answer.text.contains("Météo du préau") == false)
    let spam = try #require(await reviewer.open("/-/review?view=spam"))
    #expect(spam.answer.text.contains("Météo du préau") && spam.answer.text.contains("Indésirables"))
    try await decide("/decline", silent, reviewer, ["spam": "yes", "reason": "Secrète"])
    let own = try #require(await zoe.open(submission(silent)))
    #expect(own.answer.text.contains("en attente de relecture") && !own.answer.text.contains("Secrète"))
    #expect(await zoe.open("/-/my")?.answer.text.contains("Publicité 1") == true)
    #expect(try await site.mail(to: "zoe@example.org", count: told + 1).count == told)
    // Also where nobody reviews: the page is theirs, and does not change.
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    #expect(try #require(await zoe.submit(["headline": "Nouvelle"], on: form)).path.hasSuffix("?done=submitted"))
    #expect(try !site.text("content/profiles/zoe-blanc.md").contains("Nouvelle"))
  }

  @Test func aNewAccountWithLinksWaitsWhereOthersDoNot() async throws {
    let site = try await WritableSite()
    let nour = try await site.member("nour@example.org")
    let form = try #require(await nour.open("/-/new/profile"))
    let links = (1...6).map { "https://x\($0).example/" }.joined(separator: " ")
    let held = try #require(await nour.submit(["name": "Nour", "content": "Voyez \(links)"], on: form))
    #expect(held.path.hasSuffix("?done=submitted") && !site.has("content/profiles/nour.md"))
    let fine = try #require(await nour.open("/-/new/profile"))
    #expect(
      try #require(await nour.submit(["name": "Nour Amrani", "content": "Bonjour."], on: fine)).path
        == "/profiles/nour-amrani/")
  }

  @Test func reportsLeadToDecisionsWithReasons() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand", role: "reviewer")
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let said = try await say("Quelle horreur", lea)
    let id = String(said.path.split(separator: "-").last ?? "")
    let form = try #require(await zoe.open("/-/report/project/meteo/\(id)"))
    #expect(form.answer.text.contains("Quelle horreur"))
    #expect(await zoe.submit(["reason": "abuse", "text": "Blessant"], on: form)?.answer.text.contains("Merci") == true)
    let reports = try #require(await reviewer.open("/-/review/reports"))
    #expect(reports.answer.text.contains("Blessant") && !reports.answer.text.contains("zoe@"))
    let action = String(
      try #require(reports.answer.text.firstMatch(of: #/action="[^"]*(/reports/[A-Za-z0-9_-]{22})"/#)).1)
    let unexplained = try #require(await reviewer.submit(["action": "hide"], to: action, on: reports))
    #expect(unexplained.answer.status == 422 && unexplained.answer.text.contains("Dites pourquoi"))
    _ = await reviewer.submit(["action": "hide", "reason": "Restons aimables"], to: action, on: reports)
    #expect(try site.text("site/projects/meteo/index.html").contains("Commentaire masqué par l’équipe."))
    let my = try #require(await lea.open("/-/my"))
    #expect(
      my.answer.text.contains("Commentaire masqué (Projet\u{A0}: Météo du préau)")
        && my.answer.text.contains("Restons aimables"))
    #expect(try await site.mail(to: "lea@example.org", count: 1).contains { $0.contains("/-/my#decisions") })
    // A page that is hidden is a draft, and comes back as it was; who leads to it keeps their words.
    try site.write(
      "---\nname: Paul Petit\n---\nVoir [la météo](project:meteo).\n", to: "content/profiles/paul-petit.md")
    try site.git("commit", "-qam", "A link")
    let page = try #require(await zoe.open("/-/report/project/meteo"))
    _ = await zoe.submit(["reason": "rights"], on: page)
    let again = try #require(await reviewer.open("/-/review/reports"))
    let second = String(
      try #require(again.answer.text.firstMatch(of: #/action="[^"]*(/reports/[A-Za-z0-9_-]{22})"/#)).1)
    _ = await reviewer.submit(["action": "hide", "reason": "Le temps de vérifier"], to: second, on: again)
    #expect(!site.has("site/projects/meteo/index.html"))
    #expect(try site.mistakes() == "")
    #expect(try site.text("site/profiles/paul-petit/index.html").contains("Voir la météo."))
    #expect(try site.text("content/projects/meteo.md").contains("\ndraft: true\n"))
    let decided = try #require(await reviewer.open("/-/review/reports?state=decided"))
    _ = await reviewer.submit(["action": "return"], to: second, on: decided)
    #expect(try site.text("content/projects/meteo.md") == WritableSite.project)
    #expect(site.has("site/projects/meteo/index.html"))
    let log = try #require(await reviewer.open("/-/review/log"))
    for text in ["Commentaire masqué", "Page masquée", "Page montrée de nouveau", "Le temps de vérifier"] {
      #expect(log.answer.text.contains(text), "\(text)")
    }
    #expect(try site.mistakes() == "" && site.git("status", "--porcelain") == "")
  }

  @Test func theQueueIsFilteredAndCounted() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let form = try #require(await lea.open("/-/edit/project/meteo"))
    let edited = try #require(await lea.submit(["summary": "Enfin du soleil"], on: form))
    _ = try await say("Bonjour", zoe)
    func count(_ query: String) async throws -> Int {
      let page = try #require(await reviewer.open("/-/review\(query)"))
      return page.answer.text.matches(of: #/<li data-row>/#).count
    }
    #expect(try await count("") == 2)
    #expect(try await count("?kind=project") == 1)
    #expect(try await count("?kind=/comments") == 1)
    #expect(try await count("?kind=profile") == 0)
    #expect(try await count("?state=rejected") == 0)
    #expect(try await count("?view=spam") == 0)
    try await decide("/decline", edited, reviewer, ["reason": "Pas encore"])
    #expect(try await count("?state=rejected&kind=project") == 1)
    let page = try #require(await reviewer.open("/-/review"))
    #expect(page.answer.text.contains("refusée (1)") && page.answer.text.contains("0 min"))
  }
}
