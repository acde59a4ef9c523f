import Diagnostics

/// Says what libyaml complains about to a person who doesn't know YAML.
///
/// libyaml reports where it gave up; the mistake is often elsewhere, so each case looks at the text again.
struct YAMLDiagnosis {
  let file: SourceFile
  /// The bytes of the file that are YAML.
  let text: Range<Int>
  let complaint: YAMLComplaint
  let lastScalar: YAMLNode?
  /// The innermost `[` or `{` that is still open.
  let openBracket: Int?

  var diagnostic: Diagnostic {
    if complaint.isUnreadable { return unreadable }
    return switch complaint.problem {
    case "mapping values are not allowed in this context": secondColon
    case "block sequence entries are not allowed in this context": listOnKeyLine
    case "mapping keys are not allowed in this context": needsQuotes(at: complaint.place)
    case "found character that cannot start any token": impossibleStart
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      tab
    case "could not find expected ':'": missingColon
    case "found unexpected end of stream", "found unexpected document indicator": unclosedQuote
    case "found unknown escape character": unknownEscape
    case "did not find expected hexdecimal number", "found invalid Unicode character escape code": impossibleEscape
    case "did not find expected key", "did not find expected '-' indicator",
      "did not find expected <document start>":
      unexpectedText
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'": unseparatedItems
    case "did not find expected node content": missingValue
    case "found an indentation indicator equal to 0": textAfterBlockSign
    case "did not find expected comment or line break" where complaint.context == "while scanning a block scalar":
      textAfterBlockSign
    case "found incompatible YAML document": syntax(at: line, "only YAML 1.1 and 1.2 can be read")
    default: other
    }
  }
}

// MARK: - Characters

extension YAMLDiagnosis {
  private var unreadable: Diagnostic {
    if complaint.problem == "control characters are not allowed" {
      let message: Message = "text must hold no control characters; \(file.codePoint(at: complaint.place)) is one"
      let range = file.scalarRange(at: complaint.place)
      return .error("invalid-text", at: SourceLocation(file, range), message, help: "remove it")
    }
    // libyaml names the byte where it noticed, which may be one that follows.
    return .invalidUTF8(in: file, atByte: file.firstInvalidByte(in: text) ?? complaint.place)
  }

  private var impossibleStart: Diagnostic {
    byte(at: complaint.place) == UInt8(ascii: "\t") ? tab : needsQuotes(at: complaint.place)
  }

  private var tab: Diagnostic {
    let line = file.lineRange(containingByte: complaint.place)
    let place = file.bytes[line.lowerBound..<max(line.lowerBound, complaint.place)].firstIndex(of: UInt8(ascii: "\t"))
    return syntax(
      at: one(place ?? complaint.place), "lines must be indented with spaces; this is a tab",
      help: "replace the tab with two spaces")
  }

  private func needsQuotes(at place: Int) -> Diagnostic {
    let sign = file.text(in: file.scalarRange(at: place))
    return syntax(
      at: file.scalarRange(at: place), "text that starts with '\(sign)' must be in quotes",
      help: "put '…' or \"…\" around all of it")
  }

  private var unknownEscape: Diagnostic {
    let range = complaint.place..<min(complaint.place + 2, text.upperBound)
    return syntax(
      at: range, "'\(file.text(in: range))' is no escape in double quotes",
      help: "write '\\\\' for a backslash, or put the value in single quotes")
  }

  /// libyaml stops at the digits.
  private var impossibleEscape: Diagnostic {
    let digits = file.bytes[complaint.place..<text.upperBound]
    let end = digits.firstIndex { !isHexadecimal($0) } ?? digits.endIndex
    let range = max(text.lowerBound, complaint.place - 2)..<max(end, min(complaint.place + 1, text.upperBound))
    return syntax(
      at: range, "'\(file.text(in: range))' must name a character by its number",
      help: "write the character itself")
  }

  private func isHexadecimal(_ byte: UInt8) -> Bool {
    Character(Unicode.Scalar(byte)).isHexDigit
  }
}

// MARK: - Keys and indentation

