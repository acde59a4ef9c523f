import Glibc
import HTTP
import TestSupport
import Testing

struct StaticFilesTests {
  private let folder = SiteFixture([
    "site/index.html": "<p>home", "site/a/index.html": "<p>a", "site/a/b.css": "p {}", "site/empty/c.txt": "c",
    "site/.hidden": "h", "site/a/.hidden/d": "d", "site/.well-known/security.txt": "s", "site/été.txt": "é",
    "site/data": "0123456789", "secret": "s", "site/A.JPEG": "j",
  ])

  private func response(_ target: String, method: Method = .get) throws -> Response? {
    StaticFiles("\(folder.path)/site").response(to: try Request(method, target))
  }

  @Test(arguments: [
    ("/", "text/html; charset=utf-8"), ("/index.html", "text/html; charset=utf-8"), ("/a/", "text/html; charset=utf-8"),
    ("/a/b.css", "text/css; charset=utf-8"), ("/.well-known/security.txt", "text/plain; charset=utf-8"),
    ("/%C3%A9t%C3%A9.txt", "text/plain; charset=utf-8"), ("/data", "application/octet-stream"),
    ("/A.JPEG", "image/jpeg"),
  ])
  func filesHaveTheirType(target: String, type: String) throws {
    let response = try #require(try response(target))
    #expect(response.status == .ok)
    #expect(response.headers["Content-Type"] == type)
    #expect(response.headers["Cache-Control"] == "no-cache")
    #expect(response.headers["X-Content-Type-Options"] == "nosniff")
  }

  @Test(arguments: [
    "/none", "/a/none", "/.hidden", "/a/.hidden/d", "/empty/", "/empty", "/data/", "/data/x", "/a/b.css/", "/a/b.css/c",
  ])
  func otherPathsAreNotThere(target: String) throws {
    #expect(try response(target) == nil)
  }

  @Test func linksAndPipesAreNotFollowed() throws {
    folder.link("site/link", to: "../secret")
    folder.link("site/inner", to: "data")
    folder.link("site/folder", to: "..")
    folder.link("site/linked/index.html", to: "../../secret")
    #expect(mkfifo("\(folder.path)/site/pipe", 0o600) == 0)
    for target in ["/link", "/inner", "/folder/secret", "/folder/", "/linked/", "/pipe"] {
      #expect(try response(target) == nil)
    }
  }

  @Test func aFolderIsRedirectedToItsSlash() throws {
    let response = try #require(try response("/a?b=c%20d"))
    #expect(response.status == .permanentRedirect)
    #expect(response.headers["Location"] == "/a/?b=c%20d")
    #expect(throws: Refusal.self) { try self.response("//evil.example/%2e%2e") }
  }

  @Test func onlyGetAndHeadAreAnswered() throws {
    #expect(try response("/data", method: .head) != nil)
    #expect(try response("/data", method: .post) == nil)
    #expect(try response("/data", method: .options) == nil)
  }

  @Test func filesCanStandBelowAnotherPath() throws {
    let files = StaticFiles("\(folder.path)/site", cacheControl: { "max-age=\($0.segments.count)" })
    let response = files.response(to: try Request(.get, "/x/y/a/b.css"), droppingSegments: 2)
    #expect(response?.headers["Cache-Control"] == "max-age=4")
    #expect(files.response(to: try Request(.get, "/x"), droppingSegments: 2) == nil)
    #expect(files.response(to: try Request(.get, "/x/y"), droppingSegments: 2)?.headers["Location"] == "/x/y/")
  }

  /// The answer of a server to one more field in the request.
  private func ask(_ target: String, _ fields: String..., method: String = "GET") async throws -> TestAnswer? {
    let files = StaticFiles("\(folder.path)/site")
    return try await withServer { _ in
      Acceptance { files.response(to: $0) ?? .text("no", status: .notFound) }
    } test: { server in
      await server.ask("\(method) \(target) HTTP/1.1\r\nHost: x\r\n\(fields.map { $0 + "\r\n" }.joined())\r\n")
    }
  }

