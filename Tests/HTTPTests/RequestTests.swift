import HTTP
import Testing

struct RequestTests {
  @Test func pathsAreTakenApartAndDecoded() throws {
    let request = try Request(.get, "/people/l%C3%A9a%20d/?q=a+b&q=%26&empty&=x#".dropLast().description)
    #expect(request.path.segments == ["people", "léa d"])
    #expect(request.path.isFolder)
    #expect(request.query.all("q") == ["a b", "&"])
    #expect(request.query["empty"] == "")
    #expect(request.query["q"] == "a b")
    #expect(request.query["none"] == nil)
    #expect(try Request(.get, "/").path.segments == [])
    #expect(try Request(.get, "/a").path.isFolder == false)
  }

  @Test(arguments: [
    "/../etc/passwd", "/a/..", "/a/../b", "/%2e%2e/a", "/%2E%2E%2Fa", "/.%2e/a", "/a/%2e", "/a/./b", "/a%2fb", "/a%2Fb",
    "/a\\b", "/a%5cb", "/a%00b", "/%00", "/a%0ab", "/a%7F", "//evil.example/a", "/a//b", "/a%", "/a%2", "/a%zz",
    "/a%+1",
    "/%ff", "/%c0%af", "/%c0%ae%c0%ae/a", "/%ed%a0%80", "a", "", "?a", "/a b", "/a\u{1}", "/é", "/a#b",
    "ftp://a.example/",
    "http:/a", "http://b.example/", "http://a.example@b.example/", "http://", "*",
  ])
  func targetsThatCouldBeReadInTwoWaysAreRefused(target: String) {
    let refusal = #expect(throws: Refusal.self) {
      try Request(.get, target, headers: Headers([("Host", "a.example")]))
    }
    #expect(refusal?.status == .badRequest)
  }

  @Test func aTargetMayNameTheHostThatIsAsked() throws {
    let request = try Request(.get, "HTTP://A.example:80/b?c=d", headers: Headers([("Host", "a.example:80")]))
    #expect(request.target == "/b?c=d")
    #expect(request.path.segments == ["b"])
    #expect(try Request(.get, "http://a?b", headers: Headers([("host", "a")])).target == "/?b")
  }

  @Test func queriesThatEncodeNothingAreRead() throws {
    let request = try Request(.get, "/?a=%zz&b=100%&c=%E9&d=%C3%A9")
    #expect(request.query.pairs.map(\.value) == ["%zz", "100%", "\u{FFFD}", "é"])
  }

  @Test func aQueryHasAnEnd() {
    let many = String(repeating: "a&", count: 1_001)
    #expect(throws: Refusal.self) { try Request(.get, "/?\(many)") }
    #expect(throws: Never.self) { try Request(.get, "/?\(many.dropLast(2))") }
  }

  @Test func namesOfFieldsMatchInAnyCase() {
    var headers = Headers([("Accept", "a"), ("X-B", "c"), ("ACCEPT", "d")])
    #expect(headers["accept"] == "a")
    #expect(headers.all("aCCEPT") == ["a", "d"])
    #expect(headers.list("Accept") == "a, d")
    headers["accept"] = "e"
    #expect(headers.fields.map(\.value) == ["c", "e"])
    headers["x-b"] = nil
    #expect(!headers.contains("X-B"))
  }

  @Test func cookiesAreReadAndNonsenseIsPassedOver() {
    let cookies = Cookies(fields: ["a=1; b=\"x y\"; c; =d; e=\"2\"; f=g=h", "i=j;a=3; k=é; l = m "])
    #expect(
      cookies.values.pairs == [
        .init("a", "1"), .init("e", "2"), .init("f", "g=h"), .init("i", "j"), .init("a", "3"), .init("l", "m"),
      ])
    #expect(cookies["a"] == "1")
    #expect(Cookies(fields: [String(repeating: "a=b;", count: 500)]).values.pairs.count == 100)
  }

  @Test func cookiesToBeSetAreSafeUnlessToldOtherwise() {
    #expect(
      Cookie("__Host-session", "abc", lifetime: .seconds(60)).field
        == "__Host-session=abc; Path=/; Max-Age=60; Secure; HttpOnly; SameSite=Lax")
    #expect(
      Cookie("a", "", path: "/b", domain: "c.example", isSecure: false, isHTTPOnly: false, sameSite: .strict).field
        == "a=; Path=/b; Domain=c.example; SameSite=Strict")
  }

  @Test(arguments: [
    Cookie("__Host-a", "b", path: "/c"), Cookie("__Host-a", "b", domain: "c.example"),
    Cookie("__host-a", "b", isSecure: false), Cookie("__Secure-a", "b", isSecure: false),
    Cookie("a", "b", isSecure: false, sameSite: .none), Cookie("a b", "c"), Cookie("", "c"), Cookie("a", "b;c"),
    Cookie("a", "b\r\nc"), Cookie("a", "é"), Cookie("a", "b", path: "/;"), Cookie("a", "b", path: "c"),
    Cookie("a", "b", domain: "c;d"),
  ])
  func cookiesThatBrowsersRefuseAreNotMade(cookie: Cookie) {
    #expect(cookie.field == nil)
  }
}
