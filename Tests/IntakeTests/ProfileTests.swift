import HTTP
import Intake
import Store
import Testing

@Suite struct ProfileTests {
  @Test func aMemberWithoutAProfileChoosesOneLater() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .member)
    let slug = try #require(browser.profiles.first)
    try await browser.submit(["profile": slug], to: "account/profile")
    #expect(browser.path == "/-/account?done=profile-claimed")
    #expect(browser.html.contains("/profiles/\(slug)/"))
    #expect(browser.profiles.isEmpty, "who has one is not asked again")
    let other = try await service.signedIn(as: .member, email: "zoe@example.org")
    #expect(!other.profiles.contains(slug))
  }

  @Test func twoMembersCannotChooseOneProfile() async throws {
    let service = try await ServiceFixture()
    let first = try await service.signedIn(as: .member)
    let second = try await service.signedIn(as: .member, email: "zoe@example.org")
    let slug = try #require(first.profiles.first)
    try await first.submit(["profile": slug], to: "account/profile")
    try await second.submit(["profile": slug], to: "account/profile")
    #expect(second.response.status == .unprocessableContent)
    #expect(second.text.contains("appartient déjà à quelqu’un"))
    #expect(try await service.store.count(.equals("profile", .text(slug)), in: Intake.collections[0]) == 1)
  }

  @Test(arguments: ["nobody-at-all", "../etc", "a\u{0}b", "é", String(repeating: "x", count: 4_000)])
  func whatIsNoProfileIsNotGiven(slug: String) async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .member)
    try await browser.submit(["profile": slug], to: "account/profile")
    #expect(browser.response.status == .unprocessableContent)
    #expect(try await service.store.count(.not(.isMissing("profile")), in: Intake.collections[0]) == 0)
  }

  @Test func aMemberCannotChangeTheirProfileForAnother() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .member)
    let slugs = browser.profiles
    try await browser.submit(["profile": slugs[0]], to: "account/profile")
    let token = try #require(browser.forms.first?.fields["form_token"])
    try await browser.post("/-/account/profile", ["profile": slugs[1], "form_token": token])
    #expect(try await service.store.count(.equals("profile", .text(slugs[1])), in: Intake.collections[0]) == 0)
  }

  @Test func maintainersGiveAndTakeProfiles() async throws {
    let service = try await ServiceFixture()
    let member = try await service.signedIn(as: .member)
    let slug = try #require(member.profiles.first)
    let maintainer = try await service.signedIn(as: .maintainer, email: "zoe@example.org")
    try await maintainer.open("/-/people?role=member")
    let person = try #require(maintainer.matches("/-/people/[A-Za-z0-9_-]{22}").first)
    try await maintainer.open(person)
    try await maintainer.submit(["profile": slug], to: "/profile")
    #expect(maintainer.path == "\(person)?done=person-changed")
    try await member.open("/-/account")
    #expect(member.html.contains("/profiles/\(slug)/"))
    try await maintainer.submit(["profile": ""], to: "/profile")
    #expect(maintainer.text.contains("Page attribuée"))
    try await member.open("/-/account")
    #expect(member.profiles.contains(slug))
  }

  @Test func theLanguageOfAnAccountIsTheOneOfItsPages() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .member)
    try await browser.submit(["language": "en"], to: "account/details")
    #expect(browser.path == "/en/-/account?done=saved")
    try await browser.submit([:], to: "sign-out")
    try await browser.open("/-/sign-in")
    try await browser.submit(["email": "lea@example.org", "password": Browser.password])
    #expect(browser.path == "/en/-/account")
  }

  @Test func logsForgetWhatIsOld() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .maintainer)
    try await browser.open("/-/people/invite")
    try await browser.submit(["people": "ada@example.org", "role": "member"])
    _ = try await service.deliver()
    let log = try #require(Intake.collections.first { $0.name == "audit" })
    service.pass(seconds: 89 * 86_400)
    try await service.intake.removeOld()
    #expect(try await service.intake.outbox.count() == 1)
    service.pass(seconds: 2 * 86_400)
    try await service.intake.removeOld()
    #expect(try await service.intake.outbox.count() == 0)
    #expect(try await service.store.count(.all, in: log) > 0)
    service.pass(seconds: 275 * 86_400)
    try await service.intake.removeOld()
    #expect(try await service.store.count(.all, in: log) == 0)
  }
}

extension Browser {
  /// The slugs that the page's form offers.
  var profiles: [String] {
    guard html.contains("name=\"profile\"") else { return [] }
    return matches("<option value=\"[a-z][^\"]{2,}\"").map { String($0.split(separator: "\"")[1]) }
  }
}