  @Test func whatIsKnownIsNotSentAgain() async throws {
    let first = try #require(try await ask("/data"))
    let tag = try #require(first["ETag"])
    let date = try #require(first["Last-Modified"])
    #expect(first.text == "0123456789")
    for fields in [
      ["If-None-Match: \(tag)"], ["If-None-Match: \"x,y\", W/\(tag)"], ["If-None-Match: *"],
      ["If-Modified-Since: \(date)"],
    ] {
      let answer = try await ask("/data", fields[0])
      #expect(answer?.status == 304)
      #expect(answer?["ETag"] == tag)
      #expect(answer?["Cache-Control"] == "no-cache")
      #expect(answer?["Content-Type"] == nil)
    }
    #expect(try await ask("/data", "If-None-Match: \"other\"", "If-Modified-Since: \(date)")?.status == 200)
    #expect(try await ask("/data", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT")?.status == 200)
    #expect(try await ask("/data", "If-Modified-Since: nonsense")?.status == 200)
    #expect(try await ask("/data", "If-Match: \"other\"")?.status == 412)
    #expect(try await ask("/data", "If-Match: W/\(tag)")?.status == 412)
    #expect(try await ask("/data", "If-Match: \(tag)")?.status == 200)
    #expect(try await ask("/data", "If-Unmodified-Since: Sun, 06 Nov 1994 08:49:37 GMT")?.status == 412)
    folder.write("9876543210", to: "site/data")
    #expect(try await ask("/data", "If-None-Match: \(tag)")?.text == "9876543210")
  }

  @Test(arguments: [
    ("bytes=0-3", 206, "0123", "bytes 0-3/10"), ("bytes=4-", 206, "456789", "bytes 4-9/10"),
    ("bytes=-3", 206, "789", "bytes 7-9/10"), ("BYTES=9-99", 206, "9", "bytes 9-9/10"),
    ("bytes=-99", 206, "0123456789", "bytes 0-9/10"), ("bytes=10-", 416, "", "bytes */10"),
    ("bytes=-0", 416, "", "bytes */10"), ("bytes=3-1", 200, "0123456789", nil),
    ("bytes=0-1,3-4", 200, "0123456789", nil),
    ("bytes=a-b", 200, "0123456789", nil), ("bytes=-", 200, "0123456789", nil), ("lines=0-1", 200, "0123456789", nil),
    ("bytes=0--1", 200, "0123456789", nil), ("bytes=99999999999999999999-", 200, "0123456789", nil),
  ])
  func partsAreSentWhenOneIsAskedFor(range: String, status: Int, text: String, content: String?) async throws {
    let answer = try await ask("/data", "Range: \(range)")
    #expect(answer?.status == status)
    #expect(answer?.text == text)
    #expect(answer?["Content-Range"] == content)
    #expect(answer?["Content-Length"] == "\(text.utf8.count)")
  }

  @Test func aPartIsOfWhatTheClientHas() async throws {
    let first = try #require(try await ask("/data", method: "HEAD"))
    #expect(first["Accept-Ranges"] == "bytes")
    let tag = try #require(first["ETag"])
    let date = try #require(first["Last-Modified"])
    #expect(try await ask("/data", "Range: bytes=0-0", "If-Range: \(tag)")?.status == 206)
    #expect(try await ask("/data", "Range: bytes=0-0", "If-Range: \(date)")?.status == 206)
    #expect(try await ask("/data", "Range: bytes=0-0", "If-Range: W/\(tag)")?.status == 200)
    #expect(try await ask("/data", "Range: bytes=0-0", "If-Range: \"other\"")?.status == 200)
    #expect(try await ask("/data", "Range: bytes=0-0", "If-Range: Sun, 06 Nov 1994 08:49:37 GMT")?.status == 200)
    #expect(try await ask("/data", "Range: bytes=0-0", method: "HEAD")?["Content-Length"] == "10")
  }

  @Test func largeAndEmptyFilesAreSentWhole() async throws {
    let large = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7 >> 2) }
    folder.write(large, to: "site/large")
    folder.write("", to: "site/empty.txt")
    #expect(try await ask("/large")?.body == large)
    #expect(try await ask("/large", "Range: bytes=1000000-1999999")?.body == Array(large[1_000_000..<2_000_000]))
    let empty = try await ask("/empty.txt")
    #expect(empty?.status == 200)
    #expect(empty?.body == [])
    #expect(try await ask("/large", method: "HEAD")?["Content-Length"] == "3000000")
  }
}