extension YAMLDiagnosis {
  /// `title: Swift: a tour`, or a key that goes on with the text above it.
  private var secondColon: Diagnostic {
    let line = file.lineRange(containingByte: complaint.place)
    guard !hasKey(in: line.lowerBound..<complaint.place) else {
      return syntax(
        at: one(complaint.place), "a value that holds ': ' must be in quotes",
        help: "put '…' or \"…\" around the whole value")
    }
    let key = file.bytes[line].firstIndex { !isSpace($0) } ?? complaint.place
    if let above = lineAbove(line), column(of: above.lowerBound) >= key - line.lowerBound {
      return noKey(in: above)
    }
    return syntax(
      at: key..<complaint.place, "a key must not be indented below a value",
      help: "start it in the same column as the other keys")
  }

  private var missingColon: Diagnostic {
    noKey(in: file.restOfLine(at: complaint.contextPlace))
  }

  private func noKey(in line: Range<Int>) -> Diagnostic {
    if let colon = file.bytes[line].firstIndex(of: UInt8(ascii: ":")) {
      return syntax(at: one(colon), "a space must follow the ':' after a key", help: "write 'key: value'")
    }
    return syntax(
      at: line, "a line must be 'key: value' or '- item'", help: "indent it if it goes on with the value above it")
  }

  private var listOnKeyLine: Diagnostic {
    syntax(
      at: one(complaint.place), "a list must start on a line of its own, below its key",
      help: "a value that starts with '- ' must be in quotes, unless it is a list")
  }

  private var unexpectedText: Diagnostic {
    if let scalar = lastScalar, scalar.scalar?.isQuoted == true, onlySpaceFollows(scalar.range.upperBound) {
      if let diagnosis = textAfterQuote(scalar) { return diagnosis }
    }
    if !file.isFirstInLine(complaint.place) {
      return syntax(
        at: rest, "nothing may follow the value", help: "put '…' or \"…\" around the whole value")
    }
    if complaint.problem == "did not find expected <document start>", followsDocumentEnd {
      return secondDocument
    }
    if byte(at: complaint.place) == UInt8(ascii: ":") {
      return syntax(at: one(complaint.place), "a key must stand before the ':'")
    }
    if file.bytes[rest].starts(with: [UInt8(ascii: "-"), UInt8(ascii: " ")]) {
      return syntax(
        at: one(complaint.place), "a list item must not stand between keys",
        help: "a list starts below a key that has no value of its own")
    }
    return syntax(
      at: rest, "the line must be indented like the lines that it belongs with",
      help: "keys of one group, and items of one list, start in the same column")
  }
}

// MARK: - Quotes and brackets

extension YAMLDiagnosis {
  private var unclosedQuote: Diagnostic {
    unclosedQuote(at: complaint.contextPlace)
  }

  private func unclosedQuote(at place: Int) -> Diagnostic {
    let quote = file.text(in: one(place))
    return syntax(
      at: one(place), "a quote must be closed; the \(quote) that opens here is not",
      help: "write \(quote) at the end of the value, too")
  }

  /// What follows a quoted value: a quote that closed too early, or the next one, which closed the last.
  private func textAfterQuote(_ scalar: YAMLNode) -> Diagnostic? {
    let opening = scalar.range.lowerBound
    guard byte(at: opening) == UInt8(ascii: "'") || byte(at: opening) == UInt8(ascii: "\"") else { return nil }
    guard file.lineRange(containingByte: opening).contains(scalar.range.upperBound - 1) else {
      return unclosedQuote(at: opening)
    }
    guard !file.isFirstInLine(complaint.place) else { return nil }
    let help: Message =
      byte(at: opening) == UInt8(ascii: "'")
      ? "inside '…' write '' for an apostrophe, or put the value in \"…\""
      : "inside \"…\" write \\\" for a quote, or put the value in '…'"
    return syntax(at: rest, "nothing may follow the quote that closes a value", help: help)
  }

