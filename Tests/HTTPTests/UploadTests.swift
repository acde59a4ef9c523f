import Glibc
import HTTP
import Synchronization
import TestSupport
import Testing

struct UploadTests {
  private static let limits = FormLimits(
    maximumBytes: 5 << 20, maximumFields: 10, maximumUploads: 2, maximumUploadBytes: 2 << 20)

  private static func body(_ files: [[UInt8]], isWhole: Bool = true) -> [UInt8] {
    var bytes = Array("--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nété\r\n".utf8)
    for file in files {
      bytes +=
        Array("--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.bin\"\r\n\r\n".utf8) + file + [13, 10]
    }
    return bytes + Array((isWhole ? "--b--\r\n" : "").utf8)
  }

  private static func withForm(
    _ respond: @escaping @Sendable (Request) async -> Response, test: (RunningServer) async throws -> Void
  ) async throws {
    try await withServer(accept: { _ in Acceptance(body: .form(limits), respond: respond) }, test: test)
  }

  @Test func filesAreOnDiskForTheHandlerAndGoneAfterwards() async throws {
    let file = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let paths = Mutex<[String]>([])
    try await Self.withForm { request in
      let form = request.form
      paths.withLock { $0 = form.uploads.compactMap(\.path) }
      try? form.uploads.last?.move(to: (form.uploads.last?.path ?? "") + ".kept")  // seen below
      return .text("\(form["title"] ?? "") \(form.uploads.map(\.size)) \(form.uploads.map(\.name))")
    } test: { server in
      let answer = await server.post("/", type: "multipart/form-data; boundary=b", Self.body([file, [1, 2, 3]]))
      #expect(answer?.text == "été [300000, 3] [\"a.bin\", \"a.bin\"]")
      // The answer is there before its last byte is accounted for.
      await server.server.stop(within: .seconds(1))
      let names = server.uploads.names(in: "")
      #expect(names == paths.withLock { $0 }.suffix(1).map { $0.dropFirst(server.uploads.path.count + 1) + ".kept" })
      #expect(server.uploads.read(names.first ?? "") == [1, 2, 3])
    }
  }

  @Test func theFileIsWhatWasSent() async throws {
    let file = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 131 >> 3) }
    try await Self.withForm { request in
      guard let path = request.form.uploads.first?.path, let file = try? FileBody(path: path) else {
        return .text("no file", status: 500)
      }
      return .file(file, type: "application/octet-stream")
    } test: { server in
      #expect(await server.post("/", type: "multipart/form-data; boundary=b", Self.body([file]))?.body == file)
    }
  }

  private enum Refused: CaseIterable {
    case truncated
    case tooMuch
    case anotherBoundary

    var body: [UInt8] {
      switch self {
      case .truncated: UploadTests.body([[1]], isWhole: false)
      case .tooMuch: UploadTests.body([[UInt8](repeating: 0, count: 5 << 20 + 1)])
      case .anotherBoundary: Array("--c\r\n".utf8)
      }
    }
  }

  @Test(arguments: Refused.allCases)
  private func whatIsRefusedLeavesNothingBehind(refused: Refused) async throws {
    let status = refused == .tooMuch ? 413 : 400
    try await Self.withForm { _ in
      .text("taken")
    } test: { server in
      #expect(await server.post("/", type: "multipart/form-data; boundary=b", refused.body)?.status == status)
      await server.server.stop(within: .seconds(1))
      #expect(server.uploads.names(in: "") == [])
    }
  }

  @Test func filesThatAreTooMuchLeaveNothingBehind() async throws {
    try await Self.withForm { request in
      .text("\(request.form["title"] ?? "") \(request.form.refusedUploads.map(\.reason))")
    } test: { server in
      func answer(_ files: [[UInt8]]) async -> String? {
        await server.post("/", type: "multipart/form-data; boundary=b", Self.body(files))?.text
      }
      #expect(await answer([[UInt8](repeating: 0, count: 2 << 20 + 1)]) == "été [HTTP.RefusedUpload.Reason.tooLarge]")
      #expect(await answer([[1], [2], [3]]) == "été [HTTP.RefusedUpload.Reason.tooMany]")
      await server.server.stop(within: .seconds(1))
      #expect(server.uploads.names(in: "") == [])
    }
  }

  @Test func aClientThatLeavesInTheMiddleLeavesNothingBehind() async throws {
    try await Self.withForm { _ in
      .text("taken")
    } test: { server in
      let client = server.client()
      let body = Self.body([[UInt8](repeating: 1, count: 100_000)], isWhole: false)
      await client.send(
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n"
      )
      await client.send(body)
      while server.uploads.names(in: "").isEmpty { try await Task.sleep(for: .milliseconds(1)) }
      client.reset()
      await server.server.stop(within: .seconds(1))
      #expect(server.uploads.names(in: "") == [])
    }
  }

  @Test func encodedFormsAreReadToo() async throws {
    try await Self.withForm {
      .text($0.form.fields.all("a").joined(separator: ","))
    } test: { server in
      let answer = await server.post("/", type: "application/x-www-form-urlencoded", Array("a=1&b=2&a=%C3%A9".utf8))
      #expect(answer?.text == "1,é")
      #expect(await server.post("/", type: "application/json", Array("{}".utf8))?.status == 415)
      #expect(await server.ask("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")?.text == "")
    }
  }

  @Test func whatACrashLeftBehindIsRemovedAfterADay() async throws {
    let folder = SiteFixture(["http-upload-old": "a", "http-upload-new": "b", "other": "c"])
    let twoDaysAgo = utimbuf(actime: time(nil) - 2 * 86_400, modtime: time(nil) - 2 * 86_400)
    for name in ["http-upload-old", "other"] {
      #expect(withUnsafePointer(to: twoDaysAgo) { utime("\(folder.path)/\(name)", $0) } == 0)
    }
    var configuration = ServerConfiguration()
    configuration.uploadFolder = folder.path
    let server = Server(configuration) { _ in Acceptance { _ in .text("") } }
    try server.start()
    await server.stop(within: .zero)
    #expect(folder.names(in: "") == ["http-upload-new", "other"])
  }
}
