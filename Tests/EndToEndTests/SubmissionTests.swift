import Foundation
import TestSupport
import Testing

/// Members write to the site by forms, with the real program, git and builds.
@Suite(.serialized, .timeLimit(.minutes(15))) struct SubmissionTests {
  @Test func aMemberMakesTheirPageAndItIsLive() async throws {
    let site = try await WritableSite()
    let member = try await site.member("nour@example.org")
    let form = try #require(await member.open("/-/new/profile"))
    let live = try #require(
      await member.submit(
        ["name": "Nour Amrani", "headline": "Je tisse du code", "content": "Bonjour **vous**."], on: form))
    #expect(live.path == "/profiles/nour-amrani/")
    #expect(try site.text("site/profiles/nour-amrani/index.html").contains("Bonjour <strong>vous</strong>"))
    #expect(
      try site.text("content/profiles/nour-amrani.md")
        == "---\nname: Nour Amrani\nheadline: Je tisse du code\n---\nBonjour **vous**.\n")
    #expect(try site.git("status", "--porcelain") == "")
    let log = try site.git("log", "-1", "--format=%B%an%ae")
    #expect(log.contains("Preau-Member: ") && !log.contains("nour@example.org"))
    // The page is theirs: there is no second one, and they may change it.
    #expect(await member.open("/-/new/profile")?.answer.status == 404)
    #expect(await member.open("/-/edit/profile/nour-amrani")?.answer.status == 200)
  }

  @Test func aWholeClassPublishesAtOnce() async throws {
    let people = (0..<24).map { "person-\($0)" }
    let site = try await WritableSite { folder in
      for name in people {
        let file = folder.appending(path: "content/profiles/\(name).md")
        try Data("---\nname: \(name)\n---\n".utf8).write(to: file)
      }
      try WritableSite.git(["add", "-A"], in: folder)
      try WritableSite.git(["commit", "-q", "-m", "A class"], in: folder)
    }
    var forms: [(Visitor, Visitor.Page)] = []
    for name in people {
      let member = try await site.member("\(name)@example.org", profile: name)
      forms.append((member, try #require(await member.open("/-/edit/profile/\(name)"))))
    }
    let paths = await withTaskGroup(of: String?.self) { group in
      for (member, form) in forms {
        group.addTask { await member.submit(["headline": "Ensemble"], on: form)?.path }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(paths) == Set(people.map { "/profiles/\($0)/" }))
    for name in people { #expect(try site.text("content/profiles/\(name).md").contains("headline: Ensemble\n")) }
    #expect(try site.git("for-each-ref", "refs/preau") == "" && site.git("status", "--porcelain") == "")
  }

  @Test func aFormChangesOneLineOfWhatWasWrittenByHand() async throws {
    let site = try await WritableSite()
    let maintainer = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await maintainer.open("/-/edit/project/meteo"))
    _ = await maintainer.submit(["summary": "Pluie : quand ? #demain", "members": "lea-durand"], on: form)
    _ = form
    let diff = try site.git("diff", "HEAD~1", "--numstat")
    #expect(diff.hasPrefix("2\t2\t"), "\(diff)")
    let after = try site.text("content/projects/meteo.md")
    #expect(after.contains("# Le projet de l'automne\ntitle:    'Météo du préau'   # guillemets simples\n"))
    #expect(
      after.contains("summary: 'Pluie : quand ? #demain'\n") || after.contains("summary: \"Pluie : quand ? #demain\"\n")
    )
  }

  @Test func whatIsNotTheirsIsNotThere() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    for path in [
      "/-/edit/project/meteo", "/-/edit/profile/lea-durand", "/-/delete/project/meteo", "/-/new/promo", "/-/review",
      "/-/edit/project/nothing", "/-/new/nothing", "/-/submissions/AAAAAAAAAAAAAAAAAAAAAA",
    ] { #expect(await zoe.open(path)?.answer.status == 404, "\(path)") }
    // A form that was made for something else does not help.
    let own = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let stolen = TestAnswerPage.retargeted(own, to: "/-/edit/profile/lea-durand")
    let lost = try #require(await zoe.submit(["name": "Zoé"], on: stolen))
    #expect(lost.answer.status == 422 && lost.answer.text.contains("n’est plus à vous"))
    #expect(!lost.answer.text.contains("Léa"))
    #expect(try site.git("log", "--format=%s") == "First\n")
  }

  @Test func whatComesLaterIsNotSaidToBeThere() async throws {
    let site = try await WritableSite()
    let head = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await head.open("/-/new/article"))
    let kept = try #require(
      await head.submit(["title": "Plus tard", "date": "2999-01-01", "authors": "lea-durand"], on: form))
    #expect(kept.path == "/-/my?done=published-unseen", "\(kept.answer.text)")
    #expect(kept.answer.text.contains("sa date est à venir") && site.has("content/articles/plus-tard.md"))
    #expect(!site.has("site/articles/plus-tard/index.html"))
  }

  @Test func mistakesStandBesideTheirFieldsAndNothingIsLost() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let long = String(repeating: "x", count: 130)
    let again = try #require(await zoe.submit(["name": "", "headline": long, "content": "Tout ce texte"], on: form))
    #expect(again.answer.status == 422)
    #expect(
      again.answer.text.contains("Ce champ est nécessaire.") && again.answer.text.contains("Au plus 120 caractères."))
    #expect(again.answer.text.contains(long) && again.answer.text.contains("Tout ce texte"))
    #expect(try site.git("log", "--format=%s") == "First\n")
    let done = try #require(await zoe.submit(["name": "Zoé Blanc", "headline": "Bref"], on: again))
    #expect(done.path == "/profiles/zoe-blanc/")
  }

  @Test(arguments: [
    "x\n---\nadmin: true", "\"; rm -rf", "{{ 7 * 7 }}", "- a\n- b", "!!python/object", "&a *a", "'", "yes", "~",
  ])
  func whatPeopleWriteStaysText(text: String) async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let page = try #require(await zoe.submit(["headline": text, "content": "<script>alert(1)</script>"], on: form))
    if page.answer.status == 422 {
      #expect(text.contains("\n"), "one line is all that this field takes")
      return
    }
    let html = try site.text("site/profiles/zoe-blanc/index.html")
    #expect(!html.contains("<script>alert"))
    #expect(try #require(await zoe.open("/-/edit/profile/zoe-blanc")).answer.status == 200)
    #expect(try site.text("content/profiles/zoe-blanc.md").split(separator: "\n").filter { $0 == "---" }.count == 2)
  }

  @Test func anExpiredSessionLosesNothing() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let stranger = Visitor(port: site.service.port)
    let signIn = try #require(
      await stranger.submit(["headline": "Longuement écrit", "content": "Et encore"], on: form))
    #expect(signIn.path.hasPrefix("/-/sign-in?next="))
    let back = try #require(
      await stranger.submit(
        ["email": "zoe@example.org", "password": ServiceSite.password], to: "sign-in", on: signIn))
    #expect(back.path.hasPrefix("/-/edit/profile/zoe-blanc?draft="))
    #expect(back.answer.text.contains("Longuement écrit") && back.answer.text.contains("Et encore"))
    #expect(await stranger.submit([:], on: back)?.path == "/profiles/zoe-blanc/")
    #expect(try site.text("content/profiles/zoe-blanc.md").contains("Longuement écrit"))
  }

  @Test func twoWhoChangeDifferentFieldsBothCountAndTheSameFieldIsSaid() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let head = try await site.member("head@example.org", role: "maintainer")
    let first = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let second = try #require(await head.open("/-/edit/profile/zoe-blanc"))
    _ = await zoe.submit(["headline": "De Zoé"], on: first)
    _ = await head.submit(["content": "De l’école"], on: second)
    let both = try site.text("content/profiles/zoe-blanc.md")
    #expect(both.contains("headline: De Zoé") && both.contains("De l’école"))
    let late = try #require(await head.submit(["headline": "D’un autre"], on: second))
    #expect(late.answer.status == 422)
    #expect(late.answer.text.contains("D’un autre"), "what was typed is still there")
    #expect(late.answer.text.contains("«\u{A0}De Zoé\u{A0}»"), "and so is what somebody else wrote")
    #expect(try site.text("content/profiles/zoe-blanc.md") == both)
    // Who goes on decides.
    let decided = try #require(await head.submit(["headline": "De tous deux"], on: late))
    #expect(decided.path == "/profiles/zoe-blanc/")
    let after = try site.text("content/profiles/zoe-blanc.md")
    #expect(after.contains("headline: De tous deux") && after.contains("De l’école"))
  }

  @Test(arguments: ["[x](javascript:alert(1))", "[x](project:nope)", "![x](nulle-part.jpg)", "[x](/nulle/part/)"])
  func whatABuildWouldRefuseInATextIsSaidBesideIt(text: String) async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let refused = try #require(await zoe.submit(["content": "Un texte \(text)."], on: form))
    #expect(refused.answer.status == 422)
    #expect(refused.answer.text.contains("Un texte ") && refused.answer.text.contains("href=\"#content\""))
    #expect(try site.mistakes() == "" && site.git("log", "-1", "--format=%s") == "First\n")
  }

  @Test func aTitleWithoutLatinLettersGetsANameOfItsKind() async throws {
    let site = try await WritableSite()
    let head = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await head.open("/-/new/project"))
    let live = try #require(
      await head.submit(["title": "日本語", "summary": "Привет", "members": "lea-durand"], on: form))
    #expect(live.path == "/projects/project/", "\(live.answer.text)")
  }

  @Test func whatNobodySeesIsNoTextAndNobodyIsInATeamTwice() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let head = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let empty = try #require(await zoe.submit(["name": "\u{200B}\u{202E} \u{7}"], on: form))
    #expect(empty.answer.status == 422 && empty.answer.text.contains("Ce champ est nécessaire."))
    #expect(try #require(await zoe.submit(["action": "destroy"], on: form)).answer.status == 400)
    #expect(
      await zoe.submit(["name": "Zoé \u{202E}Blanc\u{2066}", "headline": "Oui"], on: form)?.path
        == "/profiles/zoe-blanc/")
    #expect(try site.text("content/profiles/zoe-blanc.md") == "---\nname: Zoé Blanc\nheadline: Oui\n---\n")
    // By title and by name it is the same person.
    let project = try #require(await head.open("/-/edit/project/meteo"))
    let token = try #require(project.answer.text.firstMatch(of: #/name="form_token" value="([^"]+)"/#)?.1)
    let fields = "title=M%C3%A9t%C3%A9o&summary=Beau&members=zoe-blanc&members=Zo%C3%A9+Blanc&members=zoe-blanc"
    let answer = await head.ask("POST", "/-/edit/project/meteo", body: "form_token=\(token)&\(fields)")
    #expect(answer?.status == 303)
    #expect(try site.text("content/projects/meteo.md").contains("members: [zoe-blanc]\n"))
  }

  @Test func tagsInsideOfGroupsStayApart() async throws {
    let site = try await WritableSite { folder in
      let kind = folder.appending(path: "content/kinds/project.yaml")
      let text = try String(contentsOf: kind, encoding: .utf8)
      let group =
        "  roles: { type: group, list: true, fields: { name: { type: text }, skills: { type: tag, list: true } } }\n"
      try text.replacing("\nfields:\n", with: "\nfields:\n\(group)").write(to: kind, atomically: true, encoding: .utf8)
      let project = folder.appending(path: "content/projects/meteo.md")
      let roles = "roles:\n  - { name: Web, skills: [HTML, CSS] }\n  - name: Vide\n"
      try WritableSite.project.replacing("members:", with: "\(roles)members:")
        .write(to: project, atomically: true, encoding: .utf8)
      try WritableSite.git(["commit", "-qam", "Roles"], in: folder)
    }
    let head = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await head.open("/-/edit/project/meteo"))
    #expect(await head.submit(["roles.1.skills": "Python; python, SQL"], on: form)?.path == "/projects/meteo/")
    let text = try site.text("content/projects/meteo.md")
    #expect(text.contains("  - { name: Web, skills: [HTML, CSS] }\n"), "\(text)")
    #expect(text.contains("Python, SQL") && !text.contains("python"), "\(text)")
  }

  @Test func aRepositoryThatTakesNothingLosesNothing() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    try site.git("checkout", "-q", "--detach")
    let answer = try #require(await zoe.submit(["headline": "Longuement pesé"], on: form))
    #expect(answer.answer.status == 503 && answer.answer.text.contains("Rien n’est perdu"))
    #expect(await zoe.open("/-/my")?.answer.text.contains("Zoé Blanc") == true)
    try site.git("checkout", "-q", "main")
    let again = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    #expect(again.answer.text.contains("Longuement pesé"))
    #expect(await zoe.submit([:], on: again)?.path == "/profiles/zoe-blanc/")
  }

  @Test func handEditsBesideAreLeftAlone() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    try site.write("---\nname: Léa, à la main\n---\n", to: "content/profiles/lea-durand.md")
    try site.write("---\nname: Zoé, à la main\n---\n", to: "content/profiles/zoe-blanc.md")
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let answer = try #require(await zoe.submit(["headline": "Par formulaire"], on: form))
    #expect(answer.answer.status == 503)
    #expect(try site.text("content/profiles/zoe-blanc.md").contains("à la main"))
    try site.git("commit", "-qam", "By hand")
    // What was sent was kept.
    #expect(await zoe.open("/-/my")?.answer.text.contains("en attente") == true)
    #expect(try site.text("content/profiles/lea-durand.md").contains("à la main"))
  }

  @Test func aPageIsDeletedByWhoeverOwnsIt() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let page = try #require(await zoe.open("/-/delete/profile/zoe-blanc"))
    #expect(await zoe.submit([:], on: page)?.path == "/-/my?done=published")
    #expect(!site.has("content/profiles/zoe-blanc.md"))
    #expect(try !site.text("site/profiles/zoe-blanc/index.html").contains("Zoé Blanc"))
    #expect(try site.git("show", "HEAD~1:content/profiles/zoe-blanc.md").contains("Zoé Blanc"))
  }

  @Test func withoutARepositoryFormsAreClosedAndSaySo() async throws {
    let site = try ServiceSite()
    let program = try await site.start()
    let visitor = Visitor(port: site.port)
    _ = await site.accept(try await site.firstInvitation(of: program), as: "head@example.org", visitor)
    #expect(program.output.contains("members cannot submit anything"))
    #expect(await visitor.open("/-/my")?.answer.text.contains("n’est pas dans un dépôt git") == true)
  }
}

/// A page whose form is sent elsewhere.
private enum TestAnswerPage {
  static func retargeted(_ page: Visitor.Page, to path: String) -> Visitor.Page {
    var page = page
    page.path = path
    return page
  }
}
