import HTTP
import Intake
import Store
import TestSupport

/// Requests that nearly are what the service expects, and nothing like it.
struct Noise {
  private var dice: Dice
  /// Names of accounts, sessions, invitations and tokens that are there.
  private var ids: [String] = []
  private var secrets: [String]
  private(set) var token: String?

  private static let names = [
    "form_token", "name", "email", "password", "new_password", "language", "next", "profile", "role", "action",
    "token_name", "shown_at", "website", "people", "confirm", "q", "state", "page", "done", "name[]", "", "__proto__",
  ]
  private static let texts = [
    "", " ", "\u{0}", "a\u{0}b", "lea@example.org", "head@example.org", "new@example.org", "LEA@EXAMPLE.ORG ",
    "a@b", "@", "Léa Durand", "fr", "en", "xx", "member", "reviewer", "maintainer", "approve", "reject", "suspend",
    "restore", "true", "-1", "0", "1", "2", "9223372036854775807", "-9223372036854775808", "99999999999999999999",
    "1e309", "NaN", "/-/account", "//evil.example.org", "/\u{7F}", "https://evil.example.org/",
    "a\r\nBcc: eve@example.org", "a\nb", "{{ 7 * 7 }}{% raw %}", "<script>alert(1)</script>", "\"'><b>", "%", "%zz",
    "%00", "../../etc/passwd", "';--", "$where", "\u{202E}gro.elpmaxe", "🏫👩🏽‍🎓", "e\u{301}\u{301}\u{301}", "\u{FEFF}",
    "Ada; ada@example.org\nBob\n\n;;;\n\tEve,eve@example.org", "name,email\n\"A, B\",a@example.org", "lea-durand",
    Browser.password, "0123456789", "un autre préau sous la pluie",
  ]

  init(seed: UInt64, _ service: ServiceFixture) {
    dice = Dice(seed: seed)
    secrets = [String(repeating: "A", count: 43), "nothing"]
  }

  mutating func pick<Value>(_ values: [Value]) -> Value { dice.pick(values) }

  /// Takes names that are in the store, and makes invitations that can be accepted.
  mutating func learn(_ service: ServiceFixture) async throws {
    ids = []
    for collection in Intake.collections {
      ids += try await service.store.find(Query(limit: 40), in: collection).map(\.id)
    }
    let link = try await service.intake.invite(email: nil, name: "", role: .member)
    secrets = Array(secrets.prefix(2)) + [String(link.suffix(43))]
  }

  /// A request without its body; nil for an address that a server refuses before it looks for a route.
  mutating func request(_ route: Route<Access>, _ cookies: [String: String], token: String?) -> Request? {
    self.token = token
    var path = route.pattern.description.replacing("{secret}", with: dice.pick(secrets))
    path = path.replacing("{id}", with: ids.isEmpty || dice.isOne(in: 3) ? encoded(text()) : dice.pick(ids))
    if dice.isOne(in: 30) { path += dice.pick(["/", "/x", "%2F", "%FF", "//", "/..", "/%00", "%C3"]) }
    let query = (0..<Int.random(in: 0...3, using: &dice)).map { _ in "\(dice.pick(Self.names))=\(encoded(text()))" }
    let usual: HTTP.Method = route.methods.contains(.post) ? .post : .get
    let method = dice.isOne(in: 20) ? dice.pick(HTTP.Method.allCases) : usual
    return try? Request(
      method, query.isEmpty || dice.isOne(in: 2) ? path : "\(path)?\(query.joined(separator: "&"))",
      headers: headers(cookies))
  }

  private mutating func headers(_ cookies: [String: String]) -> Headers {
    var fields = [
      ("Host", "school.example.org"), ("X-Forwarded-For", "192.0.2.\(Int.random(in: 0...255, using: &dice))"),
    ]
    if !dice.isOne(in: 12) {
      fields.append(
        ("Origin", dice.isOne(in: 20) ? dice.pick(["null", "", "https://evil.example.org"]) : ServiceFixture.origin))
    }
    var pairs = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    if dice.isOne(in: 10) { pairs = pairs.map { String($0.dropLast(Int.random(in: 0...50, using: &dice))) } }
    if dice.isOne(in: 10) { pairs.insert("__Host-preau-session=\(encoded(text()))", at: 0) }
    if dice.isOne(in: 10) { pairs.append(dice.pick(["=", ";;;", "a", "\"", String(repeating: "c=d; ", count: 300)])) }
    if !pairs.isEmpty { fields.append(("Cookie", pairs.joined(separator: "; "))) }
    for name in ["User-Agent", "Accept-Language", "Authorization", "If-None-Match", "Range"] where dice.isOne(in: 8) {
      let value = dice.pick([
        "", "Bearer ", "Bearer \(String(repeating: "A", count: 43))", "fr;q=2,*;q=", "\u{FF}", text(),
      ])
      fields.append((name, value.filter { !$0.isNewline && $0 != "\0" }))
    }
    return Headers(fields)
  }

