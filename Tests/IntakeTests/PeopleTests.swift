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
    #expect(newcomer.path == "/-/sign-in?done=asked")
    try await newcomer.open(try #require(try await service.deliver()?.link))
    try await newcomer.submit([:])
    #expect(newcomer.path == "/-/sign-in?done=address-confirmed")
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
    #expect(browser.path == "/-/sign-in?done=asked")
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

  @Test func aRequestThatNobodyConfirmedIsNotShown() async throws {
    let service = try await ServiceFixture(["PREAU_REGISTRATION": "approval"])
    let stranger = Browser(service)
    try await stranger.open("/-/register")
    service.pass(seconds: 20)
    try await stranger.submit(["name": "Eve", "email": "prof@example.org", "password": Browser.password])
    let maintainer = try await service.signedIn(as: .maintainer)
    try await maintainer.open("/-/people?state=pending")
    #expect(!maintainer.text.contains("prof@example.org"))
    // Whoever owns the address is invited, and the stranger's password opens nothing.
    try await maintainer.open("/-/people/invite")
    try await maintainer.submit(["people": "prof@example.org", "role": "member"])
    let owner = Browser(service)
    _ = try await service.deliver()
    try await owner.open(
      try #require(
        service.mail.messages.last { $0.to.text == "prof@example.org" && $0.link?.contains("invitations") == true }?
          .link))
    try await owner.submit(["name": "Prof", "password": "une autre cour de récréation"])
    #expect(owner.path.hasPrefix("/-/account"))
    try await stranger.open("/-/sign-in")
    try await stranger.submit(["email": "prof@example.org", "password": Browser.password])
    #expect(stranger.response.status == .unprocessableContent)
  }

  @Test func whoeverIsThereAlreadyIsNotInvitedAgain() async throws {
    let service = try await ServiceFixture()
    let maintainer = try await service.signedIn(as: .maintainer)
    try await maintainer.open("/-/people/invite")
    try await maintainer.submit(["people": "ada@example.org\nlea@example.org", "role": "member"])
    #expect(maintainer.response.status == .unprocessableContent)
    #expect(maintainer.text.contains("Ligne 2") && maintainer.text.contains("a déjà un compte"))
  }

  @Test func aNewerInvitationTakesThePlaceOfAnOlderOne() async throws {
    let service = try await ServiceFixture()
    let links = [
      try await service.intake.invite(email: "ada@example.org", name: "", role: .member),
      try await service.intake.invite(email: "ada@example.org", name: "", role: .member),
    ]
    let browser = Browser(service)
    try await browser.open(links[0])
    #expect(browser.response.status == .gone)
    try await browser.open(links[1])
    #expect(browser.response.status == .ok)
  }

  @Test func theFirstMaintainerIsOnlyOne() async throws {
    let service = try await ServiceFixture()
    let old = try await service.intake.inviteFirstMaintainer()
    let link = try await service.intake.inviteFirstMaintainer()
    let (first, late) = (Browser(service), Browser(service))
    try await late.open(old)
    #expect(late.response.status == .gone, "a newer link takes the place of an older one")
    try await late.open(link)
    try await first.open(link)
    try await first.submit(["name": "Ada", "email": "ada@example.org", "password": Browser.password])
    #expect(first.path.hasPrefix("/-/account"))
    try await late.submit(["name": "Eve", "email": "eve@example.org", "password": "une autre cour de récréation"])
    #expect(late.response.status == .gone)
    #expect(try await service.intake.people().map(\.email) == ["ada@example.org"])
  }

  @Test func aLinkForTheFirstMaintainerIsOverOnceThereIsOne() async throws {
    let service = try await ServiceFixture()
    let link = try await service.intake.inviteFirstMaintainer()
    _ = try await service.signedIn(as: .maintainer)
    let late = Browser(service)
    try await late.open(link)
    #expect(late.response.status == .gone)
  }

  @Test func nothingOfAnAddressStaysWhenItsAccountGoes() async throws {
    let service = try await ServiceFixture()
    let maintainer = try await service.signedIn(as: .maintainer)
    try await maintainer.open("/-/people/invite")
    try await maintainer.submit(["people": "gone@example.org", "role": "member"])
    let member = Browser(service)
    try await member.open(try #require(try await service.deliver()?.link))
    try await member.submit(["name": "Nour", "password": Browser.password])
    try await member.open("/-/account/delete")
    try await member.submit(["password": Browser.password])
    #expect(member.path.contains("account-deleted"))
    for page in ["/-/people", "/-/people/log", "/-/people/mail"] {
      try await maintainer.open(page)
      #expect(!maintainer.text.contains("gone@example.org"), "\(page)")
    }
  }
}
