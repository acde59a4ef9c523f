import TestSupport
import Testing

/// Where the disk is full, members are told, and nothing that they were told was kept is lost.
@Suite(.enabled(if: SmallDisk.isPossible, "only root can mount a disk"), .timeLimit(.minutes(15)))
struct SubmissionDiskTests {
  @Test func aFullDiskIsSaidAndLosesNothing() async throws {
    let site = try await WritableSite(megabytes: 9, servesPages: true)
    let zoe = try await site.member("zoe@example.org", profile: "zoe-blanc")
    var acknowledged: [String] = []
    var refusal: Visitor.Page?
    var dice = Dice(seed: 1)
    // Texts that do not pack well, so that the disk fills soon.
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
    for round in 0..<500 where refusal == nil {
      let text = "Tour \(round)"
      let letters = String(decoding: (0..<200_000).map { _ in dice.pick(alphabet) }, as: UTF8.self)
      guard let form = await zoe.open("/-/edit/profile/zoe-blanc"), form.answer.status == 200 else { break }
      let page = try #require(await zoe.submit(["headline": text, "content": letters], on: form))
      if page.answer.status == 200 { acknowledged.append(text) } else { refusal = page }
    }
    let refused = try #require(refusal, "the disk was never full")
    #expect(refused.answer.status.description.hasPrefix("5"), "\(refused.answer.status)")
    #expect(acknowledged.count > 2)
    site.service.disk?.grow(to: 200)
    try site.git("fsck", "--strict")
    let history = try site.git("log", "--all", "-p", "--format=%H")
    for text in acknowledged { #expect(history.contains("+headline: \(text)\n"), "\(text)") }
    // With room again all goes on, without a restart.
    let form = try #require(await zoe.open("/-/edit/profile/zoe-blanc"))
    let live = try #require(await zoe.submit(["headline": "De la place", "content": "Court."], on: form))
    #expect(live.path == "/profiles/zoe-blanc/" && live.answer.text.contains("De la place"))
    #expect(try site.git("status", "--porcelain") == "")
  }
}
