import Foundation
import TestSupport
import Testing

/// What a browser makes of a previewed page.
@Suite(.enabled(if: Browser.program != nil, "no Chromium is installed"), .timeLimit(.minutes(15)))
struct BrowserTests {
  private let site = makePreviewedSite()
  private let long = String(repeating: "A line of [text](/notes/).\n\n", count: 200)

  @Test func mistakesAreShownOverThePageUntilTheyAreMended() async throws {
    let preview = try await RunningPreview(site)
    try await preview.built()
    let browser = try Browser()
    try await browser.open(preview.address + "notes/a/")
    #expect(try await browser.becomesTrue("document.body?.textContent.includes('The first text')"))
    site.write("---\ntitle: A\n'<img src=x>': 1\n---\nNew\n", to: "content/notes/a.md")
    #expect(try await browser.becomesTrue("\(panel) && \(panel).getBoundingClientRect().height > 50"))
    let heading = try await browser.value(of: "\(panel).querySelector('h2').textContent")
    #expect(heading == "1 error")
    let problem = try await browser.value(of: "\(panel).querySelector('li').textContent")
    #expect(problem.hasPrefix("content/notes/a.md:3:1: error: "))
    #expect(preview.errors.contains(problem))
    #expect(try await browser.value(of: "\(panel).querySelectorAll('img').length") == "0")
    #expect(try await browser.value(of: "getComputedStyle(\(panel)).position") == "fixed")
    #expect(try await browser.value(of: "document.body.textContent.includes('The first text')") == "true")
    try await browser.press("Escape")
    #expect(try await browser.becomesTrue("!\(panel)"))
    site.write("---\ntitle: A\nunknown: 1\n---\nNew\n", to: "content/notes/a.md")
    #expect(try await browser.becomesTrue("\(panel)"))
    site.write("---\ntitle: A\n---\nThe last text\n", to: "content/notes/a.md")
    #expect(try await browser.becomesTrue("!\(panel) && document.body.textContent.includes('The last text')"))
  }

  @Test func aReloadKeepsThePlaceAndTheFocus() async throws {
    site.write("---\ntitle: A\n---\n\(long)", to: "content/notes/a.md")
    let preview = try await RunningPreview(site)
    try await preview.built()
    let browser = try Browser()
    try await browser.open(preview.address + "notes/a/")
    #expect(try await browser.becomesTrue("document.links.length == 200 && document.readyState == 'complete'"))
    _ = try await browser.value(of: "(document.links[99].focus(), scrollTo(0, 1234), window.isOld = true)")
    site.write("---\ntitle: New\n---\n\(long)", to: "content/notes/a.md")
    #expect(
      try await browser.becomesTrue("!window.isOld && document.title == 'New' && document.readyState == 'complete'"))
    #expect(try await browser.becomesTrue("scrollY == 1234"))
    #expect(try await browser.becomesTrue("document.activeElement === document.links[99]"))
  }

  @Test func aNewStyleSheetNeedsNoReload() async throws {
    let preview = try await RunningPreview(site)
    try await preview.built()
    let browser = try Browser()
    try await browser.open(preview.address + "notes/a/")
    let color = "document.querySelector('p') && getComputedStyle(document.querySelector('p')).color"
    #expect(try await browser.becomesTrue("(\(color)) == 'rgb(1, 2, 3)'"))
    _ = try await browser.value(of: "window.isOld = true")
    for round in 4...6 {
      site.write("p { color: rgb(1, 2, \(round)) }\n", to: "themes/plain/assets/style.css")
      // The first sheet names an image, and the others do not.
      if round == 4 {
        #expect(try await browser.becomesTrue("!window.isOld && (\(color)) == 'rgb(1, 2, 4)'"))
        _ = try await browser.value(of: "window.isOld = true")
      } else {
        #expect(try await browser.becomesTrue("(\(color)) == 'rgb(1, 2, \(round))'"))
        #expect(try await browser.value(of: "window.isOld") == "true")
      }
    }
    #expect(try await browser.becomesTrue("document.querySelectorAll('link').length == 1"))
  }

  @Test func aServerThatComesBackReloadsThePage() async throws {
    let preview = try await RunningPreview(site)
    try await preview.built()
    let browser = try Browser()
    try await browser.open(preview.address + "notes/a/")
    #expect(try await browser.becomesTrue("document.readyState == 'complete'"))
    _ = try await browser.value(of: "window.isOld = true")
    preview.send(SIGTERM)
    #expect(await preview.exitCode() == 0)
    let next = try await RunningPreview(site, listen: "\(preview.port)")
    #expect(try await browser.becomesTrue("!window.isOld && document.readyState == 'complete'"))
    #expect(next.port == preview.port)
  }

  private let panel = "document.querySelector('preau-problems')?.shadowRoot.querySelector('section:not([hidden])')"
}
