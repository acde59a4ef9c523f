import HTTP
import Intake
import Mail
import Testing

@Suite struct PeopleTests {
  @Test func aClassIsInvitedFromASpreadsheet() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .maintainer)
    try await browser.open("/-/people/invite")
    let list = "Nom;Adresse\nAda Lovelace;ada@example.org\nZoé <zoe@example.org>\nmax@example.org\tMax\n\n"
    try await browser.submit(["people": list, "role": "member"])
    #expect(browser.text.contains("Invitations prêtes"))
    #expect(browser.matches("<svg class=\"qr\"").count == 3)
    _ = try await service.deliver()
    #expect(service.mail.messages.map(\.to.text).sorted() == ["ada@example.org", "max@example.org", "zoe@example.org"])
    let ada = Browser(service)
    try await ada.open(try #require(service.mail.messages.first { $0.to.text.hasPrefix("ada") }?.link))
    #expect(ada.html.contains("Ada Lovelace"))
    try await ada.submit(["password": Browser.password])
    #expect(ada.path.hasPrefix("/-/account"))
  }

  @Test func linesWithoutAnAddressAreNamedAndNobodyIsInvited() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .maintainer)
    try await browser.open("/-/people/invite")
    try await browser.submit(["people": "ada@example.org\nBob bob@\nada@example.org", "role": "member"])
    #expect(browser.response.status == .unprocessableContent)
    #expect(browser.text.contains("Ligne 2") && browser.text.contains("Ligne 3"))
    #expect(browser.html.contains("Bob bob@"))
    #expect(try await service.deliver() == nil)
  }

  @Test func whoAsksForAnAccountWaitsForAMaintainer() async throws {
    let service = try await ServiceFixture(["PREAU_REGISTRATION": "approval"])
    let newcomer = Browser(service)
    try await newcomer.open("/-/register")
    service.pass(seconds: 20)
    try await newcomer.submit(["name": "Nour", "email": "nour@example.org", "password": Browser.password])
    #expect(newcomer.path == "/-/sign-in?done=registered")
    try await newcomer.submit(["email": "nour@example.org", "password": Browser.password])
    #expect(newcomer.text.contains("pas encore été acceptée"))
    let maintainer = try await service.signedIn(as: .maintainer)
    try await maintainer.open("/-/people?state=pending")
    let person = try #require(maintainer.matches("/-/people/[A-Za-z0-9_-]{22}").first)
    try await maintainer.open(person)
    try await maintainer.submit(["action": "approve"], to: "/state")
    #expect(try await service.deliver()?.to.text == "nour@example.org")
    try await newcomer.open("/-/sign-in")
    try await newcomer.submit(["email": "nour@example.org", "password": Browser.password])
    #expect(newcomer.path == "/-/account")
  }

  @Test(arguments: [["website": "https://spam.example.org"], [:]])
  func machinesThatRegisterLearnNothing(extra: [String: String]) async throws {
    let service = try await ServiceFixture(["PREAU_REGISTRATION": "approval"])
    let browser = Browser(service)
    try await browser.open("/-/register")
    // At once, or with the field that people do not see.
    if !extra.isEmpty { service.pass(seconds: 20) }
    let fields = ["name": "Bot", "email": "bot@example.org", "password": Browser.password]
    try await browser.submit(fields.merging(extra) { $1 })
    #expect(browser.path == "/-/sign-in?done=registered")
    #expect(try await service.intake.people().isEmpty)
  }

  @Test func aChangedRoleAndASuspensionEndSessions() async throws {
    let service = try await ServiceFixture()
    let maintainer = try await service.signedIn(as: .maintainer)
    let member = try await service.signedIn(as: .member, email: "paul@example.org")
    try await maintainer.open("/-/people?q=paul")
    let person = try #require(maintainer.matches("/-/people/[A-Za-z0-9_-]{22}").first)
    try await maintainer.open(person)
    try await maintainer.submit(["role": "reviewer"], to: "/role")
    try await member.open("/-/account")
    #expect(member.path.hasPrefix("/-/sign-in"))
    let again = try await service.signIn("paul@example.org")
    #expect(again.text.contains("Relecteur·rice"))
    try await maintainer.open(person)
    try await maintainer.submit(["action": "suspend"], to: "/state")
    try await again.open("/-/account")
    try await again.submit(["email": "paul@example.org", "password": Browser.password])
    #expect(again.text.contains("Ce compte est suspendu"))
    try await maintainer.open("/-/people/log")
    #expect(maintainer.text.contains("Compte suspendu"))
  }

  @Test func aRevokedInvitationIsOver() async throws {
    let service = try await ServiceFixture()
    let link = try await service.intake.invite(email: "ada@example.org", name: "Ada", role: .member)
    let maintainer = try await service.signedIn(as: .maintainer)
    try await maintainer.open("/-/people")
    try await maintainer.submit([:], to: "/revoke")
    #expect(maintainer.path == "/-/people?done=invitation-revoked")
    let browser = Browser(service)
    try await browser.open(link)
    #expect(browser.response.status == .gone)
  }
}
