import Foundation
import HTTP
import Testing

/// As much of a browser as pages without scripts need: cookies, redirects and forms.
final class Browser {
  static let password = "un préau sous la pluie"

  private let service: ServiceFixture
  private(set) var cookies: [String: String] = [:]
  private(set) var response = Response(.ok)
  /// Of the page that is shown, with its query.
  private(set) var path = ""
  var headers: [(String, String)] = []

  init(_ service: ServiceFixture) { self.service = service }

  var html: String {
    if case .bytes(let bytes) = response.body { String(decoding: bytes, as: UTF8.self) } else { "" }
  }

  /// Without tags and with single spaces.
  var text: String {
    html.replacingOccurrences(of: "<[^>]+>", with: " ", options: .regularExpression)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  func open(_ address: String) async throws {
    try await send(.get, address, body: .none)
  }

  /// Sends a form of the page: the one whose action ends so, else the last one of the page's own content.
  func submit(_ values: [String: String], to action: String? = nil) async throws {
    let form = try #require(forms.last { form in action.map { form.action.hasSuffix($0) } ?? !form.isSignOut })
    var fields = form.fields
    for (name, value) in values { fields[name] = value }
    try await post(form.action.isEmpty ? String(path.prefix { $0 != "?" }) : form.action, fields)
  }

  /// Sends fields as no page of the service asks for them.
  func post(_ address: String, _ fields: [String: String]) async throws {
    let pairs = fields.sorted { $0.key < $1.key }.map { NamedValues.Pair($0.key, $0.value) }
    try await send(.post, address, body: .form(FormData(NamedValues(pairs))))
  }

  private func send(_ method: HTTP.Method, _ address: String, body: Body) async throws {
    var fields: [(name: String, value: String)] = [("Host", "school.example.org")] + headers.map { ($0.0, $0.1) }
    if method == .post, !headers.contains(where: { $0.0 == "Origin" }) {
      fields.append(("Origin", ServiceFixture.origin))
    }
    if !cookies.isEmpty {
      fields.append(
        ("Cookie", cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")))
    }
    let target = address.replacingOccurrences(of: ServiceFixture.origin, with: "")
    response = await service.respond(
      to: try Request(method, target, headers: Headers(fields), body: body))
    path = target
    for cookie in response.cookies {
      cookies[cookie.name] = cookie.lifetime == .zero ? nil : cookie.value
    }
    if let location = response.headers["Location"] { try await open(location) }
  }

  struct Form {
    var action: String
    var fields: [String: String]
    var isSignOut: Bool { action.hasSuffix("sign-out") }
  }

  /// The forms that are sent by POST, with the values that they have.
  var forms: [Form] {
    matches("<form[^>]*method=\"post\"[^>]*>.*?</form>").map { form in
      var fields: [String: String] = [:]
      for input in form.matches("<input[^>]*>") {
        if let name = input.attribute("name") { fields[name] = input.attribute("value") ?? "" }
      }
      for select in form.matches("<select.*?</select>") {
        let chosen = select.matches("<option[^>]* selected>").first ?? select.matches("<option[^>]*>").first
        if let name = select.attribute("name") { fields[name] = chosen?.attribute("value") ?? "" }
      }
      return Form(action: form.matches("<form[^>]*>").first?.attribute("action") ?? "", fields: fields)
    }
  }

  func matches(_ pattern: String) -> [String] { html.matches(pattern) }
}

extension String {
  fileprivate func matches(_ pattern: String) -> [String] {
    guard let expression = try? NSRegularExpression(pattern: pattern, options: .dotMatchesLineSeparators) else {
      return []
    }
    return expression.matches(in: self, range: NSRange(startIndex..., in: self)).compactMap { match in
      Range(match.range, in: self).map { String(self[$0]) }
    }
  }

  fileprivate func attribute(_ name: String) -> String? {
    matches(" \(name)=\"[^\"]*\"").first.map {
      String($0.dropFirst(name.count + 3).dropLast()).replacingOccurrences(of: "&amp;", with: "&")
        .replacingOccurrences(of: "&#39;", with: "'").replacingOccurrences(of: "&quot;", with: "\"")
    }
  }
}