  private var unseparatedItems: Diagnostic {
    let bracket = openBracket ?? complaint.contextPlace
    let line = file.lineRange(containingByte: bracket)
    guard line.contains(complaint.place), complaint.place < text.upperBound else { return unclosedBracket(at: bracket) }
    let sign = byte(at: bracket) == UInt8(ascii: "{") ? "{…}" : "[…]"
    return syntax(
      at: rest, "commas must separate the values in \(sign)",
      help: "a value that holds ',', '[', ']', '{' or '}' must be in quotes")
  }

  private func unclosedBracket(at place: Int) -> Diagnostic {
    let closing = byte(at: place) == UInt8(ascii: "{") ? "}" : "]"
    return syntax(
      at: one(place), "a '\(file.text(in: one(place)))' must be closed; the one that opens here is not",
      help: "write '\(closing)' after the last value, or put the text in quotes")
  }

  private var missingValue: Diagnostic {
    guard complaint.place < text.upperBound else {
      return openBracket.map(unclosedBracket) ?? syntax(at: line, "a value is missing")
    }
    let sign = byte(at: complaint.place)
    if openBracket != nil, sign == UInt8(ascii: ",") {
      return syntax(at: one(complaint.place), "a value must stand before each ','")
    }
    return needsQuotes(at: complaint.place)
  }

  private var textAfterBlockSign: Diagnostic {
    let sign = file.text(in: one(complaint.contextPlace))
    return syntax(
      at: rest, "nothing may follow '\(sign)' on its line",
      help: "start the text on the next line, indented, or put the value in quotes")
  }
}

// MARK: - The rest

extension YAMLDiagnosis {
  private var followsDocumentEnd: Bool {
    let before = file.withoutTrailingSpace(text.lowerBound..<complaint.place)
    return file.bytes[before].suffix(4).elementsEqual("\n...".utf8)
  }

  private var secondDocument: Diagnostic {
    .error(
      "yaml-document", at: SourceLocation(file, rest), "a file must hold one YAML document",
      help: "remove this line and what follows it")
  }

  private var other: Diagnostic {
    switch complaint.context {
    case "while scanning an anchor", "while scanning an alias", "while scanning a tag", "while parsing a tag",
      "while parsing a node", "while scanning a directive", "while scanning a %YAML directive",
      "while scanning a %TAG directive":
      needsQuotes(at: complaint.contextPlace)
    default: syntax(at: one(complaint.place), "this must be YAML; \(complaint.problem)")
    }
  }

  private func syntax(at range: Range<Int>, _ message: Message, help: Message? = nil) -> Diagnostic {
    .error("yaml-syntax", at: SourceLocation(file, range), message, help: help)
  }

  private var rest: Range<Int> { file.restOfLine(at: complaint.place) }

  private var line: Range<Int> {
    file.restOfLine(at: file.lineRange(containingByte: complaint.place).lowerBound)
  }

  /// The byte at `offset`, or nothing at the end of the text.
  private func one(_ offset: Int) -> Range<Int> {
    offset..<min(offset + 1, max(offset, text.upperBound))
  }

  private func byte(at offset: Int) -> UInt8? {
    text.contains(offset) ? file.bytes[offset] : nil
  }

  /// The text of the nearest line above that isn't blank, without the space around it.
  private func lineAbove(_ line: Range<Int>) -> Range<Int>? {
    let end = file.withoutTrailingSpace(text.lowerBound..<max(text.lowerBound, line.lowerBound)).upperBound
    let above = max(text.lowerBound, file.lineRange(containingByte: end).lowerBound)..<end
    return file.bytes[above].firstIndex { !isSpace($0) }.map { $0..<end }
  }

  private func column(of offset: Int) -> Int {
    offset - file.lineRange(containingByte: offset).lowerBound
  }

  private func hasKey(in range: Range<Int>) -> Bool {
    var isAfterColon = false
    for byte in file.bytes[range] {
      if isAfterColon, isSpace(byte) { return true }
      isAfterColon = byte == UInt8(ascii: ":")
    }
    return false
  }

  /// Whether only spaces stand between the end of the last scalar and the place of the complaint.
  private func onlySpaceFollows(_ end: Int) -> Bool {
    end <= complaint.place && file.bytes[end..<min(complaint.place, text.upperBound)].allSatisfy(isSpace)
  }
}
