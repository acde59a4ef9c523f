import Foundation
import TestSupport
import Testing

/// From an invitation to live pages, in a real browser as wide as a telephone.
@Suite(.serialized, .enabled(if: Chromium.program != nil, "the system has no chromium"), .timeLimit(.minutes(15)))
struct JourneyInBrowserTests {
  private static let width = 390

  @Test(arguments: [true, false]) func aNewcomerMakesTheirPageAndAProjectThatAReviewerAccepts(
    runsScripts: Bool
  ) async throws {
    let site = try await WritableSite(servesPages: true)
    let origin = site.service.origin
    let browser = try Chromium(width: Self.width, runsScripts: runsScripts)
    try signIn(browser, by: try site.invitation(for: "nour@example.org"), as: "Nour Amrani", at: origin)

    // Their page, with a portrait whose description they forget at first.
    try browser.open("\(origin)/-/my")
    try check(browser)
    try browser.follow("a[href$='/-/new/profile']")
    #expect(try browser.evaluate("document.querySelector('#name').value") as? String == "Nour Amrani")
    try browser.type("J’apprends à Lyon", into: "#headline")
    try choose("portrait.png", for: "photo.file", browser)
    try browser.type("Bonjour **à vous**.", into: "#content")
    try check(browser)
    try send(browser, until: "document.querySelector('#photo-mistake')")
    try check(browser)
    #expect(try browser.evaluate("document.querySelector('#content').value") as? String == "Bonjour **à vous**.")
    try browser.type("Nour devant un mur", into: "#photo-alt")
    try send(browser, until: "location.pathname == '/profiles/nour-amrani/'")
    #expect(try browser.evaluate("document.querySelector('main').innerText.includes('à vous')") as? Bool == true)
    #expect(
      try browser.evaluate("document.querySelector('main img[alt=\"Nour devant un mur\"]') != null") as? Bool == true)
    try check(browser)

    // A project, which somebody reads first.
    try browser.open("\(origin)/-/new/project")
    try browser.type("Carte des cours", into: "#title")
    try browser.type("Où l’on joue", into: "#summary")
    try browser.evaluate(
      "[...document.querySelectorAll('[name=members]')].at(-1).value = 'nour-amrani'")
    try check(browser)
    try send(browser, until: "location.pathname.startsWith('/-/submissions/')")
    try check(browser)
    let proposal = try browser.evaluate("location.pathname") as? String ?? ""
    #expect(!site.has("site/projects/carte-des-cours/index.html"))

    let reviewer = try Chromium(width: Self.width, runsScripts: runsScripts)
    let link = try site.invitation(for: "rev@example.org", role: "reviewer")
    try signIn(reviewer, by: link, as: "Une relectrice", at: origin)
    try reviewer.open("\(origin)/-/review")
    try check(reviewer)
    try reviewer.follow("main a[href$='\(proposal)']")
    try check(reviewer)
    try reviewer.type("Bienvenue !", into: "#reason")
    try reviewer.follow("form[action$='/accept'] button")
    #expect(try reviewer.evaluate("location.search") as? String == "?done=published")

    try browser.open("\(origin)/projects/carte-des-cours/")
    #expect(try browser.evaluate("document.querySelector('h1').innerText") as? String == "Carte des cours")
    try check(browser)
    try browser.open("\(origin)/-/my")
    #expect(try browser.evaluate("document.body.innerText.includes('Bienvenue !')") as? Bool == true)
    if runsScripts {
      // Their pages offer to be changed, by a script that asks who is there.
      try browser.open("\(origin)/profiles/nour-amrani/")
      try wait(browser, for: "document.querySelector('a[href*=\"/-/edit/profile/nour-amrani\"]')")
    }
    let complaints = (browser.complaints + reviewer.complaints).filter { !$0.contains("status of 422") }
    #expect(complaints.isEmpty, "\(complaints)")
  }

  private func signIn(_ browser: Chromium, by link: String, as name: String, at origin: String) throws {
    try browser.open(origin + link)
    if try browser.evaluate("document.querySelector('#name').value") as? String == "" {
      try browser.type(name, into: "#name")
    } else {
      try browser.evaluate("document.querySelector('#name').value = '\(name)'")
    }
    try browser.type(ServiceSite.password, into: "#password")
    try browser.follow(".service-page form button")
  }

  /// Picks a picture as a file dialogue would.
  private func choose(_ name: String, for control: String, _ browser: Chromium) throws {
    let photo = Data(TestPicture.photo(width: 96, height: 64).png()).base64EncodedString()
    try browser.evaluate(
      """
      (() => {
        const bytes = Uint8Array.from(atob('\(photo)'), sign => sign.charCodeAt(0));
        const files = new DataTransfer();
        files.items.add(new File([bytes], '\(name)', { type: 'image/png' }));
        document.querySelector('[name="\(control)"]').files = files.files;
      })()
      """)
  }

  /// Sends the form with the button that people see, and waits for what comes of it.
  private func send(_ browser: Chromium, until condition: String) throws {
    try browser.evaluate("document.querySelector('.actions button[value=submit]').click()")
    try wait(browser, for: condition)
  }

  private func wait(_ browser: Chromium, for condition: String) throws {
    let end = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < end {
      // A page that is being left answers nothing.
      if (try? browser.evaluate("Boolean(\(condition)) && document.readyState == 'complete'")) as? Bool == true {
        return
      }
      usleep(50_000)
    }
    let shown = try browser.evaluate("location.pathname + ' ' + document.body.innerText.slice(0, 600)")
    Issue.record("never: \(condition); the page is \(shown ?? "empty")")
  }

  /// What every page must be: no wider than the screen, with a label to each field and one heading.
  private func check(_ browser: Chromium, at location: SourceLocation = #_sourceLocation) throws {
    let path = try browser.evaluate("location.pathname") as? String ?? ""
    let width = try browser.evaluate("document.documentElement.scrollWidth") as? Int
    #expect(width.map { $0 <= Self.width } == true, "\(path) is \(width ?? 0) wide", sourceLocation: location)
    let unlabelled = try browser.evaluate(
      """
      [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
        .filter(field => !field.labels.length && !field.ariaLabel).map(field => field.outerHTML)
      """)
    #expect((unlabelled as? [String]) == [], "\(path)", sourceLocation: location)
    #expect(
      try browser.evaluate("document.querySelectorAll('h1').length") as? Int == 1, "\(path)", sourceLocation: location)
  }
}
