import Foundation
import TestSupport
import Testing

/// What becomes of proposals: accepted, declined, overtaken, taken up again.
@Suite(.serialized, .timeLimit(.minutes(15))) struct DecisionTests {
  @Test func aProposalWaitsForAReviewer() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let form = try #require(await lea.open("/-/edit/project/meteo"))
    let proposal = try #require(await lea.submit(["summary": "Enfin du soleil"], on: form))
    #expect(proposal.path.hasPrefix("/-/submissions/"))
    #expect(try site.text("content/projects/meteo.md") == WritableSite.project)
    #expect(try site.git("for-each-ref", "refs/preau/submissions").split(separator: "\n").count == 1)
    let queue = try #require(await reviewer.open("/-/review"))
    #expect(queue.answer.text.contains("Météo du préau"))
    let path = String(proposal.path.prefix { $0 != "?" })
    let page = try #require(await reviewer.open(path))
    #expect(page.answer.text.contains("<ins>Enfin du soleil</ins>"))
    #expect(page.answer.text.contains("<del>Quel temps fera-t-il à la récré ?</del>"))
    let done = try #require(await reviewer.submit(["reason": "Merci !"], to: "/accept", on: page))
    #expect(done.path == "\(path)?done=published")
    #expect(try site.text("site/projects/meteo/index.html").contains("Enfin du soleil"))
    #expect(try site.git("for-each-ref", "refs/preau/submissions") == "")
    #expect(try site.git("status", "--porcelain") == "")
    #expect(await lea.open("/-/my")?.answer.text.contains("Merci !") == true)
    // What was changed can still be seen.
    #expect(try #require(await lea.open(path)).answer.text.contains("<ins>Enfin du soleil</ins>"))
  }

  @Test func twoMembersWhoProposeChangesOfOneProjectLoseNothing() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let paul = try await site.member("paul@example.org", profile: "paul-petit")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    var proposals: [String] = []
    for (member, fields) in [
      (lea, ["summary": "De Léa"]), (paul, ["summary": "De Paul", "content": "Un texte de Paul."]),
    ] {
      let form = try #require(await member.open("/-/edit/project/meteo"))
      let page = try #require(await member.submit(fields, on: form))
      proposals.append(String(page.path.prefix { $0 != "?" }))
    }
    for path in proposals {
      let page = try #require(await reviewer.open(path))
      _ = await reviewer.submit([:], to: "/accept", on: page)
    }
    #expect(try site.text("content/projects/meteo.md").contains("summary: De Léa"))
    // Paul's is kept, shown beside Léa's, and taken up again.
    let conflict = try #require(await paul.open(proposals[1]))
    #expect(conflict.answer.text.contains("<ins>De Paul</ins>") && conflict.answer.text.contains("<ins>De Léa</ins>"))
    // The title, which nobody touched, is in neither of the two.
    #expect(!conflict.answer.text.contains("<del>Météo du préau</del>"))
    let address = try #require(
      conflict.answer.text.firstMatch(of: #/href="(\/-\/edit\/project\/meteo\?submission=[^"]+)"/#)?.1)
    let again = try #require(await paul.open(String(address)))
    #expect(again.answer.text.contains("De Paul") && again.answer.text.contains("«\u{A0}De Léa\u{A0}»"))
    let second = try #require(await paul.submit(["summary": "De Léa et Paul"], on: again))
    #expect(second.path.hasPrefix(proposals[1]))
    let page = try #require(await reviewer.open(proposals[1]))
    _ = await reviewer.submit([:], to: "/accept", on: page)
    let text = try site.text("content/projects/meteo.md")
    #expect(text.contains("summary: De Léa et Paul") && text.contains("Un texte de Paul."))
    #expect(text.contains("# Le projet de l'automne\ntitle:    'Météo du préau'   # guillemets simples\n"))
    #expect(try site.git("for-each-ref", "refs/preau/submissions") == "")
  }

  @Test func aSecondAdditionOfTheSameNameLeavesTheFirstAlone() async throws {
    let site = try await WritableSite()
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    var proposals: [(Visitor, String)] = []
    for name in ["lea-durand", "paul-petit"] {
      let member = try await site.member("\(name)@example.org", profile: name)
      let form = try #require(await member.open("/-/new/project"))
      let page = try #require(
        await member.submit(["title": "Même titre", "summary": "De \(name)", "members": name], on: form))
      proposals.append((member, String(page.path.prefix { $0 != "?" })))
    }
    for (_, path) in proposals {
      let page = try #require(await reviewer.open(path))
      _ = await reviewer.submit([:], to: "/accept", on: page)
    }
    let (paul, path) = proposals[1]
    let id = try #require(path.split(separator: "/").last)
    let again = try #require(await paul.open("/-/new/project?submission=\(id)"))
    #expect(try #require(await paul.submit([:], on: again)).path.hasPrefix(path))
    let page = try #require(await reviewer.open(path))
    #expect(await reviewer.submit([:], to: "/accept", on: page)?.path == "\(path)?done=published")
    #expect(try site.text("content/projects/meme-titre.md").contains("De lea-durand"))
    #expect(try site.text("content/projects/meme-titre-2.md").contains("De paul-petit"))
  }

  @Test func aSecondEditGoesOnFromTheFirst() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let form = try #require(await lea.open("/-/edit/project/meteo"))
    let first = try #require(await lea.submit(["title": "Premier titre"], on: form))
    let next = try #require(await lea.open("/-/edit/project/meteo"))
    #expect(next.answer.text.contains("Premier titre"))
    let second = try #require(await lea.submit(["summary": "Second résumé"], on: next))
    #expect(second.path.prefix { $0 != "?" } == first.path.prefix { $0 != "?" })
    #expect(
      second.answer.text.contains("<ins>Premier titre</ins>") && second.answer.text.contains("<ins>Second résumé</ins>")
    )
  }

  @Test func decisionsAreAboutWhatWasSeen() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let form = try #require(await lea.open("/-/edit/project/meteo"))
    let proposal = try #require(await lea.submit(["summary": "De Léa"], on: form))
    let path = String(proposal.path.prefix { $0 != "?" })
    let seen = try #require(await reviewer.open(path))
    let again = try #require(
      await lea.open("/-/edit/project/meteo?submission=\(path.split(separator: "/").last ?? "")"))
    #expect(try #require(await lea.submit(["summary": "Autre chose"], on: again)).path.hasPrefix(path))
    for action in ["/accept", "/decline", "/changes"] {
      let shown = try #require(await reviewer.submit(["reason": "Bien"], to: action, on: seen))
      #expect(shown.answer.status == 409 && shown.answer.text.contains("Son auteur l’a modifiée entre-temps"))
      #expect(shown.answer.text.contains(">Bien</textarea>"), "what was written to the author is kept")
      #expect(shown.answer.text.contains("<ins>Autre chose</ins>"))
    }
    #expect(try !site.text("content/projects/meteo.md").contains("Autre chose"))
  }

  /// The reference moves before the store knows of it.
  @Test func aKillBetweenReferenceAndStoreLeavesAProposalThatGoesOn() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    for (summary, isTakenUp) in [("De Léa", false), ("Encore de Léa", true)] {
      let form = try #require(await lea.open("/-/edit/project/meteo"))
      var proposal = try #require(await lea.submit(["summary": summary, "members": "lea-durand"], on: form))
      let id = try #require(proposal.path.split { $0 == "/" || $0 == "?" }.dropFirst(2).first.map(String.init))
      try site.git("update-ref", "refs/preau/submissions/\(id)", "HEAD")
      if isTakenUp {
        let again = try #require(await lea.open("/-/edit/project/meteo?submission=\(id)"))
        #expect(again.answer.text.contains(summary))
        proposal = try #require(await lea.submit(["summary": summary, "members": "lea-durand"], on: again))
      }
      let page = try #require(await reviewer.open("/-/submissions/\(id)"))
      let done = try #require(await reviewer.submit([:], to: "/accept", on: page))
      #expect(done.path == "/-/submissions/\(id)?done=published")
      #expect(try site.text("content/projects/meteo.md").contains("summary: \(summary)\n"))
      #expect(try site.git("for-each-ref", "refs/preau/submissions") == "")
    }
  }

  /// Somebody's proposal of a new summary, and its page.
  private func proposal(_ summary: String, by member: Visitor) async throws -> String {
    let form = try #require(await member.open("/-/edit/project/meteo"))
    let proposal = try #require(await member.submit(["summary": summary], on: form))
    return String(proposal.path.prefix { $0 != "?" })
  }

  @Test(arguments: ["/decline", "/changes"]) func whatIsNotAcceptedIsExplained(action: String) async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let path = try await proposal("De Léa", by: lea)
    let page = try #require(await reviewer.open(path))
    let refused = try #require(await reviewer.submit(["reason": " \u{200B} "], to: action, on: page))
    #expect(refused.answer.status == 422 && refused.answer.text.contains("Dites pourquoi"))
    #expect(await lea.open("/-/my")?.answer.text.contains("en attente de relecture") == true)
    let done = try #require(await reviewer.submit(["reason": "Trop court"], to: action, on: page))
    #expect(done.path == "\(path)?done=decided")
    #expect(await lea.open("/-/my")?.answer.text.contains("Trop court") == true)
  }

  @Test(arguments: ["/decline", "/withdraw"]) func whatIsOverCanBeTakenUpAgain(action: String) async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let path = try await proposal("Presque bien", by: lea)
    let decider = action == "/withdraw" ? lea : reviewer
    _ = await decider.submit(["reason": "Une faute"], to: action, on: try #require(await decider.open(path)))
    let over = try #require(await lea.open(path))
    #expect(over.answer.text.contains("<ins>Presque bien</ins>"))
    #expect(!over.answer.text.contains("\(path)/withdraw"))
    let address = try #require(
      over.answer.text.firstMatch(of: #/href="(\/-\/edit\/project\/meteo\?submission=[^"]+)"/#)?.1)
    let form = try #require(await lea.open(String(address)))
    #expect(form.answer.text.contains("Presque bien"))
    let second = try #require(await lea.submit(["summary": "Bien"], on: form))
    let next = String(second.path.prefix { $0 != "?" })
    // It is another proposal; what was decided stays decided.
    #expect(next.hasPrefix("/-/submissions/") && next != path)
    #expect(try #require(await lea.open(path)).answer.text.contains(action == "/decline" ? "refusée" : "retirée"))
    let page = try #require(await reviewer.open(next))
    #expect(await reviewer.submit([:], to: "/accept", on: page)?.path == "\(next)?done=published")
    #expect(try site.text("content/projects/meteo.md").contains("summary: Bien\n"))
  }

  @Test func spamIsNotKeptAndNeitherIsWhatPeopleLeaveBehind() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let spam = try await proposal("Achetez", by: lea)
    _ = await reviewer.submit(["spam": "yes"], to: "/decline", on: try #require(await reviewer.open(spam)))
    #expect(try site.git("for-each-ref", "refs/preau/submissions") == "")
    #expect(try #require(await reviewer.open(spam)).answer.status == 200)
    let withdrawn = try await proposal("Pas encore", by: lea)
    _ = await lea.submit([:], to: "/withdraw", on: try #require(await lea.open(withdrawn)))
    #expect(try site.git("for-each-ref", "refs/preau/submissions") != "")
    let leaving = try #require(await lea.open("/-/account/delete"))
    #expect(await lea.submit(["password": ServiceSite.password], on: leaving)?.path.hasPrefix("/-/sign-in") == true)
    #expect(try site.git("for-each-ref", "refs/preau/submissions") == "")
  }

  @Test func whatWouldKeepTheSiteFromBeingBuiltIsNotPublished() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let head = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await lea.open("/-/new/project"))
    let sent = try #require(
      await lea.submit(
        [
          "title": "Radio", "summary": "Voyez [Zoé](profile:zoe-blanc)", "members": "lea-durand",
          "content": "Avec [Zoé](profile:zoe-blanc).",
        ], on: form))
    let path = String(sent.path.prefix { $0 != "?" })
    _ = await head.submit([:], on: try #require(await head.open("/-/delete/profile/zoe-blanc")))
    let page = try #require(await head.open(path))
    let refused = try #require(await head.submit([:], to: "/accept", on: page))
    #expect(refused.path == path && refused.answer.text.contains("Rien n’a été publié"))
    #expect(refused.answer.text.contains("Ce lien ne mène à rien sur ce site"), "\(refused.answer.text)")
    #expect(!site.has("content/projects/radio.md"))
    #expect(try site.mistakes() == "" && site.git("status", "--porcelain") == "")
    let again = try #require(await lea.open("/-/new/project?submission=\(path.split(separator: "/").last ?? "")"))
    #expect(try #require(await lea.submit(["content": "Sans Zoé."], on: again)).path.hasPrefix(path))
    let next = try #require(await head.open(path))
    #expect(await head.submit([:], to: "/accept", on: next)?.path == "\(path)?done=published")
  }

  @Test func aProposalFollowsItsPage() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let head = try await site.member("head@example.org", role: "maintainer")
    let path = try await proposal("De Léa", by: lea)
    let open = try #require(await lea.open("/-/edit/project/meteo"))
    let form = try #require(await head.open("/-/edit/project/meteo"))
    #expect(await head.submit(["slug": "ciel"], on: form)?.path == "/projects/ciel/")
    // Accepted, it waits for its author, who is led to where the page is now.
    _ = await head.submit([:], to: "/accept", on: try #require(await head.open(path)))
    let own = try #require(await lea.open(path))
    #expect(!own.answer.text.contains("Cette page a été supprimée"))
    let address = try #require(
      own.answer.text.firstMatch(of: #/href="(\/-\/edit\/project\/ciel\?submission=[^"]+)"/#)?.1)
    let again = try #require(await lea.open(String(address)))
    #expect(again.answer.status == 200 && again.answer.text.contains("De Léa"))
    #expect(try #require(await lea.submit([:], on: again)).path.hasPrefix(path))
    let page = try #require(await head.open(path))
    #expect(await head.submit([:], to: "/accept", on: page)?.path == "\(path)?done=published")
    let text = try site.text("content/projects/ciel.md")
    #expect(text.contains("summary: De Léa") && text.contains("'Météo du préau'   # guillemets simples"))
    // And so is a form that was open all the while.
    let late = try #require(await lea.submit(["content": "Plus tard"], on: open))
    #expect(
      late.path.hasPrefix("/-/submissions/") && late.answer.text.contains("<ins>Plus tard</ins>"))
  }

  @Test func aProposalForAPageThatIsGoneSaysSo() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let head = try await site.member("head@example.org", role: "maintainer")
    let path = try await proposal("De Léa", by: lea)
    let deletion = try #require(await head.open("/-/delete/project/meteo"))
    #expect(await head.submit([:], on: deletion)?.path == "/-/my?done=published")
    let page = try #require(await head.open(path))
    _ = await head.submit([:], to: "/accept", on: page)
    let own = try #require(await lea.open(path))
    #expect(own.answer.text.contains("Cette page a été supprimée entre-temps."))
    #expect(own.answer.text.contains("<ins>De Léa</ins>") && !own.answer.text.contains("/-/edit/project/meteo"))
    // Either of the two puts it away.
    let shown = try #require(await head.open(path))
    #expect(!shown.answer.text.contains("data-accept"))
    #expect(
      await head.submit(["reason": "La page n’est plus"], to: "/decline", on: shown)?.path == "\(path)?done=decided")
    #expect(await lea.open("/-/my")?.answer.text.contains("refusée") == true)
  }

  @Test func peopleReadTitlesAndLabelsAndNotTheWordsOfFiles() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let form = try #require(await lea.open("/-/edit/project/meteo"))
    let proposal = try #require(await lea.submit(["members": "lea-durand"], on: form))
    let page = try #require(await reviewer.open(String(proposal.path.prefix { $0 != "?" })))
    #expect(page.answer.text.contains("<ins>Léa Durand</ins>"), "\(page.answer.text)")
    #expect(page.answer.text.contains("<del>Léa Durand, Paul Petit</del>"))
    _ = await reviewer.submit(["reason": "Et Paul ?"], to: "/decline", on: page)
    let log = try #require(await reviewer.open("/-/review/log"))
    #expect(log.answer.text.contains("Météo du préau") && !log.answer.text.contains("project:meteo"))
  }
}
