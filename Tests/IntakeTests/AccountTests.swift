import HTTP
import Intake
import Mail
import Store
import Testing

@Suite struct AccountTests {
  @Test func aNewPasswordEndsOtherDevicesAndIsTold() async throws {
    let service = try await ServiceFixture()
    let phone = try await service.signedIn(as: .member)
    let laptop = try await service.signIn()
    try await phone.open("/-/account")
    #expect(phone.text.contains("cet appareil"))
    try await phone.submit(
      ["password": Browser.password, "new_password": "une autre phrase de passe"], to: "account/password")
    #expect(phone.path == "/-/account?done=password-changed")
    try await laptop.open("/-/account")
    #expect(laptop.path.hasPrefix("/-/sign-in"))
    #expect(try await service.deliver()?.subject.contains("mot de passe a changé") == true)
    try await laptop.submit(["email": "lea@example.org", "password": Browser.password])
    #expect(laptop.response.status == .unprocessableContent)
    try await laptop.submit(["email": "lea@example.org", "password": "une autre phrase de passe"])
    #expect(laptop.path == "/-/account")
  }

  @Test func theOldPasswordIsNeededForANewOne() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .member)
    try await browser.open("/-/account")
    try await browser.submit(
      ["password": "guess", "new_password": "une autre phrase de passe"], to: "account/password")
    #expect(browser.response.status == .unprocessableContent)
    #expect(browser.text.contains("n’est pas votre mot de passe actuel"))
  }

  @Test func aForgottenPasswordIsReplacedByALinkThatWorksOnce() async throws {
    let service = try await ServiceFixture()
    let signedIn = try await service.signedIn(as: .member)
    let browser = Browser(service)
    try await browser.open("/-/reset")
    try await browser.submit(["email": "lea@example.org"])
    let link = try #require(try await service.deliver()?.link)
    // A scanner that follows links uses nothing up.
    try await Browser(service).open(link)
    try await browser.open(link)
    try await browser.submit(["password": "une autre phrase de passe"])
    #expect(browser.path == "/-/sign-in?done=password-changed")
    try await browser.open(link)
    #expect(browser.response.status == .gone)
    try await signedIn.open("/-/account")
    #expect(signedIn.path.hasPrefix("/-/sign-in"))
  }

  @Test func aResetLinkIsOverAfterAnHour() async throws {
    let service = try await ServiceFixture()
    _ = try await service.signedIn(as: .member)
    let browser = Browser(service)
    try await browser.open("/-/reset")
    try await browser.submit(["email": "lea@example.org"])
    let link = try #require(try await service.deliver()?.link)
    service.pass(seconds: 3_601)
    try await browser.open(link)
    #expect(browser.response.status == .gone)
  }

  @Test func anAddressChangesOnceItIsProved() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .member)
    try await browser.open("/-/account")
    try await browser.submit(["email": "new@example.org", "password": Browser.password], to: "account/email")
    #expect(browser.path == "/-/account?done=mail-sent")
    let message = try #require(try await service.deliver())
    #expect(message.to.text == "new@example.org")
    #expect(browser.text.contains("lea@example.org"))
    try await browser.open(try #require(message.link))
    try await browser.submit([:])
    #expect(browser.path == "/-/account?done=email-changed")
    #expect(browser.text.contains("new@example.org"))
    _ = try await service.deliver()
    #expect(service.mail.messages.map(\.to.text) == ["new@example.org", "lea@example.org"])
  }

  @Test func anAddressOfSomebodyElseCannotBeTaken() async throws {
    let service = try await ServiceFixture()
    _ = try await service.signedIn(as: .member, email: "paul@example.org")
    let browser = try await service.signedIn(as: .member)
    try await browser.open("/-/account")
    try await browser.submit(["email": "paul@example.org", "password": Browser.password], to: "account/email")
    // The page says the same as for a free address.
    #expect(browser.path == "/-/account?done=mail-sent")
    #expect(try await service.deliver()?.subject.contains("déjà un compte") == true)
  }

  @Test func sessionsEndWithTime() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .member)
    for _ in 0..<6 {
      service.pass(seconds: 29 * 86_400)
      try await browser.open("/-/account")
      #expect(browser.path == "/-/account")
    }
    // However busy, half a year is the end.
    service.pass(seconds: 29 * 86_400)
    try await browser.open("/-/account")
    #expect(browser.path.hasPrefix("/-/sign-in"))
    let idle = try await service.signIn()
    service.pass(seconds: 31 * 86_400)
    try await idle.open("/-/account")
    #expect(idle.path.hasPrefix("/-/sign-in"))
  }

  @Test func anAccountGoesWithAllThatIsItsOwn() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .member)
    try await browser.open("/-/account/data")
    #expect(browser.html.contains("\"email\":\"lea@example.org\"") && !browser.html.contains("argon2"))
    try await browser.open("/-/account/delete")
    try await browser.submit(["password": Browser.password])
    #expect(browser.path == "/-/sign-in?done=account-deleted")
    for collection in Intake.collections {
      for document in try await service.store.find(in: collection) {
        let text = String(decoding: try DocumentValue.object(document.fields).json(), as: UTF8.self)
        #expect(collection.name == "audit" && !text.contains("Léa"), "\(collection.name): \(text)")
      }
    }
  }

  @Test func theLastMaintainerStays() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .maintainer)
    try await browser.open("/-/account/delete")
    try await browser.submit(["password": Browser.password])
    #expect(browser.response.status == .unprocessableContent)
    #expect(browser.text.contains("dernier compte de responsable"))
  }
}

extension ServiceFixture {
  /// Another browser of the account that `signedIn` has made.
  func signIn(_ email: String = "lea@example.org") async throws -> Browser {
    let browser = Browser(self)
    try await browser.open("/-/sign-in")
    try await browser.submit(["email": email, "password": Browser.password])
    #expect(browser.path == "/-/account")
    return browser
  }

  @Test func mailedLinksEndWithAChangeOfPasswordOrAddress() async throws {
    let service = try await ServiceFixture()
    let thief = Browser(service)
    let owner = try await service.signedIn(as: .member)
    try await thief.open("/-/reset")
    try await thief.submit(["email": "lea@example.org"])
    let link = try #require(try await service.deliver()?.link)
    try await owner.submit(
      ["password": Browser.password, "new_password": "une autre cour de récréation"], to: "account/password")
    #expect(owner.path.contains("password-changed"))
    try await thief.open(link)
    #expect(thief.response.status == .gone)
  }

  @Test(arguments: ["lea@example.org", "LEA@example.org"])
  func aMailAddressIsNoPassword(password: String) async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .member)
    try await browser.submit(["password": Browser.password, "new_password": password], to: "account/password")
    #expect(browser.response.status == .unprocessableContent)
  }

  @Test func oneNetworkIsOneGuesser() async throws {
    let service = try await ServiceFixture()
    _ = try await service.signedIn(as: .member)
    var statuses: [Status] = []
    for number in 1...14 {
      let browser = Browser(service)
      browser.headers = [("X-Forwarded-For", "2001:db8:1:1::\(number)")]
      try await browser.open("/-/sign-in")
      try await browser.submit(["email": "lea@example.org", "password": "not the password"])
      statuses.append(browser.response.status)
    }
    #expect(statuses.last == .tooManyRequests)
  }
}

extension Message {
  /// The first address in the text.
  var link: String? {
    text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("https://") && $0.contains("/-/") }.map(String.init)
  }
}
