import HTTP
import Intake
import Testing

@Suite struct RefusedInputTests {
  @Test(arguments: ["0", "-5", "abc", "1795262000", "1795262000.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"])
  func whenAFormWasShownCannotBeMadeUp(shown: String) async throws {
    let service = try await ServiceFixture(["PREAU_REGISTRATION": "approval"])
    let browser = Browser(service)
    try await browser.open("/-/register")
    try await browser.submit([
      "name": "Bot", "email": "bot@example.org", "password": Browser.password, "shown_at": shown,
    ])
    #expect(try await service.intake.people().isEmpty)
  }

  @Test(arguments: ["\u{200B}", "\u{FEFF}", "\u{202E}gnp.exe", "\u{FFFE}a", "---", "a\u{2028}b"])
  func namesThatCannotBeReadAreRefused(name: String) async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .member)
    try await browser.submit(["name": name], to: "account/details")
    #expect(browser.response.status == .unprocessableContent)
  }
}
