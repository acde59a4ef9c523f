import HTTP
import Intake
import Mail
import Store
import Synchronization
import Testing

@Suite struct SafetyTests {
  @Test(arguments: [nil, Role.member, .reviewer, .maintainer])
  func everyRouteIsForThoseWhomTheTableNames(role: Role?) async throws {
    let service = try await ServiceFixture(["PREAU_REGISTRATION": "approval"])
    #expect(service.routes.count > 60)
    for route in service.routes where !route.pattern.description.hasPrefix("/en/") {
      // Someone new for each, since some routes end the session.
      let browser =
        if let role { try await service.signedIn(as: role, email: "m\(service.count)@example.org") } else {
          Browser(service)
        }
      let path = route.pattern.description.replacing("{secret}", with: "nothing").replacing("{id}", with: "nothing")
      let isAllowed: Bool =
        switch route.access {
        case .anyone: true
        case .role(let least): role.map { $0 >= least } ?? false
        }
      for method in route.methods where method != .head {
        let status = try await service.status(method, path, as: browser)
        if isAllowed {
          #expect(status != .internalServerError, "\(method) \(path) as \(role.map(\.rawValue) ?? "nobody")")
        } else if role == nil {
          #expect([.seeOther, .forbidden].contains(status), "\(method) \(path) as nobody: \(status)")
        } else {
          #expect(status == .notFound, "\(method) \(path) as \(role.map(\.rawValue) ?? "")")
        }
      }
    }
  }

  @Test func whatIsNotInTheTableIsNotThere() async throws {
    let service = try await ServiceFixture()
    for path in ["/-/", "/-/admin", "/-/account/../people", "/-/register", "/-/people/x/y"] {
      guard let request = try? Request(.get, path, headers: Headers([("Host", "school.example.org")])) else { continue }
      #expect(await service.respond(to: request).status == .notFound, "\(path)")
    }
  }

  @Test func formsFromElsewhereAreRefused() async throws {
    let service = try await ServiceFixture()
    let browser = try await service.signedIn(as: .member)
    let token = try #require(browser.forms.first?.fields["form_token"])
    let fields = ["name": "Eve", "language": "en", "form_token": token]
    browser.headers = [("Origin", "https://evil.example.org")]
    try await browser.post("/-/account/details", fields)
    #expect(browser.response.status == .forbidden)
    browser.headers = [("Origin", "null")]
    try await browser.post("/-/account/details", fields)
    #expect(browser.response.status == .forbidden)
    browser.headers = []
    try await browser.post("/-/account/details", ["name": "Eve", "form_token": ""])
    #expect(browser.response.status == .forbidden)
    let other = try await service.signedIn(as: .member, email: "other@example.org")
    let foreign = try #require(other.forms.first?.fields["form_token"])
    try await browser.post("/-/account/details", ["name": "Eve", "form_token": foreign])
    #expect(browser.response.status == .forbidden)
    try await browser.post("/-/account/details", fields)
    #expect(browser.path == "/en/-/account?done=saved")
  }

  @Test func whoIsNotThereCostsAsMuchAsWhoIs() {
    for cost in [PasswordHashing.Cost.least, .interactive] {
      let passwords = PasswordHashing(cost: cost)
      #expect(!passwords.isOutdated(passwords.nobody), "its hash is read and asks for the same work")
    }
    #expect(PasswordHashing(cost: .interactive).isOutdated(PasswordHashing(cost: .least).nobody))
  }

  @Test func signingInTellsNothingAboutWhoIsThere() async throws {
    let service = try await ServiceFixture()
    _ = try await service.signedIn(as: .member)
    var pages: [String] = []
    for email in ["lea@example.org", "nobody@example.org"] {
      let browser = Browser(service)
      try await browser.open("/-/sign-in")
      try await browser.submit(["email": email, "password": "not the password"])
      #expect(browser.response.status == .unprocessableContent)
      pages.append(browser.text.replacing(email, with: ""))
    }
    #expect(pages[0] == pages[1])
    for email in ["lea@example.org", "nobody@example.org"] {
      let browser = Browser(service)
      try await browser.open("/-/reset")
      try await browser.submit(["email": email])
      #expect(browser.path == "/-/reset?done=mail-sent")
    }
    _ = try await service.deliver()
    #expect(service.mail.messages.map(\.to.text) == ["lea@example.org"])
  }

