import Foundation
import HTTP
import Intake
import Store
import TestSupport
import Testing

/// Random forms, cookies and addresses against every route, as everybody who may come.
@Suite struct FuzzTests {
  /// `FUZZ_REQUESTS=100000 swift test --filter FuzzTests` looks further.
  private static let count = ProcessInfo.processInfo.environment["FUZZ_REQUESTS"].flatMap { Int($0) } ?? 2_000

  @Test(arguments: [nil, Role.member, .maintainer]) func nothingThatIsSentIsAFault(role: Role?) async throws {
    let service = try await ServiceFixture(["PREAU_REGISTRATION": "approval"])
    // Somebody who stays, so that not everybody is removed.
    _ = try await service.signedIn(as: .maintainer, email: "head@example.org")
    var noise = Noise(seed: 20_261_121, service)
    var browser = try await newBrowser(service, role)
    var statuses: [Int: Int] = [:]
    for number in 0..<Self.count {
      if number % 50 == 0 { try await noise.learn(service) }
      if number % 20 == 0, role != nil, try await !isSignedIn(browser, service) {
        browser = try await newBrowser(service, role)
      }
      service.pass(seconds: 20)
      let route = noise.pick(service.routes)
      let form = browser.forms.last?.fields["form_token"]
      guard let request = noise.request(route, browser.cookies, token: form) else { continue }
      let status = await answer(service, request, &noise)
      statuses[status.code, default: 0] += 1
      #expect(
        status.code < 500, "\(role?.rawValue ?? "nobody"), request \(number): \(request.method) \(request.target)")
    }
    #expect(service.faults == [])
    // The noise must get past the first check of most routes, and stay below what would hide all else.
    #expect(statuses[200, default: 0] > Self.count / 50 && statuses[303, default: 0] > Self.count / 50, "\(statuses)")
    #expect(statuses[422, default: 0] > Self.count / 200, "\(statuses)")
    #expect(statuses[429, default: 0] < Self.count / 4, "\(statuses)")
  }

  /// What a server does with a request: admits it, reads its body as the route wants it, and answers.
  private func answer(_ service: ServiceFixture, _ request: Request, _ noise: inout Noise) async -> Status {
    let acceptance = service.accept(request)
    if let refused = await acceptance.admit?(request) { return refused.status }
    guard case .form(let limits) = acceptance.body else { return await acceptance.respond(request).status }
    let (type, bytes) = noise.body(token: noise.token)
    do throws(Refusal) {
      guard bytes.count <= limits.maximumBytes else { throw Refusal(.contentTooLarge, "") }
      var reader = try FormReader(contentType: type, limits: limits, folder: "/tmp")
      try bytes.withUnsafeBytesInPieces { (piece) throws(Refusal) in try reader.feed(piece) }
      let whole = try Request(
        request.method, request.target, headers: request.headers, body: .form(try reader.finish()), peer: request.peer)
      return await acceptance.respond(whole).status
    } catch {
      return error.status
    }
  }

  private func newBrowser(_ service: ServiceFixture, _ role: Role?) async throws -> Browser {
    guard let role else {
      let browser = Browser(service)
      try await browser.open("/-/sign-in")
      return browser
    }
    return try await service.signedIn(as: role, email: "fuzz\(service.count)@example.org")
  }

  private func isSignedIn(_ browser: Browser, _ service: ServiceFixture) async throws -> Bool {
    try await browser.open("/-/account")
    return browser.path == "/-/account"
  }
}

extension [UInt8] {
  /// As they come from a socket.
  fileprivate func withUnsafeBytesInPieces(
    _ body: (UnsafeRawBufferPointer) throws(Refusal) -> Void
  ) throws(Refusal) {
    var rest = self[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(1_000))
      rest = rest.dropFirst(1_000)
      let result = piece.withUnsafeBytes { bytes in Result { () throws(Refusal) in try body(bytes) } }
      try result.get()
    }
  }
}
