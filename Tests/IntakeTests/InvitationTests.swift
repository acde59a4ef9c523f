import HTTP
import Intake
import Store
import Testing

@Suite struct InvitationTests {
  @Test func anInvitationLeadsToAnAccountAndOut() async throws {
    let service = try await ServiceFixture()
    let browser = Browser(service)
    try await browser.open(try await service.intake.invite(email: "lea@example.org", name: "Léa", role: .member))
    #expect(browser.response.status == .ok)
    #expect(browser.html.contains("value=\"lea@example.org\""))
    try await browser.submit(["name": "Léa Durand", "password": Browser.password])
    #expect(browser.path == "/-/account?done=registered")
    #expect(browser.text.contains("Léa Durand, Membre"))
    try await browser.submit([:], to: "sign-out")
    #expect(browser.path == "/-/sign-in?done=signed-out")
    try await browser.open("/-/account")
    #expect(browser.path == "/-/sign-in?next=/-/account")
    try await browser.submit(["email": " LEA@Example.org ", "password": Browser.password])
    #expect(browser.path == "/-/account")
  }

  @Test func aLinkWorksOnceAndNotForOthers() async throws {
    let service = try await ServiceFixture()
    let link = try await service.intake.invite(email: nil, name: "", role: .member)
    let (first, second) = (Browser(service), Browser(service))
    try await first.open(link)
    try await second.open(link)
    try await first.submit(["name": "Ada", "email": "ada@example.org", "password": Browser.password])
    #expect(first.path.hasPrefix("/-/account"))
    try await second.submit(["name": "Bob", "email": "bob@example.org", "password": Browser.password])
    #expect(second.response.status == .gone)
    try await Browser(service).open(link)
    #expect(try await service.store.count(.all, in: Intake.collections[0]) == 1)
  }

  @Test func aDoubleTapSignsIn() async throws {
    let service = try await ServiceFixture()
    let link = try await service.intake.invite(email: nil, name: "", role: .member)
    let (first, second) = (Browser(service), Browser(service))
    try await first.open(link)
    try await second.open(link)
    let fields = ["name": "Ada", "email": "ada@example.org", "password": Browser.password]
    try await first.submit(fields)
    try await second.submit(fields)
    #expect(second.path == "/-/account?done=registered")
    try await first.open(link)
    #expect(first.path == "/-/account")
    #expect(try await service.intake.people().count == 1)
  }

  @Test func aLinkForAnybodyTellsLittleAboutWhoIsThere() async throws {
    let service = try await ServiceFixture()
    _ = try await service.signedIn(as: .member)
    let browser = Browser(service)
    try await browser.open(try await service.intake.invite(email: nil, name: "", role: .member))
    var statuses: [Status] = []
    for _ in 0..<8 {
      try await browser.submit(["name": "Eve", "email": "lea@example.org", "password": Browser.password])
      statuses.append(browser.response.status)
      if browser.response.status != .unprocessableContent { break }
    }
    #expect(statuses.last == .tooManyRequests)
  }

  @Test func aLinkGrowsOld() async throws {
    let service = try await ServiceFixture()
    let link = try await service.intake.invite(email: nil, name: "", role: .member)
    service.pass(seconds: 15 * 86_400)
    let browser = Browser(service)
    try await browser.open(link)
    #expect(browser.response.status == .gone)
    #expect(browser.text.contains("Ce lien ne sert plus"))
  }

  @Test(arguments: [
    ("azertyuiop12", "l’un des premiers"), ("p4ss", "trop court"), ("lea.durand2024", "ressemble trop"),
    ("0123456789", "l’un des premiers"),
  ])
  func weakPasswordsAreRefusedAndTheRestIsKept(password: String, message: String) async throws {
    let service = try await ServiceFixture()
    let browser = Browser(service)
    try await browser.open(try await service.intake.invite(email: nil, name: "", role: .member))
    try await browser.submit(["name": "Léa d’Arc", "email": "lea.durand@example.org", "password": password])
    #expect(browser.response.status == .unprocessableContent)
    #expect(browser.text.contains(message))
    #expect(browser.html.contains("value=\"lea.durand@example.org\"") && browser.html.contains("Léa d’Arc"))
    #expect(!browser.html.contains(password))
  }

  @Test func twoPeopleCannotClaimOneProfile() async throws {
    let service = try await ServiceFixture()
    let browsers = [Browser(service), Browser(service)]
    for (number, browser) in browsers.enumerated() {
      try await browser.open(try await service.intake.invite(email: "p\(number)@example.org", name: "P", role: .member))
    }
    let slug = try #require(browsers[0].matches("<option value=\"[a-z][^\"]*\"").first?.split(separator: "\"")[1])
    for browser in browsers { try await browser.submit(["profile": String(slug), "password": Browser.password]) }
    #expect(browsers[0].path.hasPrefix("/-/account"))
    #expect(browsers[1].response.status == .unprocessableContent)
    #expect(browsers[1].text.contains("appartient déjà à quelqu’un"))
  }

  @Test func anInvitationForAPageThatIsTakenLetsPeopleInAllTheSame() async throws {
    let service = try await ServiceFixture()
    let first = try await service.signedIn(as: .member)
    let slug = try #require(first.profiles.first)
    let early = try await service.intake.invite(email: "ada@example.org", name: "Ada", role: .member, profile: slug)
    let ada = Browser(service)
    try await ada.open(early)
    #expect(ada.profiles.isEmpty, "the page is settled")
    try await first.submit(["profile": slug], to: "account/profile")
    #expect(try await service.intake.hasOwner(slug))
    // Others are offered now, and none has to be chosen.
    try await ada.submit(["name": "Ada", "password": Browser.password])
    #expect(ada.path == "/-/account?done=registered")
    #expect(!ada.profiles.isEmpty && !ada.profiles.contains(slug))
    #expect(try await service.store.count(.equals("profile", .text(slug)), in: Intake.collections[0]) == 1)
  }

  @Test func pagesSpeakTheLanguageOfTheirAddress() async throws {
    let service = try await ServiceFixture()
    let browser = Browser(service)
    try await browser.open("/en/-/sign-in")
    #expect(browser.text.contains("Sign in") && browser.html.contains("<html lang=\"en\">"))
    try await browser.open("/-/sign-in")
    #expect(browser.text.contains("Se connecter"))
  }
}