  @Test func anAccountBearsTenGuessesAndAClassOneAddress() async throws {
    let service = try await ServiceFixture()
    let browser = Browser(service)
    var statuses: [Status] = []
    for _ in 0..<12 {
      try await browser.open("/-/sign-in")
      try await browser.submit(["email": "lea@example.org", "password": "guess"])
      statuses.append(browser.response.status)
    }
    #expect(statuses.prefix(10).allSatisfy { $0 == .unprocessableContent })
    #expect(statuses[10] == .tooManyRequests)
    #expect(browser.response.headers["Retry-After"] != nil)
    for number in 0..<40 {
      try await browser.open("/-/sign-in")
      try await browser.submit(["email": "pupil\(number)@example.org", "password": "guess"])
      #expect(browser.response.status == .unprocessableContent)
    }
  }

  @Test func everyAnswerHasTheHeadersThatKeepItSafe() async throws {
    let service = try await ServiceFixture()
    let browser = Browser(service)
    for path in ["/-/sign-in", "/-/nothing", "/-/me"] {
      try await browser.open(path)
      #expect(browser.response.headers["Content-Security-Policy"]?.contains("default-src 'none'") == true)
      #expect(browser.response.headers["X-Content-Type-Options"] == "nosniff")
      #expect(browser.response.headers["Cache-Control"] == "no-store")
      #expect(browser.response.headers["Strict-Transport-Security"] != nil)
    }
    #expect(browser.cookies.keys.allSatisfy { $0.hasPrefix("__Host-") })
  }

  @Test(arguments: ["//evil.example.org", "https://evil.example.org/", "/\\evil.example.org", "javascript:alert(1)"])
  func nobodyIsSentElsewhereAfterSigningIn(target: String) async throws {
    let service = try await ServiceFixture()
    let signedIn = try await service.signedIn(as: .member)
    try await signedIn.submit([:], to: "sign-out")
    try await signedIn.open("/-/sign-in")
    try await signedIn.submit(["email": "lea@example.org", "password": Browser.password, "next": target])
    #expect(signedIn.path == "/-/account")
  }

  @Test(arguments: ["-9223372036854775808", "9223372036854775807", "soon", ""])
  func aTimeThatNoFormHasHarmsNobody(time: String) async throws {
    let service = try await ServiceFixture(["PREAU_REGISTRATION": "approval"])
    let browser = Browser(service)
    try await browser.open("/-/register")
    try await browser.submit([
      "name": "Léa Durand", "email": "lea@example.org", "password": Browser.password, "shown_at": time,
    ])
    #expect(browser.path == "/-/sign-in?done=asked")
  }

  @Test func secretsAreNowhereInTheStore() async throws {
    let service = try await ServiceFixture()
    let link = try await service.intake.invite(email: nil, name: "", role: .member)
    let browser = try await service.signedIn(as: .member)
    try await browser.submit(["token_name": "CI"], to: "account/tokens")
    let token = try #require(browser.matches("<code>[A-Za-z0-9_-]{43}</code>").first?.dropFirst(6).dropLast(7))
    var all = ""
    for collection in Intake.collections {
      for document in try await service.store.find(in: collection) {
        all += document.id + String(decoding: try DocumentValue.object(document.fields).json(), as: UTF8.self)
      }
    }
    for secret in [String(token), String(link.suffix(43)), Browser.password] + Array(browser.cookies.values) {
      #expect(!all.contains(secret))
    }
    let request = try Request(
      .get, "/-/me", headers: Headers([("Host", "school.example.org"), ("Authorization", "Bearer \(token)")]))
    guard case .bytes(let bytes) = await service.respond(to: request).body else { return #expect(Bool(false)) }
    #expect(String(decoding: bytes, as: UTF8.self).contains("Léa Durand"))
  }
}

extension ServiceFixture {
  /// A number that was not there before.
  var count: Int {
    numbers.add(1, ordering: .relaxed).newValue
  }

  /// What an address answers a request with a good token, before redirects are followed.
  func status(_ method: HTTP.Method, _ path: String, as browser: Browser) async throws -> Status {
    let token = browser.forms.first?.fields["form_token"] ?? ""
    let cookies = browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    var fields = [("Host", "school.example.org"), ("Origin", Self.origin)]
    if !cookies.isEmpty { fields.append(("Cookie", cookies)) }
    let body: Body = method == .post ? .form(FormData(NamedValues([.init("form_token", token)]))) : .none
    return await respond(to: try Request(method, path, headers: Headers(fields), body: body)).status
  }
}
