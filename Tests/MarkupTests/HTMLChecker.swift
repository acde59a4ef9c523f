/// Holds rendered HTML against everything that the renderer may write.
///
/// Anything else that reaches the output came from the text unescaped.
struct HTMLChecker {
  private static let attributes: [String: Set<String>] = [
    "p": ["class"], "h1": ["id"], "h2": ["id"], "h3": ["id"], "h4": ["id"], "h5": ["id"], "h6": ["id"], "em": [],
    "strong": [], "del": [], "blockquote": [], "ul": [], "ol": ["start"], "li": ["class", "id"],
    "pre": ["class", "tabindex"],
    "code": ["class"], "a": ["href", "class", "rel", "title", "role", "aria-label", "data-player"],
    "span": ["class"], "sup": ["class", "id"], "section": ["class", "role", "aria-label"], "figure": [],
    "figcaption": [], "table": [], "thead": [], "tbody": [], "tr": [], "th": ["scope", "class"], "td": ["class"],
    "div": ["class", "role", "tabindex", "aria-label"], "br": [], "hr": [],
    "img": ["src", "alt", "title", "width", "height", "loading", "decoding"],
    "input": ["type", "disabled", "checked", "aria-label"],
  ]
  private static let voids: Set<String> = ["br", "hr", "img", "input"]

  /// What is wrong with a page, or nil.
  static func mistake(in html: String) -> String? {
    var checker = Self(rest: Array(html.utf8)[...])
    return checker.mistake()
  }

  private var rest: ArraySlice<UInt8>
  private var open: [String] = []
  private var ids: Set<String> = []

  private init(rest: ArraySlice<UInt8>) {
    self.rest = rest
  }

  private mutating func mistake() -> String? {
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      guard let end = rest[start...].firstIndex(of: UInt8(ascii: ">")) else { return "'<' in text" }
      if rest[..<start].contains(UInt8(ascii: ">")) { return "'>' in text" }
      let tag = String(decoding: rest[(start + 1)..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if let mistake = tag.hasPrefix("/") ? close(String(tag.dropFirst())) : open(tag) { return mistake }
    }
    return open.isEmpty ? nil : "<\(open[0])> is never closed"
  }

  private mutating func close(_ name: String) -> String? {
    open.popLast() == name ? nil : "</\(name)> closes nothing"
  }

  private mutating func open(_ tag: String) -> String? {
    let name = String(tag.prefix { $0 != " " })
    guard let allowed = Self.attributes[name] else { return "<\(name)>" }
    if !Self.voids.contains(name) { open.append(name) }
    if name == "a", open.dropLast().contains("a") { return "<a> in <a>" }
    return attributes(tag.dropFirst(name.count), of: name, allowed)
  }

  private mutating func attributes(_ text: Substring, of name: String, _ allowed: Set<String>) -> String? {
    var text = text
    while let first = text.first {
      guard first == " " else { return "'\(text)' in <\(name)>" }
      text = text.dropFirst()
      let attribute = String(text.prefix { $0 != "=" && $0 != " " })
      guard allowed.contains(attribute) else { return "\(attribute) on <\(name)>" }
      text = text.dropFirst(attribute.count)
      guard text.hasPrefix("=\"") else { continue }
      let value = String(text.dropFirst(2).prefix { $0 != "\"" })
      text = text.dropFirst(value.count + 3)
      if let mistake = mistake(value, of: attribute) { return mistake }
    }
    return nil
  }

  private mutating func mistake(_ value: String, of attribute: String) -> String? {
    switch attribute {
    case "href", "src", "data-player":
      let scheme = value.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.split(
        separator: ":", omittingEmptySubsequences: false)
      guard scheme.count > 1 else { return nil }
      return ["http", "https", "mailto", "tel"].contains(scheme[0].lowercased()) ? nil : "\(attribute)=\(value)"
    case "id": return ids.insert(value).inserted ? nil : "id \(value) comes twice"
    default: return nil
    }
  }
}
