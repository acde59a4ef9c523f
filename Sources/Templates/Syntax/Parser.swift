internal import Diagnostics

/// The tree of a template, and what was wrong with it.
struct ParsedTemplate {
  var statements: [Statement]
  var diagnostics: [Diagnostic]
}

/// Thrown when a tag cannot be read further; what is wrong was reported already.
struct SyntaxError: Error {}

/// Reads tokens into statements; after a mistake it goes on at the next tag.
struct Parser {
  let source: SourceFile
  let settings: Settings
  let tokens: [Token]
  var position = 0
  var diagnostics: [Diagnostic]
  /// The blocks that are open, innermost last.
  var openBlocks: [OpenBlock] = []
  var depth = 0
  private var hasReportedNesting = false

  struct OpenBlock {
    let name: String
    let range: Range<Int>
    /// The tags that end it or a part of it.
    let ends: [String]
  }

  static func parse(_ source: SourceFile, settings: Settings) -> ParsedTemplate {
    let (tokens, diagnostics) = Lexer.tokens(of: source, settings: settings)
    var parser = Parser(source: source, settings: settings, tokens: tokens, diagnostics: diagnostics)
    let statements = parser.parseBody(until: [])
    return ParsedTemplate(statements: statements, diagnostics: parser.diagnostics)
  }

  private init(source: SourceFile, settings: Settings, tokens: [Token], diagnostics: [Diagnostic]) {
    self.source = source
    self.settings = settings
    self.tokens = tokens
    self.diagnostics = diagnostics
  }

  /// Statements up to one of the tags `ends`, whose name is the current token afterwards, or to the end.
  mutating func parseBody(until ends: [String]) -> [Statement] {
    var statements: [Statement] = []
    while true {
      switch current.kind {
      case .end: return statements
      case .text:
        statements.append(Statement(kind: .text(current.range), range: current.range))
        advance()
      case .variableStart: parseOutput(into: &statements)
      case .blockStart:
        if closesBody(ends) { return statements }
        parseTag(into: &statements)
      default: advance()
      }
    }
  }

  private mutating func parseOutput(into statements: inout [Statement]) {
    let start = current.range.lowerBound
    do throws(SyntaxError) {
      advance()
      let expression = try parseTuple()
      let end = try expect(.variableEnd).range.upperBound
      statements.append(Statement(kind: .output(expression), range: start..<end))
    } catch {
      skipTag()
    }
  }

  /// Whether the current tag ends the body; a tag that ends an outer block does so too, with a diagnostic.
  private mutating func closesBody(_ ends: [String]) -> Bool {
    let name = next
    guard name.kind == .name else { return false }
    let text = source.text(in: name.range)
    if ends.contains(text) {
      advance()
      return true
    }
    guard Self.isClosing(text), openBlocks.dropLast().contains(where: { $0.ends.contains(text) }) else { return false }
    reportUnclosed(got: name)
    advance()
    return true
  }

  private static func isClosing(_ name: String) -> Bool {
    name.hasPrefix("end") || name == "else" || name == "elif"
  }

  private mutating func parseTag(into statements: inout [Statement]) {
    let start = current.range
    advance()
    let keyword = current
    do throws(SyntaxError) {
      guard keyword.kind == .name else { throw unexpected("a tag name") }
      if let kind = try parseStatement(start.lowerBound) {
        statements.append(Statement(kind: kind, range: start.lowerBound..<previousEnd))
      }
    } catch {
      skipTag()
      skipBlock(begunBy: keyword)
    }
  }

  /// Reads the body of a block whose first tag is wrong, so that its end tag finds its place.
  private mutating func skipBlock(begunBy keyword: Token) {
    guard keyword.kind == .name else { return }
    let name = source.text(in: keyword.range)
    guard let ends = Self.blockEnds[name], name != "set" else { return }
    guard depth < settings.limits.nesting else { return }
    depth += 1
    defer { depth -= 1 }
    openBlocks.append(OpenBlock(name: name, range: keyword.range, ends: ends))
    repeat {
      _ = parseBody(until: ends)
      if current.kind == .end { break }
      guard ends.contains(source.text(in: current.range)) else {
        position -= 1
        break
      }
      let isEnd = isName("end" + name)
      skipTag()
      if isEnd { break }
    } while true
    openBlocks.removeLast()
  }

