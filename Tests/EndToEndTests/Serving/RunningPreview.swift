import Foundation
import TestSupport
import Testing

/// `preau serve` at a free port, until the test is over.
final class RunningPreview: Sendable {
  let address: String
  let port: UInt16
  private let process: Process
  private let scratch: SiteFixture
  private let ends: AsyncStream<Int32>

  /// Throws when the program ends before it serves.
  init(_ site: SiteFixture, _ arguments: [String] = [], listen: String = "0") async throws {
    scratch = SiteFixture(["out": "", "err": ""])
    process = Process()
    process.executableURL = preau
    process.arguments = ["serve", "--listen", listen] + arguments
    process.currentDirectoryURL = URL(filePath: site.path)
    process.environment = ["PREAU_SHARE": packageFolder.path, "SOURCE_DATE_EPOCH": "1795262400"]
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: "\(scratch.path)/out"))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: "\(scratch.path)/err"))
    let (ends, end) = AsyncStream.makeStream(of: Int32.self)
    process.terminationHandler = { process in
      end.yield(process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus)
    }
    self.ends = ends
    try process.run()
    let greeting = try await Self.line(of: process, in: scratch)
    address = String(greeting.prefix { $0 != " " })
    port = UInt16(address.drop { $0 != ":" }.dropFirst(3).drop { $0 != ":" }.dropFirst().prefix(while: \.isNumber)) ?? 0
  }

  deinit { kill(process.processIdentifier, SIGKILL) }

  /// What the program has written for people so far.
  var errors: String { scratch.text("err") ?? "" }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the program to end; 128 and the signal's number when it was killed.
  func exitCode() async -> Int32? { await ends.first { _ in true } }

  /// The answer to one request on a connection of its own.
  func get(_ target: String, _ fields: String...) async -> TestAnswer? {
    let host = fields.contains { $0.hasPrefix("Host:") } ? "" : "Host: 127.0.0.1\r\n"
    return await TestClient(port: port).ask(
      "GET \(target) HTTP/1.1\r\n\(host)\(fields.map { $0 + "\r\n" }.joined())\r\n")
  }

  /// The events for a browser that shows a page as it is served now.
  func events(of page: String) async -> TestClient {
    let shown = await get(page)?.text ?? ""
    let version = shown.firstMatch(of: #/data-page="(\w+)" data-styles="(\w+)"/#)
    return await events(of: page, page: version.map { String($0.1) } ?? "", styles: version.map { String($0.2) } ?? "")
  }

  func events(of address: String, page: String, styles: String) async -> TestClient {
    let client = TestClient(port: port)
    await client.send(
      "GET /-/preview/events?address=\(address)&page=\(page)&styles=\(styles) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    return client
  }

  /// Waits for the first build.
  func built() async throws {
    try #require(await events(of: "/", page: "", styles: "").read(until: "event: built") != nil)
  }

  private static func line(of process: Process, in scratch: SiteFixture) async throws -> Substring {
    for _ in 0..<1000 {
      let text = scratch.text("out") ?? ""
      if let match = text.firstMatch(of: #/Serving the site at (.*)\n/#) { return match.1 }
      guard process.isRunning else { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw EndedEarly(errors: scratch.text("err") ?? "")
  }

  struct EndedEarly: Error {
    var errors: String
  }
}

/// A small site with a theme that has a style sheet, an image and a policy.
func makePreviewedSite() -> SiteFixture {
  let site = SiteFixture(["content/site.yaml": "title: Test\nbase_url: https://test.example.org/school\ntheme: plain\n"]
  )
  site.write("name: note\nurl: /notes/{slug}/\nfields:\n  title: { type: text }\n", to: "content/kinds/note.yaml")
  site.write("---\ntitle: A\n---\nThe first text\n", to: "content/notes/a.md")
  site.write("---\ntitle: B\ndraft: true\n---\n", to: "content/notes/b.md")
  site.write("name: Plain\n", to: "themes/plain/theme.yaml")
  site.write("home: H\ntags_title: T\nnot_found_title: N\n", to: "themes/plain/i18n/fr.yaml")
  site.write("p { color: rgb(1, 2, 3); background: url(dot.svg) }\n", to: "themes/plain/assets/style.css")
  site.write("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", to: "themes/plain/assets/dot.svg")
  site.write("{\"plain\": true}", to: "static/data.json")
  let policy =
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self'\">"
  for template in ["entry", "list", "tag", "tags", "home", "404", "redirect"] {
    let text = template == "entry" ? "{{ entry.content }}" : ""
    site.write(
      """
      <!doctype html>
      <html lang="fr">
      <head><meta charset="utf-8">\(policy)<title>{{ page.title }}</title>
      <link rel="stylesheet" href="{{ asset("style.css") }}"></head>
      <body><h1>{{ page.title }}</h1>\(text)<p>{{ page.canonical }}</p></body>
      </html>

      """, to: "themes/plain/templates/\(template).html")
  }
  return site
}
