import Foundation
import TestSupport
import Testing

/// Whatever becomes of a form, what was typed into it is still somewhere, without scripts.
@Suite(.serialized, .timeLimit(.minutes(15))) struct LostFormTests {
  private static let edit = "/-/edit/profile/zoe-blanc"

  @Test func aFileThatIsTooLargeIsRefusedBesideItsField() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open(Self.edit))
    let film = [UInt8](repeating: 7, count: 70 << 20)
    let again = try #require(
      await zoe.submit(
        ["headline": "Longuement pesé", "photo.alt": "Zoé"],
        files: [.init("photo.file", name: "film.mov", film)], on: form))
    #expect(again.answer.status == 422 && again.answer.text.contains("value=\"Longuement pesé\""))
    #expect(again.answer.text.contains("id=\"photo-mistake\"") && again.answer.text.contains("dépasse 20\u{A0}Mo"))
    #expect(try site.files(in: "var/uploads").isEmpty)
    // A draft is kept without it, and says so.
    let kept = try #require(
      await zoe.submit(["action": "draft"], files: [.init("photo.file", name: "film.mov", film)], on: again))
    #expect(kept.answer.status == 422 && kept.answer.text.contains("film.mov"))
    #expect(await zoe.open(Self.edit)?.answer.text.contains("value=\"Longuement pesé\"") == true)
    #expect(await zoe.submit(["photo.alt": ""], on: again)?.path == "/profiles/zoe-blanc/")
  }

  @Test func whatIsTooMuchAltogetherIsToldInFrench() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/comment/project/meteo"))
    let answer = try #require(await zoe.send(["content": String(repeating: "x", count: 300_000)], on: form))
    #expect(answer.status == 413 && answer["Content-Type"] == "text/html; charset=utf-8")
    #expect(answer.text.contains("Revenez en arrière") && answer["Content-Security-Policy"] != nil)
    // A text that no file can hold comes back in its form.
    let page = try #require(await zoe.open("/-/new/article"))
    let huge = String(repeating: "x", count: 6 << 20)
    let whole = try #require(await zoe.submit(["title": "Long", "content": huge], on: page))
    #expect(whole.answer.status == 413 && whole.answer.text.contains("Revenez en arrière"))
    let text = "début " + String(repeating: "x", count: (4 << 20) - 10)
    let long = try #require(await zoe.submit(["title": "Long", "content": text], on: page))
    #expect(long.answer.status == 422 && long.answer.text.contains("partagez-le en plusieurs"))
    #expect(long.answer.text.contains("début xxx"))
  }

  @Test func aFormOfAnEarlierSessionIsShownAgain() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open(Self.edit))
    let comment = try #require(await zoe.open("/-/comment/project/meteo"))
    let account = try #require(await zoe.open("/-/account"))
    _ = await zoe.submit([:], to: "sign-out", on: account)
    _ = try #require(await site.service.signIn("zoe@example.org", zoe))
    let again = try #require(await zoe.submit(["headline": "Longuement pesé"], on: form))
    #expect(again.answer.status == 422 && again.answer.text.contains("Rien n’est perdu"))
    #expect(again.answer.text.contains("value=\"Longuement pesé\""))
    #expect(try site.git("log", "--format=%s") == "First\n", "nothing was done with it")
    #expect(await zoe.submit([:], on: again)?.path == "/profiles/zoe-blanc/")
    let said = try #require(await zoe.submit(["content": "Bien pesé, aussi"], on: comment))
    #expect(said.answer.status == 422 && said.answer.text.contains("Bien pesé, aussi"))
    #expect(said.answer.text.contains("Rien n’est perdu"))
    #expect(await zoe.submit([:], on: said)?.path.hasPrefix("/-/submissions/") == true)
    // Other actions are not for repeating, and another site's form is nobody's.
    #expect(await zoe.submit([:], to: "sign-out", on: account)?.answer.status == 403)
  }

  @Test func theFormOfAPageThatIsGoneIsShownAsANewOne() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let head = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await lea.open("/-/edit/project/meteo"))
    let comment = try #require(await zoe.open("/-/comment/project/meteo"))
    let deletion = try #require(await head.open("/-/delete/project/meteo"))
    _ = try #require(await head.submit([:], on: deletion))
    #expect(!site.has("content/projects/meteo.md"))
    let again = try #require(await lea.submit(["summary": "Longuement pesé"], on: form))
    #expect(again.answer.status == 422 && again.answer.text.contains("n’existe plus"))
    #expect(again.answer.text.contains("Longuement pesé"))
    let sent = try #require(await lea.submit([:], to: "/-/new/project", on: again))
    #expect(sent.path.hasPrefix("/-/submissions/") && sent.answer.text.contains("Longuement pesé"))
    // What was said about it has no place any more; its writer can copy it.
    let lost = try #require(await zoe.submit(["content": "<b>Bravo</b>"], on: comment))
    #expect(lost.answer.status == 404 && lost.answer.text.contains("&lt;b&gt;Bravo&lt;/b&gt;</textarea>"))
  }

  @Test func whoLostTheRightToAPageKeepsTheirWords() async throws {
    let site = try await WritableSite()
    let paul = try await site.member("paul@example.org", profile: "paul-petit")
    let head = try await site.member("head@example.org", role: "maintainer")
    let form = try #require(await paul.open("/-/edit/project/meteo"))
    let own = try #require(await head.open("/-/edit/project/meteo"))
    let live = try #require(await head.submit(["members": "lea-durand"], on: own))
    #expect(live.path == "/projects/meteo/", "\(live.answer.text)")
    let again = try #require(await paul.submit(["summary": "Longuement pesé"], on: form))
    #expect(again.answer.status == 422 && again.answer.text.contains("n’est plus à vous"))
    #expect(again.answer.text.contains("Longuement pesé"))
    #expect(try !site.text("content/projects/meteo.md").contains("Longuement"))
    // A form that names no version of it was never that of its page.
    #expect(await paul.ask("POST", "/-/edit/project/meteo", body: "")?.status == 404)
  }

  @Test func whoSendsTooOftenFindsADraft() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open("/-/comment/project/meteo"))
    var sent = 0
    var last: Visitor.Page?
    // Some may be sent again after a while, and a busy machine takes a while.
    while last?.answer.status != 429, sent < 200 {
      sent += 1
      last = await zoe.submit(["content": "Message \(sent)."], on: form)
    }
    let refused = try #require(last)
    #expect(refused.answer.status == 429 && refused.answer.text.contains("gardé dans vos brouillons"))
    #expect(await zoe.open("/-/comment/project/meteo")?.answer.text.contains("Message \(sent).") == true)
  }

  @Test func aFormThatWasOpenWhileItsPageMovedDoesNotMoveItBack() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let (first, second) = (try #require(await zoe.open(Self.edit)), try #require(await zoe.open(Self.edit)))
    #expect(await zoe.submit(["slug": "zoe"], on: first)?.path == "/profiles/zoe/")
    #expect(await zoe.submit(["headline": "Restée"], on: second)?.path == "/profiles/zoe/")
    #expect(try site.text("content/profiles/zoe.md").contains("headline: Restée\n"))
    #expect(!site.has("content/profiles/zoe-blanc.md"))
  }

  @Test func whatWasSentWithoutASessionIsListedAndItsFilesAreNamed() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let form = try #require(await zoe.open(Self.edit))
    let stranger = Visitor(port: site.service.port)
    let signIn = try #require(
      await stranger.submit(
        ["headline": "Longuement pesé"], files: [.init("photo.file", name: "moi.png", [1, 2, 3])], on: form))
    #expect(signIn.path.hasPrefix("/-/sign-in?next="))
    let back = try #require(
      await stranger.submit(["email": "zoe@example.org", "password": ServiceSite.password], to: "sign-in", on: signIn))
    #expect(back.answer.text.contains("Longuement pesé"))
    #expect(back.answer.text.contains("moi.png\u{A0}: choisissez à nouveau ce fichier."))
    #expect(await zoe.open("/-/my")?.answer.text.contains("\"\(Self.edit)\"") == true)
    #expect(await zoe.open(Self.edit)?.answer.text.contains("Longuement pesé") == true)
  }

  @Test func aReasonOfAnEarlierSessionCanBeCopied() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let rev = try await site.member("rev@example.org", role: "reviewer")
    let form = try #require(await lea.open("/-/edit/project/meteo"))
    let sent = try #require(await lea.submit(["summary": "Autre"], on: form))
    let page = try #require(await rev.open(String(sent.path.prefix { $0 != "?" })))
    let account = try #require(await rev.open("/-/account"))
    _ = await rev.submit([:], to: "sign-out", on: account)
    _ = try #require(await site.service.signIn("rev@example.org", rev))
    let lost = try #require(await rev.submit(["reason": "Longuement pesée"], to: "/changes", on: page))
    #expect(lost.answer.status == 403 && lost.answer.text.contains("Longuement pesée</textarea>"))
  }

  @Test func everyImageOfATextIsDescribed() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let form = try #require(await lea.open("/-/edit/project/meteo"))
    let photo = TestPicture.photo(width: 96, height: 64).png()
    let shown = try #require(
      await lea.submit(
        ["action": "preview", "content.alt": "Le ciel"],
        files: [.init("content.file", name: "a.png", photo), .init("content.file", name: "b.png", photo)], on: form))
    #expect(shown.answer.text.matches(of: #/!\[Le ciel\]\(upload:/#).count == 2)
  }

  @Test func aDraftReplacesAnotherOnlyWhenItsWriterSaysSo() async throws {
    let site = try await WritableSite()
    let lea = try await site.member("lea@example.org", profile: "lea-durand")
    let new = "/-/new/article"
    let (first, second) = (try #require(await lea.open(new)), try #require(await lea.open(new)))
    #expect(await lea.submit(["action": "draft", "title": "Un"], on: first)?.path == "/-/my?done=draft-kept")
    let asked = try #require(await lea.submit(["action": "draft", "title": "Deux"], on: second))
    #expect(asked.answer.status == 422 && asked.answer.text.contains("«\u{A0}Un\u{A0}»"))
    #expect(asked.answer.text.contains("value=\"Deux\""))
    let resumed = try #require(await lea.open(new))
    #expect(resumed.answer.text.contains("value=\"Un\"") && resumed.answer.text.contains("Commencer sans lui"))
    #expect(await lea.open("\(new)?draft=none")?.answer.text.contains("value=\"Un\"") == false)
    #expect(
      await lea.submit(["action": "draft", "title": "Un, plus long"], on: resumed)?.path == "/-/my?done=draft-kept")
    #expect(await lea.open(new)?.answer.text.contains("Un, plus long") == true)
    // What is sent takes no other draft along.
    let third = try #require(await lea.open("\(new)?draft=none"))
    let sent = try #require(
      await lea.submit(["title": "Trois", "authors": "lea-durand", "date": "2026-01-02"], on: third))
    #expect(sent.path.hasPrefix("/-/submissions/"), "\(sent.answer.text)")
    #expect(await lea.open(new)?.answer.text.contains("Un, plus long") == true)
    // Kept once more, now that they know of the first as it is.
    let again = try #require(await lea.submit(["action": "draft"], on: asked))
    let last = again.answer.status == 422 ? try #require(await lea.submit(["action": "draft"], on: again)) : again
    #expect(last.path == "/-/my?done=draft-kept")
    #expect(await lea.open(new)?.answer.text.contains("value=\"Deux\"") == true)
  }
}
