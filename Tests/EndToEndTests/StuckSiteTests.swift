import Foundation
import TestSupport
import Testing

/// A mistake that somebody made by hand keeps the site from being built, while members go on.
@Suite(.serialized, .timeLimit(.minutes(15))) struct StuckSiteTests {
  private static let photo = TestPicture.photo(width: 96, height: 64).png(with: [])

  @Test func whatIsSentIsKeptAndShownOnceTheSiteIsMended() async throws {
    let site = try await WritableSite()
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    let nour = try await site.member("nour@example.org")
    try site.write("---\nsummary: Sans titre\n---\n", to: "content/projects/broken.md")
    try #require(
      await eventually { await zoe.open("/-/my")?.answer.text.contains("empêche de le reconstruire") == true })

    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let file = Visitor.File("photo.file", name: "zoe.png", Self.photo)
    let later = try #require(
      await zoe.submit(["headline": "Pendant la panne", "photo.alt": "Zoé"], files: [file], on: form))
    #expect(later.path == "/-/my?done=published-later" && later.answer.text.contains("pas encore visible"))
    #expect(try site.text("content/profiles/zoe-blanc.md").contains("headline: Pendant la panne\n"))
    // The photo is known, though no build has seen it.
    let again = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    #expect(again.answer.text.contains("Pendant la panne"))
    #expect(await zoe.submit(["headline": "Encore"], on: again)?.path == "/-/my?done=published-later")

    let new = try #require(await nour.open("/-/new/profile"))
    #expect(await nour.submit(["name": "Nour Amrani"], on: new)?.path == "/-/my?done=published-later")
    let early = try #require(await nour.open("/-/edit/profile/nour-amrani"))
    #expect(early.answer.status == 503 && early.answer.text.contains("Le site attend une réparation"))

    try site.write("---\ntitle: Réparé\nsummary: Oui\nmembers: [lea-durand]\n---\n", to: "content/projects/broken.md")
    try #require(await eventually { site.has("site/profiles/nour-amrani/index.html") })
    #expect(try site.text("site/profiles/zoe-blanc/index.html").contains("Encore"))
    try #require(await eventually { await nour.open("/-/edit/profile/nour-amrani")?.answer.status == 200 })
    #expect(await zoe.open("/-/my")?.answer.text.contains("empêche de le reconstruire") == false)
  }

  private func eventually(_ holds: () async -> Bool) async -> Bool {
    for _ in 0..<2_000 {
      if await holds() { return true }
      try? await Task.sleep(for: .milliseconds(50))
    }
    return false
  }
}