  /// The tags that may follow inside a block, and the one that ends it.
  static let blockEnds: [String: [String]] = [
    "for": ["else", "endfor"], "if": ["elif", "else", "endif"], "block": ["endblock"], "macro": ["endmacro"],
    "call": ["endcall"], "filter": ["endfilter"], "with": ["endwith"], "autoescape": ["endautoescape"],
    "set": ["endset"],
  ]

  /// Goes on behind the end of the current tag.
  mutating func skipTag() {
    while current.kind != .end {
      let kind = current.kind
      if kind == .text || kind == .variableStart || kind == .blockStart { return }
      advance()
      if kind == .variableEnd || kind == .blockEnd { return }
    }
  }
}

// MARK: - Tokens

extension Parser {
  var current: Token { tokens[position] }

  var next: Token { tokens[min(position + 1, tokens.count - 1)] }

  /// Where the token before the current one ends.
  var previousEnd: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }

  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }

  func isName(_ keyword: String) -> Bool {
    isName(current, keyword)
  }

  func isName(_ token: Token, _ keyword: String) -> Bool {
    token.kind == .name && source.bytes[token.range].elementsEqual(keyword.utf8)
  }

  mutating func skip(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  mutating func skip(name keyword: String) -> Bool {
    guard isName(keyword) else { return false }
    advance()
    return true
  }

  @discardableResult
  mutating func expect(_ kind: Token.Kind) throws(SyntaxError) -> Token {
    guard current.kind == kind else { throw unexpected(kind.description) }
    defer { advance() }
    return current
  }

  mutating func expect(name keyword: String) throws(SyntaxError) {
    guard skip(name: keyword) else { throw unexpected("'\(keyword)'") }
  }

  mutating func expectSymbol() throws(SyntaxError) -> Symbol {
    Symbol(source.text(in: try expect(.name).range))
  }
}

// MARK: - Diagnostics

extension Parser {
  /// Reports that something else was expected at the current token.
  mutating func unexpected(_ expected: String, help: Message? = nil) -> SyntaxError {
    let token = current
    guard token.kind != .invalid else { return SyntaxError() }
    let end = token.range.isEmpty ? token.range.lowerBound : token.range.upperBound
    return fail(
      "syntax-error", token.range.lowerBound..<end, "expected \(expected), got \(describe(token))", help: help)
  }

  mutating func fail(
    _ id: Diagnostic.ID, _ range: Range<Int>, _ message: Message, help: Message? = nil, suggestion: String? = nil
  ) -> SyntaxError {
    diagnostics.append(
      .error(id, at: SourceLocation(source, range), message, help: help, suggestion: suggestion, notes: openBlockNotes))
    return SyntaxError()
  }

  var openBlockNotes: [Diagnostic.Note] {
    guard let block = openBlocks.last else { return [] }
    return [Diagnostic.Note("in the '\(block.name)' block that begins here", at: SourceLocation(source, block.range))]
  }

  mutating func reportUnclosed(got token: Token) {
    guard let block = openBlocks.last, let end = block.ends.last else { return }
    _ = fail(
      "unclosed-block", token.range,
      "expected '\(end)' before \(describe(token)): the '\(block.name)' block is still open")
  }

  func describe(_ token: Token) -> String {
    switch token.kind {
    case .name, .integer, .float: "'\(source.text(in: token.range))'"
    default: token.kind.description
    }
  }

  /// Enters a block or an expression inside another; an error beyond the limit.
  mutating func nest(at range: Range<Int>) throws(SyntaxError) {
    guard depth < settings.limits.nesting else {
      if hasReportedNesting { throw SyntaxError() }
      hasReportedNesting = true
      throw fail(
        "nesting-too-deep", range, "blocks and expressions may be nested \(settings.limits.nesting) deep at most")
    }
    depth += 1
  }
}
