/// `urlize`: links for the addresses in a text.
extension Filters {
  static func urlize(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("trim_url_limit", "nofollow", "target", "rel", "extra_schemes")
    var words: Set<String> = ["noopener"]
    if let rel = arguments[3, "rel"], !rel.isNone {
      words.formUnion(try rel.printedText().pieces(by: nil, limit: -1))
    }
    if try arguments.flag(1, "nofollow") { words.insert("nofollow") }
    var linker = Linker(rel: words.sorted().joined(separator: " "))
    linker.limit = try optionalInteger(arguments, 0, "trim_url_limit")
    if let target = arguments[2, "target"], !target.isNone { linker.target = try target.printedText() }
    if let schemes = arguments[4, "extra_schemes"], !schemes.isNone {
      linker.schemes = try schemes.iterated().compactMap(\.text)
    }
    let text = linker.linked(try value.htmlText())
    return state.isEscaping ? .safe(text) : .string(text)
  }
}

private struct Linker {
  let rel: String
  var limit: Int?
  var target: String?
  var schemes: [String] = []

  init(rel: String) {
    self.rel = rel
  }

  /// Escaped text with links; white space stays as it is.
  func linked(_ text: String) -> String {
    var result = ""
    var word = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if Whitespace.isSpace(scalar) {
        result += linkedWord(String(word))
        word = String.UnicodeScalarView()
        result.unicodeScalars.append(scalar)
      } else {
        word.append(scalar)
      }
    }
    return result + linkedWord(String(word))
  }

  private func linkedWord(_ word: String) -> String {
    if word.isEmpty { return word }
    var (head, middle, tail) = cut(word)
    balance(&middle, &tail)
    return head + (link(middle) ?? middle) + tail
  }

  /// Punctuation before and behind does not belong to an address.
  private func cut(_ word: String) -> (String, String, String) {
    let heads = ["(", "<", "&lt;"]
    let tails = [")", ">", ".", ",", "\n", "&gt;"]
    var head = ""
    var middle = word
    while let mark = heads.first(where: { middle.hasPrefix($0) }) {
      head += mark
      middle.removeFirst(mark.count)
    }
    var tail = ""
    while let mark = tails.first(where: { middle.hasSuffix($0) }) {
      tail = mark + tail
      middle.removeLast(mark.count)
    }
    return (head, middle, tail)
  }

  /// Takes back closing brackets that the address itself opened.
  private func balance(_ middle: inout String, _ tail: inout String) {
    for (open, close) in [("(", ")"), ("<", ">"), ("&lt;", "&gt;")] {
      let opened = middle.pieces(by: open, limit: -1).count - 1
      let closed = middle.pieces(by: close, limit: -1).count - 1
      guard opened > closed else { continue }
      for _ in 0..<Swift.min(opened, tail.pieces(by: close, limit: -1).count - 1) {
        guard let found = tail.firstOffset(of: close, from: 0) else { break }
        middle += tail.utf8Slice(0, found + close.utf8.count)
        tail = tail.utf8Slice(found + close.utf8.count, tail.utf8.count)
      }
    }
  }

  private func link(_ word: String) -> String? {
    if isWebAddress(word) {
      let hasScheme = word.hasPrefix("https://") || word.hasPrefix("http://")
      return anchor(hasScheme ? word : "https://\(word)", word, rel: rel, target: target)
    }
    if word.hasPrefix("mailto:"), isMailAddress(String(word.dropFirst(7))) {
      return anchor(word, String(word.dropFirst(7)), rel: nil, target: nil)
    }
    if word.contains("@"), !word.hasPrefix("www."), !word.contains(":"), isMailAddress(word) {
      return anchor("mailto:\(word)", word, rel: nil, target: nil)
    }
    guard let scheme = schemes.first(where: { word.hasPrefix($0) }), word != scheme else { return nil }
    return anchor(word, word, rel: rel, target: target)
  }

  private func anchor(_ address: String, _ text: String, rel: String?, target: String?) -> String {
    var shown = text
    if let limit, limit < text.unicodeScalars.count {
      shown = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Swift.max(0, limit)))) + "..."
    }
    if rel == nil { shown = text }
    let relation = rel.map { $0.isEmpty ? "" : " rel=\"\(htmlEscaped($0))\"" } ?? ""
    let frame = target.map { " target=\"\(htmlEscaped($0))\"" } ?? ""
    return "<a href=\"\(address)\"\(relation)\(frame)>\(shown)</a>"
  }

  private func isWebAddress(_ word: String) -> Bool {
    let lowercased = word.lowercased()
    if let scheme = ["https://", "http://"].first(where: { lowercased.hasPrefix($0) }) {
      return isHost(hostOf(lowercased.utf8Slice(scheme.utf8.count, lowercased.utf8.count)), needsDot: false)
    }
    if lowercased.hasPrefix("www.") {
      return isHost(hostOf(lowercased.utf8Slice(4, lowercased.utf8.count)), needsDot: false)
    }
    let host = hostOf(lowercased)
    return ["com", "net", "int", "edu", "gov", "org", "info", "mil"].contains {
      host.hasSuffix(".\($0)") && isHost(String(host.dropLast($0.count + 1)), needsDot: false)
    } && !host.contains("@")
  }

  private func hostOf(_ address: String) -> String {
    String(address.prefix { !"/?#:".contains($0) })
  }

  private func isHost(_ host: String, needsDot: Bool) -> Bool {
    !host.isEmpty && host.unicodeScalars.allSatisfy { $0.isWordPart || "-.%@[]".unicodeScalars.contains($0) }
      && !host.hasPrefix(".") && !host.hasPrefix("-")
  }

  private func isMailAddress(_ word: String) -> Bool {
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts[0].unicodeScalars.first, first.isWordPart else { return false }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last, last.unicodeScalars.count >= 1 else { return false }
    return labels.allSatisfy { !$0.isEmpty && $0.unicodeScalars.allSatisfy { $0.isWordPart || $0 == "-" } }
      && last.unicodeScalars.allSatisfy(\.isWordPart)
  }
}
