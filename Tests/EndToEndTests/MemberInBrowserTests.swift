import Foundation
import TestSupport
import Testing

/// A member's way through the service in a real browser as wide as a telephone.
@Suite(.serialized, .enabled(if: Chromium.program != nil, "the system has no chromium"), .timeLimit(.minutes(15)))
struct MemberInBrowserTests {
  private static let width = 390

  @Test(arguments: [true, false]) func aMemberComesInAndOut(runsScripts: Bool) async throws {
    let site = try ServiceSite()
    let program = try await site.start("serve", says: "begins here: ")
    let link = try await site.firstInvitation(of: program)
    let browser = try Chromium(width: Self.width, runsScripts: runsScripts)

    try browser.open(site.origin + link)
    try check(browser)
    try browser.type("Léa Durand", into: "#name")
    try browser.type("lea@example.org", into: "#email")
    try browser.type("court", into: "#password")
    // A browser keeps too short a password back by itself; the service must, too.
    try browser.evaluate("document.querySelector('.service-page form').noValidate = true")
    try browser.follow(".service-page form button")
    #expect(
      try browser.evaluate("document.querySelector('#password').getAttribute('aria-invalid')") as? String == "true")
    try check(browser)
    try browser.type(ServiceSite.password, into: "#password")
    try browser.follow(".service-page form button")
    #expect(try path(of: browser) == "/-/account?done=registered")
    try check(browser)

    for page in ["people", "people/invite", "people/log", "people/mail", "account/delete"] {
      try browser.open("\(site.origin)/-/\(page)")
      #expect(try path(of: browser) == "/-/\(page)")
      try check(browser)
    }

    try browser.follow(".service-menu form button")
    #expect(try path(of: browser) == "/-/sign-in?done=signed-out")
    try check(browser)
    try browser.type("lea@example.org", into: "#email")
    try browser.type("not the password", into: "#password")
    try browser.follow(".service-page form button")
    try check(browser)
    try browser.type(ServiceSite.password, into: "#password")
    try browser.follow(".service-page form button")
    #expect(try path(of: browser) == "/-/account")

    // Somebody who is signed in elsewhere, too.
    #expect(await site.signIn("lea@example.org", Visitor(port: site.port))?.path == "/-/account")
    try browser.open("\(site.origin)/-/account")
    #expect(try browser.evaluate("document.querySelectorAll('form[action*=devices]').length") as? Int == 2)
    try check(browser)
    try browser.follow("form[action$=end-others] button")
    #expect(try path(of: browser) == "/-/account?done=sessions-ended")
    #expect(try browser.evaluate("document.querySelectorAll('form[action*=devices]').length") as? Int == 0)
    try check(browser)
    let complaints = browser.complaints.filter { !Self.isExpected($0) }
    #expect(complaints.isEmpty, "\(complaints)")
  }

  /// Browsers tell of every answer that is an error; a form with mistakes is one.
  private static func isExpected(_ complaint: String) -> Bool {
    complaint.contains("the server responded with a status of 422")
  }

  private func path(of browser: Chromium) throws -> String? {
    try browser.evaluate("location.pathname + location.search") as? String
  }

  /// What every page must be: no wider than the screen, with a label to each field, and styled.
  private func check(_ browser: Chromium, at location: SourceLocation = #_sourceLocation) throws {
    let path = try path(of: browser) ?? ""
    let width = try browser.evaluate("document.documentElement.scrollWidth") as? Int
    #expect(width.map { $0 <= Self.width } == true, "\(path) is \(width ?? 0) wide", sourceLocation: location)
    let unlabelled = try browser.evaluate(
      """
      [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
        .filter(field => !field.labels.length && !field.ariaLabel).map(field => field.outerHTML)
      """)
    #expect((unlabelled as? [String]) == [], "\(path)", sourceLocation: location)
    let isStyled = try browser.evaluate("[...document.styleSheets].length > 0") as? Bool
    #expect(isStyled == true, "\(path)", sourceLocation: location)
    let headings = try browser.evaluate("document.querySelectorAll('h1').length") as? Int
    #expect(headings == 1, "\(path)", sourceLocation: location)
  }
}