  /// A body and its type: most times a form of either encoding.
  mutating func body(token: String?) -> (type: String, bytes: [UInt8]) {
    switch Int.random(in: 0..<12, using: &dice) {
    case 0:
      return (dice.pick(["text/plain", "application/json", "", "multipart/form-data", "a/b;c=\""]), Array("{}".utf8))
    case 1: return ("application/x-www-form-urlencoded", garbage())
    case 2: return ("multipart/form-data; boundary=b", multipart(token) + garbage())
    case 3, 4: return ("multipart/form-data; boundary=b", multipart(token))
    default: return ("application/x-www-form-urlencoded; charset=utf-8", form(token))
    }
  }

  private mutating func form(_ token: String?) -> [UInt8] {
    fields(token).map { "\(encoded($0))=\(encoded($1))" }.joined(separator: "&").utf8.map { byte in
      dice.isOne(in: 5_000) ? UInt8.random(in: 0...255, using: &dice) : byte
    }
  }

  private mutating func multipart(_ token: String?) -> [UInt8] {
    var body = ""
    for (name, value) in fields(token) {
      let file = dice.isOne(in: 20) ? "; filename=\"\(text())\"" : ""
      body += "--b\r\nContent-Disposition: form-data; name=\"\(name)\"\(file)\r\n\r\n\(value)\r\n"
    }
    return Array((body + (dice.isOne(in: 10) ? "" : "--b--\r\n")).utf8)
  }

  /// Every field of the service, but for some, and some twice.
  private mutating func fields(_ token: String?) -> [(String, String)] {
    var fields: [(String, String)] = []
    if let token, !dice.isOne(in: 10) { fields.append(("form_token", token)) }
    for name in Self.names.dropFirst() where !dice.isOne(in: 6) {
      fields.append((name, likely(name)))
      if dice.isOne(in: 20) { fields.append((name, text())) }
    }
    fields.shuffle(using: &dice)
    return fields
  }

  /// Often what a field is meant to have, so that the noise comes further than to the first mistake.
  private mutating func likely(_ name: String) -> String {
    guard !dice.isOne(in: 4) else { return text() }
    switch name {
    case "email": return "n\(Int.random(in: 0...500, using: &dice))@example.org"
    case "password": return Browser.password
    case "new_password": return dice.pick([Browser.password, "un autre préau sous la pluie"])
    case "role": return dice.pick(["member", "reviewer", "maintainer"])
    case "action": return dice.pick(["approve", "reject", "suspend", "restore"])
    case "website": return ""
    case "name", "token_name": return "Léa"
    default: return text()
    }
  }

  private mutating func text() -> String {
    switch Int.random(in: 0..<40, using: &dice) {
    case 0: return String(repeating: dice.pick(Self.texts), count: 400)
    case 1: return dice.pick(Self.texts) + dice.pick(Self.texts)
    case 2:
      return String(
        String.UnicodeScalarView(
          (0..<20).compactMap { _ in Unicode.Scalar(UInt32.random(in: 0...0x2FFF, using: &dice)) }))
    default: return dice.pick(Self.texts)
    }
  }

  private mutating func garbage() -> [UInt8] {
    (0..<Int.random(in: 0...3_000, using: &dice)).map { _ in
      dice.isOne(in: 3) ? dice.pick(Array("&=%+;-\r\nb".utf8)) : UInt8.random(in: 0...255, using: &dice)
    }
  }

  private mutating func encoded(_ text: String) -> String {
    let isHalf = dice.isOne(in: 30)
    return text.utf8.map { byte in
      let digits = (byte < 16 ? "0" : "") + String(byte, radix: 16)
      // Half a character is no UTF-8.
      if byte >= 0x80, isHalf, dice.isOne(in: 2) { return "" }
      return byte >= 0x30 && byte < 0x3A || byte >= 0x61 && byte < 0x7B ? String(Unicode.Scalar(byte)) : "%\(digits)"
    }.joined()
  }
}
