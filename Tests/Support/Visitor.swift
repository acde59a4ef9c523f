import Synchronization

/// Somebody who visits a service over its socket without scripts: cookies, redirects and forms.
public final class Visitor: Sendable {
  private let port: UInt16
  private let state: Mutex<State>

  private struct State {
    var cookies: [String: String] = [:]
  }

  /// What a visit came to.
  public struct Page: Sendable {
    public var answer: TestAnswer
    /// With the query, after all redirects.
    public var path: String
  }

  /// - Parameter address: what a proxy in front would say is the visitor's; nil without one.
  public init(port: UInt16, address: String? = nil) {
    self.port = port
    self.address = address
    state = Mutex(State())
  }

  private let address: String?

  public var cookies: [String: String] { state.withLock { $0.cookies } }

  /// A file that a form sends.
  public struct File: Sendable {
    /// Of the form's control.
    public var control: String
    public var name: String
    public var bytes: [UInt8]

    public init(_ control: String, name: String, _ bytes: [UInt8]) {
      self.control = control
      self.name = name
      self.bytes = bytes
    }
  }

  /// Opens a page; nil when no whole answer came.
  public func open(_ path: String) async -> Page? {
    guard let answer = await ask("GET", path) else { return nil }
    return await follow(answer, of: path)
  }

  /// Sends a form of a page as `send` does, and follows where that leads.
  public func submit(
    _ values: [String: String], files: [File] = [], to action: String = "", on page: Page
  ) async -> Page? {
    guard let answer = await send(values, files: files, to: action, on: page) else { return nil }
    return await follow(answer, of: page.path)
  }

  /// Sends the form of a page whose action ends so; nil when there is no such form, or no whole answer came.
  ///
  /// Without an action, the form is one that is sent to its own page.
  public func send(
    _ values: [String: String], files: [File] = [], to action: String = "", on page: Page
  ) async -> TestAnswer? {
    let form = Form.all(in: page.answer.text).last { form in
      action.isEmpty ? form.action.isEmpty : form.action.hasSuffix(action)
    }
    guard let form else { return nil }
    let fields =
      form.fields.filter { values[$0.name] == nil } + values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let target = form.action.isEmpty ? String(page.path.prefix { $0 != "?" }) : form.action
    guard files.isEmpty else { return await ask("POST", target, Self.multipart(fields, files)) }
    let body = fields.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
    return await ask("POST", target, body: body)
  }

  private func follow(_ answer: TestAnswer, of path: String) async -> Page? {
    guard let target = answer["Location"] else { return Page(answer: answer, path: path) }
    return await open(target)
  }

  /// Sends one request, and follows no redirect.
  public func ask(_ method: String, _ path: String, body: String? = nil) async -> TestAnswer? {
    await ask(method, path, body.map { Body(type: "application/x-www-form-urlencoded", bytes: Array($0.utf8)) })
  }

  private struct Body {
    var type: String
    var bytes: [UInt8]
  }

  private func ask(_ method: String, _ path: String, _ body: Body?) async -> TestAnswer? {
    // Browsers keep for themselves which place on a page is meant.
    var head = "\(method) \(path.prefix { $0 != "#" }) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
    if let address { head += "X-Forwarded-For: \(address)\r\n" }
    let cookies = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    if !cookies.isEmpty { head += "Cookie: \(cookies.joined(separator: "; "))\r\n" }
    if let body {
      head += "Origin: http://127.0.0.1:\(port)\r\nContent-Type: \(body.type)\r\n"
      head += "Content-Length: \(body.bytes.count)\r\n"
    }
    let client = TestClient(port: port)
    guard client.isConnected, await client.send(Array("\(head)\r\n".utf8) + (body?.bytes ?? [])),
      let answer = await client.answer(toHead: method == "HEAD")
    else { return nil }
    for field in answer.all("Set-Cookie") {
      let pair = field.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else { continue }
      state.withLock { $0.cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1]) }
    }
    return answer
  }

  /// As RFC 7578 has it.
  private static func multipart(_ fields: [(name: String, value: String)], _ files: [File]) -> Body {
    let boundary = "----a-boundary-that-no-file-has"
    var bytes: [UInt8] = []
    for (name, value) in fields {
      bytes += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
    }
    for file in files {
      bytes += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(file.control)\"; ".utf8
      bytes += "filename=\"\(file.name)\"\r\nContent-Type: application/octet-stream\r\n\r\n".utf8
      bytes += file.bytes + Array("\r\n".utf8)
    }
    bytes += "--\(boundary)--\r\n".utf8
    return Body(type: "multipart/form-data; boundary=\(boundary)", bytes: bytes)
  }

  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain =
        byte < 0x80 && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber)
      return isPlain
        ? String(Unicode.Scalar(byte)) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }
}

/// A form of a page that is sent by POST, with the values that its inputs have.
private struct Form {
  typealias Fields = [(name: String, value: String)]

  var action: String
  /// A name may come several times.
  var fields: Fields

  static func all(in html: String) -> [Form] {
    html.matches(of: #/(<form[^>]*method="post"[^>]*>)(.*?)</form>/#.dotMatchesNewlines()).flatMap { form -> [Form] in
      var fields: Fields = []
      for input in form.2.matches(of: #/<input[^>]*>/#).map(\.0) {
        let isBox = input.contains("type=\"checkbox\"")
        guard let name = attribute("name", of: input), !input.contains("type=\"file\""),
          !isBox || input.contains(" checked")
        else { continue }
        fields.append((name, attribute("value", of: input) ?? ""))
      }
      for area in form.2.matches(of: #/(<textarea[^>]*>)(.*?)</textarea>/#.dotMatchesNewlines()) {
        if let name = attribute("name", of: area.1) { fields.append((name, plain(area.2))) }
      }
      for select in form.2.matches(of: #/(<select[^>]*>)(.*?)</select>/#.dotMatchesNewlines()) {
        let chosen = select.2.matches(of: #/<option[^>]* selected>/#).first?.0
        guard let name = attribute("name", of: select.1) else { continue }
        fields.append((name, chosen.flatMap { attribute("value", of: $0) } ?? ""))
      }
      // A button may send the same form elsewhere.
      let actions = form.2.matches(of: #/<button[^>]*>/#).compactMap { attribute("formaction", of: $0.0) }
      return (actions + [attribute("action", of: form.1) ?? ""]).map { Form(action: $0, fields: fields) }
    }
  }

  private static func attribute(_ name: String, of tag: Substring) -> String? {
    guard let start = tag.firstRange(of: " \(name)=\"") else { return nil }
    return plain(tag[start.upperBound...].prefix { $0 != "\"" })
  }

  private static func plain(_ html: Substring) -> String {
    let escapes = [("&#39;", "'"), ("&#34;", "\""), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
    return escapes.reduce(String(html)) { $0.replacing($1.0, with: $1.1) }
  }
}
