import Foundation
import TestSupport
import Testing

/// `preau serve` itself, asked over sockets.
@Suite(.timeLimit(.minutes(15))) struct ServeTests {
  private let site = makePreviewedSite()

  // MARK: Pages

  @Test func filesHaveTheirTypesAndAreAskedForAgain() async throws {
    let preview = try await RunningPreview(site)
    try await preview.built()
    let page = try #require(await preview.get("/notes/a/"))
    #expect(page.status == 200)
    #expect(page["Content-Type"] == "text/html; charset=utf-8")
    #expect(page["Cache-Control"] == "no-cache")
    #expect(page.text.contains("The first text"))
    let tag = try #require(page["ETag"])
    #expect(await preview.get("/notes/a/", "If-None-Match: \(tag)")?.status == 304)
    let data = try #require(await preview.get("/data.json"))
    #expect(data["Content-Type"] == "application/json")
    #expect(data["Cache-Control"] == "no-cache")
    #expect(data["ETag"] != nil)
    #expect(data.text == "{\"plain\": true}")
    let sheet = try #require(page.text.firstMatch(of: #/href="(/assets/style\.\w+\.css)"/#)).1
    #expect(await preview.get(String(sheet))?["Content-Type"] == "text/css; charset=utf-8")
    #expect(await preview.get("/notes/a")?["Location"] == "/notes/a/")
    #expect(await preview.get("/.preau")?.status == 404)
    let client = TestClient(port: preview.port)
    #expect(await client.ask("DELETE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")?.status == 405)
  }

  @Test func theScriptIsInServedPagesOnly() async throws {
    let preview = try await RunningPreview(site)
    try await preview.built()
    let served = try #require(await preview.get("/notes/a/")).text
    let file = try #require(site.text("var/preview/notes/a/index.html"))
    let script = try #require(
      served.firstMatch(of: #/<script src="/-/preview\.js" defer [^>]*></script>\n(?=</body>)/#))
    #expect(!file.contains("script"))
    let loosened = "style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'"
    #expect(served.contains("content=\"default-src 'none'; \(loosened)\""))
    let restored = served.replacing(String(script.0), with: "").replacing(
      "; script-src 'self'; connect-src 'self'", with: "")
    #expect(restored == file)
    #expect(await preview.get("/-/preview.js")?["Content-Type"] == "text/javascript; charset=utf-8")
    #expect(await preview.get("/-/preview.css")?["Content-Type"] == "text/css; charset=utf-8")
    #expect(await preview.get("/-/nothing")?.status == 404)
  }

  @Test func theSitesOwnPageIsShownWhereThereIsNone() async throws {
    let preview = try await RunningPreview(site)
    try await preview.built()
    let page = try #require(await preview.get("/nowhere/"))
    #expect(page.status == 404)
    #expect(page.text.contains("<h1>N</h1>"))
  }

  @Test func whatIsPublishedElsewhereStaysAsItIs() async throws {
    #expect(try ProcessRun(preau, ["build"], in: URL(filePath: site.path)).code == 0)
    let published = try #require(site.text("site/notes/a/index.html"))
    #expect(published.contains("https://test.example.org/school/notes/a/"))
    let preview = try await RunningPreview(site, ["--drafts"])
    try await preview.built()
    #expect(await preview.get("/notes/a/")?.text.contains("\(preview.address)notes/a/") == true)
    #expect(await preview.get("/notes/b/")?.status == 200)
    #expect(site.text("site/notes/a/index.html") == published)
    #expect(site.names(in: "site/notes") == ["a", "index.html"])
    #expect(site.text("var/preview/.gitignore") == "*\n")
  }

  @Test func aBaseURLWithAPathIsServedBelowIt() async throws {
    let preview = try await RunningPreview(site, ["--base-url", "https://test.example.org/school", "--output", "out"])
    try await preview.built()
    #expect(preview.address.hasSuffix("/school/"))
    #expect(await preview.get("/")?["Location"] == "/school/")
    let page = try #require(await preview.get("/school/notes/a/"))
    #expect(page.text.contains("https://test.example.org/school/notes/a/"))
    let sheet = try #require(page.text.firstMatch(of: #/href="(/school/assets/style\.\w+\.css)"/#)).1
    #expect(await preview.get(String(sheet))?.status == 200)
    #expect(await preview.get("/notes/a/")?.status == 404)
    #expect(site.text("out/index.html") != nil)
  }

  @Test func namesOfOthersAreRefused() async throws {
    let preview = try await RunningPreview(site)
    for host in ["localhost:8080", "LOCALHOST", "127.0.0.1:1", "[::1]:8080", "school.localhost"] {
      #expect(await preview.get("/data.json", "Host: \(host)")?.status != 403, "\(host)")
    }
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"] {
      #expect(await preview.get("/data.json", "Host: \(host)")?.status == 403, "\(host)")
      #expect(await preview.get("/-/preview/events?address=/&page=&styles=", "Host: \(host)")?.status == 403, "\(host)")
    }
  }

  // MARK: Changes

  @Test func aChangedPageIsReloaded() async throws {
    let preview = try await RunningPreview(site)
    try await preview.built()
    let events = await preview.events(of: "/notes/a/")
    let others = await preview.events(of: "/notes/")
    _ = await events.read(until: "event: built")
    _ = await others.read(until: "event: built")
    site.write("---\ntitle: A\n---\nThe second text\n", to: "content/notes/a.md")
    #expect(await events.read(until: "event: reload") != nil)
    #expect(await preview.get("/notes/a/")?.text.contains("The second text") == true)
    // Of a page that shows nothing of it, only the build is told.
    site.write("<!doctype html><p>New", to: "themes/plain/templates/list.html")
    let told = try #require(await others.read(until: "event: reload"))
    #expect(told.matches(of: #/event: built/#).count == 2)
  }

  @Test func styleSheetsAreExchangedWhereThePageStays() async throws {
    let preview = try await RunningPreview(site)
    try await preview.built()
    let events = await preview.events(of: "/notes/a/")
    site.write("p { color: rgb(3, 2, 1); background: url(dot.svg) }\n", to: "themes/plain/assets/style.css")
    let told = try #require(await events.read(until: "event: styles\n"))
    #expect(!told.contains("reload"))
    let sheets = try #require(await events.read(until: "\n\n"))
    let sheet = try #require(await preview.get("/notes/a/")?.text.firstMatch(of: #/href="(/assets/style\.\w+\.css)"/#))
      .1
    #expect(sheets.contains("\"\(sheet)\""))
    // An image that only the sheet names comes with the page.
    site.write("<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>", to: "themes/plain/assets/dot.svg")
    #expect(await events.read(until: "event: reload") != nil)
  }

  @Test func whoeverWasAwayLearnsOfChanges() async throws {
    let preview = try await RunningPreview(site)
    try await preview.built()
    #expect(await preview.events(of: "/notes/a/", page: "1", styles: "1").read(until: "event: reload") != nil)
    #expect(await preview.get("/-/preview/events?address=/")?.status == 400)
  }

  @Test func mistakesAreToldAndTheLastGoodSiteStays() async throws {
    let preview = try await RunningPreview(site)
    try await preview.built()
    let events = await preview.events(of: "/notes/a/")
    _ = await events.read(until: "event: built")
    site.write("---\ntitle: A\ntitel: <b>\n---\nThe second text\n", to: "content/notes/a.md")
    #expect(await events.read(until: "event: problems") != nil)
    let told = try #require(await events.read(until: "\n\n"))
    let json = told.split(separator: "\n").filter { $0.hasPrefix("data: ") }.map { $0.dropFirst(6) }.joined()
    let failure = try JSONDecoder().decode(Failure.self, from: Data(json.utf8))
    #expect(failure.summary == "1 error")
    #expect(failure.problems.count == 1)
    #expect(failure.problems.first?.hasPrefix("content/notes/a.md:3:1: error: ") == true)
    #expect(failure.problems.allSatisfy(preview.errors.contains))
    #expect(await preview.get("/notes/a/")?.text.contains("The first text") == true)
    // Whoever comes now is told, too.
    #expect(await preview.events(of: "/").read(until: "event: problems") != nil)
    site.write("---\ntitle: A\n---\nThe third text\n", to: "content/notes/a.md")
    #expect(await events.read(until: "event: built") != nil)
    #expect(await events.read(until: "event: reload") != nil)
    #expect(await preview.get("/notes/a/")?.text.contains("The third text") == true)
  }

  private struct Failure: Decodable {
    var summary: String
    var problems: [String]
  }

  @Test func aSiteThatWasNeverBuiltIsWaitedFor() async throws {
    site.write("---\ntitel: A\n---\n", to: "content/notes/a.md")
    let preview = try await RunningPreview(site)
    let page = try #require(await preview.get("/notes/a/"))
    #expect(page.status == 503)
    #expect(page.text.contains("There is no site yet"))
    let events = await preview.events(of: "/notes/a/")
    #expect(await events.read(until: "event: problems") != nil)
    site.write("---\ntitle: A\n---\n", to: "content/notes/a.md")
    #expect(await events.read(until: "event: reload") != nil)
    #expect(await preview.get("/notes/a/")?.status == 200)
  }

  // MARK: Starting and stopping

  @Test(arguments: [SIGTERM, SIGINT]) func aSignalEndsItInGoodOrder(_ signal: Int32) async throws {
    let preview = try await RunningPreview(site)
    try await preview.built()
    let events = await preview.events(of: "/")
    _ = await events.read(until: "event: built")
    preview.send(signal)
    #expect(await preview.exitCode() == 0)
    #expect(await events.isClosedByServer())
  }

  @Test func aPortThatIsTakenIsSaid() async throws {
    let preview = try await RunningPreview(site)
    let run = try ProcessRun(preau, ["serve", "--listen", "\(preview.port)"], in: URL(filePath: site.path))
    #expect(run.code == 2)
    #expect(run.errors.hasPrefix("error: another program listens at 127.0.0.1:\(preview.port) already\n  help: "))
    #expect(run.errors.contains("--listen 127.0.0.1:"))
  }

  @Test(arguments: ["127.0.0.1:0", "localhost:0", "0", "0.0.0.0:0"]) func anAddressMayBeWrittenIn(_ form: String)
    async throws
  {
    let preview = try await RunningPreview(site, listen: form)
    #expect(preview.address.hasPrefix("http://127.0.0.1:"))
    try await preview.built()
    #expect(await preview.get("/notes/a/")?.text.contains("\(preview.address)notes/a/") == true)
    #expect(preview.errors.contains("warning: everybody") == form.hasPrefix("0.0"))
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/net/if_inet6"), "the system has no IPv6"))
  func anAddressMayBeOfIPv6() async throws {
    let preview = try await RunningPreview(site, listen: "[::1]:0")
    #expect(preview.address.hasPrefix("http://[::1]:"))
  }

  @Test(arguments: [
    "", "http", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+1", "::1:80", "[127.0.0.1]:80", ":80", "school:0",
    "192.0.2.1:0",
  ])
  func whatIsNoAddressIsMisuse(_ form: String) throws {
    let run = try ProcessRun(preau, ["serve", "--listen", form], in: URL(filePath: site.path))
    #expect(run.code == 2)
    #expect(run.errors.hasPrefix("error: "))
  }
}
