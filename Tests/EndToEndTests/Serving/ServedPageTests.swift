import Foundation
import TestSupport
import Testing

/// What becomes of pages on their way out, however they are written: `@` stands where the script belongs.
@Suite(.timeLimit(.minutes(15))) struct ServedPageTests {
  struct Case {
    var name: String
    var file: String
    var served: String
  }

  static let cases = [
    Case("a page", "<p>a</p></body></html>", "<p>a</p>@</body></html>"),
    Case("no body", "<p>a", "<p>a@"),
    Case("an empty file", "", "@"),
    Case("capitals", "<BODY>a</BODY >", "<BODY>a@</BODY >"),
    Case("an end tag in a comment", "a</body><!-- </body> -->", "a@</body><!-- </body> -->"),
    Case("a comment that ends at once", "<!--></body>", "<!-->@</body>"),
    Case("a comment without an end", "a<!-- </body>", "a<!-- </body>@"),
    Case("an end tag in a script", "</body><script>'</body>'</script>", "@</body><script>'</body>'</script>"),
    Case("an end tag in a title", "<title></body></title>a", "<title></body></title>a@"),
    Case("an end tag in an attribute", "<i title='</body>'>a</body>", "<i title='</body>'>a@</body>"),
    Case("a tag without an end", "a</body><p class=\"", "a@</body><p class=\""),
    Case("signs alone", "< </ <! <? <3 </>", "< </ <! <? <3 </>@"),
    Case("bytes of no encoding", "\u{0}\u{FFFD}</body>", "\u{0}\u{FFFD}@</body>"),
    policy("default-src 'none'", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"),
    policy("img-src *", "img-src *"),
    policy(
      "Default-Src https:; script-src 'NONE'; connect-src 'Self'; style-src *",
      "Default-Src https:; script-src 'self'; connect-src 'Self'; style-src *"),
    policy(
      "script-src https:; script-src-elem 'none';;  style-src 'unsafe-inline' ",
      "script-src https: 'self'; script-src-elem 'self'; style-src 'unsafe-inline' 'self'"),
    Case(
      "a policy in other writing",
      "<META content='default-src &#39;self&#39;' Http-Equiv = CONTENT-security-policy />",
      "<META content=\"default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'\" "
        + "Http-Equiv = CONTENT-security-policy />@"),
    Case(
      "a policy without quotes", "<meta http-equiv=content-security-policy content=script-src>",
      "<meta http-equiv=content-security-policy content=\"script-src 'self'\">@"),
    Case(
      "a policy in a comment", "<!--<meta http-equiv=content-security-policy content=script-src>-->",
      "<!--<meta http-equiv=content-security-policy content=script-src>-->@"),
    Case("another meta", "<meta name=a content=\"script-src\">", "<meta name=a content=\"script-src\">@"),
  ]

  private static func policy(_ given: String, _ served: String) -> Case {
    func page(_ policy: String) -> String {
      "<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\"></body>"
    }
    return Case("the policy \(given)", page(given), page(served).replacing("</body>", with: "@</body>"))
  }

  @Test func scriptAndPolicyAreWrittenWhereTheyBelong() async throws {
    let site = makePreviewedSite()
    for (number, page) in Self.cases.enumerated() { site.write(page.file, to: "static/odd/\(number).html") }
    let preview = try await RunningPreview(site)
    try await preview.built()
    for (number, page) in Self.cases.enumerated() {
      let served = try #require(await preview.get("/odd/\(number).html")).text
      let scripts = served.matches(
        of: #/<script src="/-/preview\.js" defer data-page="\w+" data-styles="\w+"></script>\n/#)
      #expect(scripts.count == 1, "\(page.name)")
      let marked = scripts.first.map { served.replacing($0.0, with: "@") }
      #expect(marked == page.served, "\(page.name)")
    }
  }
}

extension ServedPageTests.Case {
  fileprivate init(_ name: String, _ file: String, _ served: String) {
    self.init(name: name, file: file, served: served)
  }
}
