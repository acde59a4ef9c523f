/// HTML and XML, with code of other languages within.
extension CodeLexer {
  mutating func markup(_ markup: Language.Markup) {
    while cursor < end {
      switch bytes[cursor] {
      case UInt8(ascii: "<"):
        if !island(markup), !tag(markup) { cursor += 1 }
      case UInt8(ascii: "{"):
        if !island(markup) { cursor += 1 }
      case UInt8(ascii: "&"):
        if let limit = entityEnd { mark(.escape, count: limit - cursor) } else { cursor += 1 }
      default:
        cursor += 1
      }
    }
  }

  /// Lexes an island at the cursor, up to its closing bytes wherever they stand.
  private mutating func island(_ markup: Language.Markup) -> Bool {
    for island in markup.islands where matches(island.open, at: cursor) {
      let close = firstMatch(of: island.close, from: cursor + island.open.count)
      guard let language = island.language else {
        mark(.comment, count: (close.map { $0 + island.close.count } ?? end) - cursor)
        return true
      }
      mark(.mark, count: island.open.count)
      embed(LanguageTable.grammar(named: language), upTo: close ?? end)
      mark(.mark, count: island.close.count)
      return true
    }
    return false
  }

  private mutating func tag(_ markup: Language.Markup) -> Bool {
    if matches("<!--", at: cursor) {
      region(.comment, open: "<!--", close: "-->", nested: nil)
    } else if matches("<![CDATA", at: cursor) {
      region(.string, open: "<![CDATA", close: "]]>", nested: nil)
    } else if matches("<?", at: cursor) {
      region(.annotation, open: "<?", close: "?>", nested: nil)
    } else if matches("<!", at: cursor), byte(at: cursor + 2).isLetter {
      region(.annotation, open: "<!", close: ">", nested: nil)
    } else {
      return element(markup)
    }
    return true
  }

  private mutating func element(_ markup: Language.Markup) -> Bool {
    let isClosing = byte(at: cursor + 1) == UInt8(ascii: "/")
    let name = cursor + (isClosing ? 2 : 1)
    guard byte(at: name).isNameStart else { return false }
    cursor = name
    while byte(at: cursor).isElementName { cursor += 1 }
    let content = markup.contents.first { $0.element.count == cursor - name && matches($0.element, at: name) }
    mark(.type, from: name)
    attributes(markup)
    if let content, !isClosing, byte(at: cursor - 1) == UInt8(ascii: ">") { embed(content) }
    return true
  }

  private mutating func embed(_ content: Language.ElementContent) {
    var close = firstMatch(of: "</", from: cursor)
    while let found = close, !matches(content.element, at: found + 2) {
      close = firstMatch(of: "</", from: found + 2)
    }
    embed(LanguageTable.grammar(named: content.language), upTo: close ?? end)
  }

  /// Lexes up to the end of the tag, or to the `<` of the next one if this was never closed.
  private mutating func attributes(_ markup: Language.Markup) {
    while cursor < end {
      switch bytes[cursor] {
      case UInt8(ascii: ">"):
        cursor += 1
        return
      case UInt8(ascii: "<"):
        if !island(markup) { return }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        quotedValue(markup)
      case UInt8(ascii: "="):
        cursor += 1
        unquotedValue(markup)
      case let byte where byte.isSpace || byte == UInt8(ascii: "/"):
        cursor += 1
      default:
        if !island(markup) { attributeName() }
      }
    }
  }

  private mutating func attributeName() {
    let first = cursor
    cursor += 1
    while cursor < end, !bytes[cursor].endsAttributeName { cursor += 1 }
    mark(.annotation, from: first)
  }

  private mutating func unquotedValue(_ markup: Language.Markup) {
    while byte(at: cursor).isSpace { cursor += 1 }
    guard !byte(at: cursor).isQuote, !island(markup) else { return }
    let first = cursor
    while cursor < end, !bytes[cursor].isSpace, bytes[cursor] != UInt8(ascii: ">") { cursor += 1 }
    mark(.string, from: first)
  }

  private mutating func quotedValue(_ markup: Language.Markup) {
    let quote = bytes[cursor]
    var first = cursor
    cursor += 1
    while cursor < end, bytes[cursor] != quote {
      let part = cursor
      let insertion = insertionInValue(markup, from: first)
      if insertion { first = cursor } else { cursor = part + 1 }
    }
    if cursor < end { cursor += 1 }
    mark(.string, from: first)
  }

  /// Lexes an entity or an island at the cursor, after the part of the value that came before.
  private mutating func insertionInValue(_ markup: Language.Markup, from first: Int) -> Bool {
    if let limit = entityEnd {
      mark(.string, from: first)
      mark(.escape, count: limit - cursor)
      return true
    }
    guard markup.islands.contains(where: { matches($0.open, at: cursor) }) else { return false }
    mark(.string, from: first)
    return island(markup)
  }

  /// The end of `&name;`, `&#233;` or `&#xE9;` at the cursor; no name of HTML is longer than 32 letters.
  private var entityEnd: Int? {
    guard bytes[cursor] == UInt8(ascii: "&") else { return nil }
    var index = cursor + 1
    if byte(at: index) == UInt8(ascii: "#") { index += 1 }
    let name = index
    while index < name + 32, byte(at: index).isLetter || byte(at: index).isDigit { index += 1 }
    return index > name && byte(at: index) == UInt8(ascii: ";") ? index + 1 : nil
  }
}

extension UInt8 {
  fileprivate var isElementName: Bool {
    isName || self == UInt8(ascii: "-") || self == UInt8(ascii: ":") || self == UInt8(ascii: ".")
  }

  fileprivate var endsAttributeName: Bool {
    if isSpace || self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") { return true }
    return self == UInt8(ascii: "=") || self == UInt8(ascii: ">") || self == UInt8(ascii: "/")
      || self == UInt8(ascii: "<") || self == UInt8(ascii: "{")
  }
}
