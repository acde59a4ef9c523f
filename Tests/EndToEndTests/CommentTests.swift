import Foundation
import TestSupport
import Testing

/// Members talk about what others have made, with the real program, git and builds.
@Suite(.serialized, .timeLimit(.minutes(15))) struct CommentTests {
  private static let form = "/-/comment/project/meteo"
  private static let folder = "content/comments/project/meteo"

  /// The id of the comment that an address leads to.
  private func id(_ page: Visitor.Page) throws -> String {
    String(try #require(page.path.firstMatch(of: #/#comment-([a-z0-9]{12})$/#), "\(page.path)").1)
  }

  private func say(_ text: String, _ visitor: Visitor, replyTo id: String? = nil) async throws -> Visitor.Page {
    let form = try #require(await visitor.open(Self.form + (id.map { "?reply=\($0)" } ?? "")))
    try #require(form.answer.status == 200)
    return try #require(await visitor.submit(["content": text], on: form))
  }

  @Test func theFirstWaitAndThenOneIsTrusted() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    _ = try await site.member("lea@example.org", profile: "lea-durand")
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    for number in 1...3 {
      let held = try await say("Bravo **\(number)** !", zoe)
      #expect(held.path.hasSuffix("?done=comment-held"))
      #expect(try site.git("rev-list", "--count", "HEAD") == "\(number)\n")
      #expect(await reviewer.open("/-/review")?.answer.text.contains("Météo du préau") == true)
      if number == 1 {
        #expect(!site.has(Self.folder))
        #expect(try await site.mail(to: "lea@example.org", count: 0).isEmpty, "nobody hears of what nobody accepted")
      }
      let path = String(held.path.prefix { $0 != "?" })
      let page = try #require(await reviewer.open(path))
      #expect(page.answer.text.contains("Bravo <strong>\(number)</strong>"))
      _ = try #require(await reviewer.submit([:], to: "/accept", on: page))
      #expect(try site.text("site/projects/meteo/index.html").contains("Bravo <strong>\(number)</strong>"))
    }
    let live = try await say("Tout de suite", zoe)
    let id = try id(live)
    #expect(live.path == "/projects/meteo/#comment-\(id)")
    #expect(try site.text("site/projects/meteo/index.html").contains("id=\"comment-\(id)\""))
    let file = try site.text("\(Self.folder)/\(id).md")
    #expect(file.hasPrefix("---\nauthor: profile:zoe-blanc\ndate: ") && file.hasSuffix("---\nTout de suite\n"))
    let log = try site.git("log", "-1", "--format=%B")
    #expect(log.contains("Add comment \(id) on project meteo") && log.contains("Preau-Member: ") && !log.contains("@"))
    #expect(try site.text("site/projects/meteo/comments.xml").contains("#comment-\(id)"))
    // Who made the page hears of each, without what was said; who said it does not.
    let mails = try await site.mail(to: "lea@example.org", count: 4)
    #expect(mails.count == 4 && mails.allSatisfy { $0.contains("/projects/meteo/#comment-") && !$0.contains("Bravo") })
    #expect(try await site.mail(to: "zoe@example.org", count: 3).allSatisfy { !$0.contains("#comment-") })
    #expect(try site.mistakes() == "" && site.git("status", "--porcelain") == "")
  }

  @Test func whoIsAnsweredHearsOfItAndTheirOwnWordsAreTheirs() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand", role: "reviewer")
    let nour = try await site.member("nour@example.org", role: "reviewer")
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let first = try id(try await say("Une question", nour))
    #expect(
      try site.text("\(Self.folder)/\(first).md").contains("name: Léa Durand\nmember: "), "nour has no profile yet")
    let second = try id(try await say("Une réponse", lea, replyTo: first))
    #expect(try site.text("\(Self.folder)/\(second).md").contains("reply_to: \(first)\n"))
    #expect(try await site.mail(to: "nour@example.org", count: 1).contains { $0.contains("#comment-\(second)") })
    let one = "\(Self.form)/\(first)"
    #expect(await zoe.open(one)?.answer.status == 404)
    #expect(await zoe.open("/-/me?page=/projects/meteo/")?.answer.text.contains(first) == false)
    #expect(await nour.open("/-/me?page=/projects/meteo/")?.answer.text.contains("\(one)\"") == true)
    // Its author says it otherwise, and a reviewer cannot.
    let own = try #require(await nour.open(one))
    #expect(try #require(await nour.submit(["content": "Deux questions"], on: own)).path.hasSuffix("#comment-\(first)"))
    #expect(try site.text("site/projects/meteo/index.html").contains("Deux questions"))
    let others = try #require(await lea.open(one))
    #expect(!others.answer.text.contains("name=\"content\""))
    for action in ["/delete", "/hide"] {
      let asked = try #require(await lea.submit([:], to: action, on: others))
      #expect(asked.answer.status == 422 && asked.answer.text.contains("Dites pourquoi"))
    }
    #expect(
      try #require(await lea.submit(["reason": "Hors sujet"], to: "/delete", on: others)).path
        == "/projects/meteo/#_comments")
    // The answer keeps its place, and nothing of what was said.
    let stub = try site.text("\(Self.folder)/\(first).md")
    #expect(stub.contains("deleted: true") && !stub.contains("questions") && !stub.contains("Durand"))
    let page = try site.text("site/projects/meteo/index.html")
    #expect(page.contains("Commentaire supprimé.") && page.contains("Une réponse") && !page.contains("questions"))
    // Without an answer nothing stays.
    let last = try #require(await lea.open("\(Self.form)/\(second)"))
    _ = await lea.submit([:], to: "/delete", on: last)
    #expect(!site.has("\(Self.folder)/\(second).md"))
    #expect(try !site.text("site/projects/meteo/index.html").contains("Commentaire supprimé."))
    #expect(try site.mistakes() == "")
  }

  @Test func eachAnswerHasADraftOfItsOwn() async throws {
    let site = try await WritableSite()
    let rev = try await site.member("rev@example.org", role: "reviewer")
    let said = try id(try await say("Une question", rev))
    let reply = "\(Self.form)?reply=\(said)"
    for (path, text) in [(Self.form, "Pour tous"), (reply, "Pour toi")] {
      let form = try #require(await rev.open(path))
      let kept = try #require(await rev.submit(["action": "draft", "content": text], on: form))
      #expect(kept.answer.text.contains("\"\(path)\""))
    }
    let (alone, answer) = (try #require(await rev.open(Self.form)), try #require(await rev.open(reply)))
    #expect(alone.answer.text.contains("Pour tous") && !alone.answer.text.contains("Une question"))
    #expect(answer.answer.text.contains("Pour toi") && answer.answer.text.contains("Une question"))
    let live = try #require(await rev.submit([:], on: answer))
    #expect(try site.text("\(Self.folder)/\(id(live)).md").contains("reply_to: \(said)\n"))
    #expect(await rev.open(Self.form)?.answer.text.contains("Pour tous") == true)
  }

  @Test func whatWaitsFollowsItsPageAndItsWriter() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let head = try await site.member("head@example.org", role: "maintainer")
    let waiting = try await say("Bien vu", zoe)
    let path = String(waiting.path.prefix { $0 != "?" })
    #expect(path.hasPrefix("/-/submissions/"))
    for (who, kind, slug, new) in [(zoe, "profile", "zoe-blanc", "zoe"), (head, "project", "meteo", "pluie")] {
      let form = try #require(await who.open("/-/edit/\(kind)/\(slug)"))
      #expect(try #require(await who.submit(["slug": new], on: form)).path == "/\(kind)s/\(new)/")
    }
    let page = try #require(await head.open(path))
    let accepted = try #require(await head.submit([:], to: "/accept", on: page))
    #expect(accepted.answer.status == 200, "\(accepted.answer.text)")
    #expect(!site.has("content/comments/project/meteo"))
    let html = try site.text("site/projects/pluie/index.html")
    #expect(html.contains("Bien vu") && html.contains("href=\"/profiles/zoe/\""))
    #expect(try site.mistakes() == "")
  }

  @Test func reviewersHideAndClose() async throws {
    let site = try await WritableSite()
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let said = try id(try await say("Quelle horreur", reviewer))
    let page = try #require(await reviewer.open("\(Self.form)/\(said)"))
    _ = await reviewer.submit(["reason": "Hors sujet"], to: "/hide", on: page)
    let html = try site.text("site/projects/meteo/index.html")
    #expect(html.contains("Commentaire masqué par l’équipe.") && !html.contains("horreur"))
    #expect(try site.text("\(Self.folder)/\(said).md").contains("horreur"), "the file keeps it")
    let hidden = try #require(await reviewer.open("\(Self.form)/\(said)"))
    _ = await reviewer.submit([:], to: "/show", on: hidden)
    #expect(try site.text("site/projects/meteo/index.html").contains("horreur"))
    let form = try #require(await reviewer.open(Self.form))
    let late = try #require(await zoe.open(Self.form))
    #expect(try #require(await reviewer.submit([:], to: "/close", on: form)).path == "/projects/meteo/#_comments")
    #expect(try site.text("site/projects/meteo/index.html").contains("Les commentaires sont fermés."))
    let closed = try #require(await zoe.open(Self.form))
    #expect(closed.answer.text.contains("Les commentaires sont fermés.") && !closed.answer.text.contains("<textarea"))
    let refused = try #require(await zoe.submit(["content": "Encore"], on: late))
    #expect(refused.answer.status == 403 && refused.answer.text.contains("Encore</textarea>"))
    let again = try #require(await reviewer.open(Self.form))
    _ = await reviewer.submit([:], to: "/open", on: again)
    #expect(try !site.text("site/projects/meteo/index.html").contains("Les commentaires sont fermés."))
    // Members may do none of this, and kinds that open no comments have no form.
    #expect(await zoe.open("/-/comment/promo/premiere")?.answer.status == 404)
    #expect(await zoe.open("/-/comment/project/nothing")?.answer.status == 404)
  }

  @Test func anExpiredSessionLosesNothing() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open(Self.form))
    let stranger = Visitor(port: site.service.port)
    let signIn = try #require(await stranger.submit(["content": "Longuement pesé"], on: form))
    #expect(signIn.path.hasPrefix("/-/sign-in?next="))
    let back = try #require(
      await stranger.submit(["email": "zoe@example.org", "password": ServiceSite.password], to: "sign-in", on: signIn))
    #expect(back.path.hasPrefix("\(Self.form)?draft=") && back.answer.text.contains("Longuement pesé"))
    let kept = try #require(await stranger.submit(["action": "draft"], on: back))
    #expect(kept.path == "/-/my?done=draft-kept" && kept.answer.text.contains(Self.form))
    #expect(await stranger.open(Self.form)?.answer.text.contains("Longuement pesé") == true)
    // Too much of it, or nothing, is said beside the text.
    let long = try #require(await stranger.submit(["content": String(repeating: "x", count: 10_001)], on: back))
    #expect(long.answer.status == 422 && long.answer.text.contains("Au plus 10000 caractères."))
    #expect(await stranger.submit(["content": " \n "], on: back)?.answer.status == 422)
    let preview = try #require(
      await stranger.submit(["content": "**gras** <script>x</script>", "action": "preview"], on: back))
    #expect(preview.answer.text.contains("<strong>gras</strong>") && !preview.answer.text.contains("<script>x"))
  }

  @Test(arguments: [
    "---\nadmin: true\n---", "{{ 7 * 7 }}", "<script>alert(1)</script>", "&a *a", "\u{0}\u{1B}[31mx\u{7F}",
  ])
  func whatPeopleWriteStaysText(text: String) async throws {
    let site = try await WritableSite()
    let reviewer = try await site.member("rev@example.org", role: "reviewer")
    let page = try await say("\(text)\nfin", reviewer)
    let file = try site.text("\(Self.folder)/\(try id(page)).md")
    #expect(file.hasPrefix("---\nname: Léa Durand\nmember: ") && file.hasSuffix("fin\n"))
    #expect(try site.mistakes() == "")
    #expect(try !site.text("site/projects/meteo/index.html").contains("<script>alert"))
  }

  @Test func twoWhoAnswerAtOnceAreBothHeard() async throws {
    let site = try await WritableSite()
    let rev = try await site.member("rev@example.org", role: "reviewer")
    let other = try await site.member("two@example.org", role: "reviewer")
    let first = try id(try await say("Question", rev))
    for round in 0..<5 {
      async let one = say("Un \(round)", rev, replyTo: first)
      async let two = say("Deux \(round)", other, replyTo: first)
      let ids = try await [id(one), id(two)]
      let page = try site.text("site/projects/meteo/index.html")
      #expect(ids.allSatisfy { page.contains("id=\"comment-\($0)\"") })
    }
    // One takes the question back while another answers it: whoever comes first, the tree stays whole.
    for _ in 0..<3 {
      let asked = try id(try await say("À la volée", rev))
      let page = try #require(await rev.open("\(Self.form)/\(asked)"))
      let form = try #require(await other.open("\(Self.form)?reply=\(asked)"))
      async let deleted = rev.submit([:], to: "/delete", on: page)
      async let answered = other.submit(["content": "Trop tard ?"], on: form)
      _ = await (deleted, answered)
      #expect(try site.mistakes() == "")
    }
    #expect(try site.git("status", "--porcelain") == "")
  }

  @Test func aPageThatGoesTakesItsCommentsAlong() async throws {
    let site = try await WritableSite()
    let head = try await site.member("head@example.org", role: "maintainer")
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    _ = try await say("Adieu", head)
    let held = try await say("Attendez", zoe)
    let page = try #require(await head.open("/-/delete/project/meteo"))
    _ = await head.submit([:], on: page)
    #expect(!site.has("content/projects/meteo.md") && !site.has(Self.folder))
    #expect(try site.mistakes() == "")
    // What waits has no place any more.
    let submission = try #require(await head.open(String(held.path.prefix { $0 != "?" })))
    _ = await head.submit([:], to: "/accept", on: submission)
    #expect(!site.has(Self.folder))
    #expect(await zoe.open("/-/my")?.answer.text.contains("en conflit") == true)
    #expect(try site.mistakes() == "")
  }

  @Test func whatWaitsCanBeSaidOtherwise() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let held = try await say("Brouillonne", zoe)
    let path = String(held.path.prefix { $0 != "?" })
    let id = String(path.split(separator: "/").last ?? "")
    let form = try #require(await zoe.open("\(Self.form)?submission=\(id)"))
    #expect(form.answer.text.contains("Brouillonne"))
    let again = try #require(await zoe.submit(["content": "Mieux dite"], on: form))
    #expect(again.path.hasPrefix(path))
    #expect(again.answer.text.contains("Mieux dite") && !again.answer.text.contains("Brouillonne"))
    #expect(try site.git("for-each-ref", "refs/preau/submissions").split(separator: "\n").count == 1)
  }

  @Test func whileServingTheFormsOfTheServiceComeFirst() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    site.kill()
    let program = try await site.service.start("serve", says: "Serving the site")
    defer { program.kill() }
    var form: Visitor.Page?
    for _ in 0..<200 where form?.answer.status != 200 {
      form = await zoe.open(Self.form)
      if form?.answer.status != 200 { try await Task.sleep(for: .milliseconds(50)) }
    }
    let page = try #require(form)
    let token = String(try #require(page.answer.text.firstMatch(of: #/name="form_token" value="([^"]+)"/#)).1)
    for path in ["/-/markdown/comment", "/-/markdown"] {
      let answer = try #require(await zoe.ask("POST", path, body: "text=**gras**&form_token=\(token)"))
      #expect(answer.status == 200 && answer.text.contains("<strong>gras</strong>"), "\(path)")
    }
    #expect(await zoe.ask("GET", "/-/preview.js")?.status == 200)
  }
}
