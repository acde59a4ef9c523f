internal import Diagnostics

extension Parser {
  /// The statement of a tag whose mark was read; nil when there is nothing to run.
  mutating func parseStatement(_ start: Int) throws(SyntaxError) -> Statement.Kind? {
    let keyword = current
    try nest(at: keyword.range)
    defer { depth -= 1 }
    let name = source.text(in: keyword.range)
    advance()
    switch name {
    case "for": return try parseFor(keyword)
    case "if": return try parseIf(keyword)
    case "set": return try parseSet(keyword)
    case "with": return try parseWith(keyword)
    case "filter": return try parseFilterBlock(keyword)
    case "macro": return try parseMacro(keyword, start)
    case "call": return try parseCallBlock(keyword, start)
    case "include": return try parseInclude()
    case "import": return try parseImport()
    case "from": return try parseFromImport()
    case "extends": return try parseExtends()
    case "block": return try parseBlock(keyword)
    case "autoescape": return try parseAutoescape(keyword)
    case "do": return .evaluation(try endOfTag(after: try parseTuple()))
    case "print": return .output(try endOfTag(after: try parseTuple()))
    case "break": return try parseJump(keyword, .breakLoop)
    case "continue": return try parseJump(keyword, .continueLoop)
    default: throw unknownTag(keyword, name)
    }
  }

  private static let tagNames =
    Array(blockEnds.keys) + blockEnds.values.flatMap(\.self)
    + ["include", "import", "from", "extends", "do", "print", "break", "continue", "raw"]

  private mutating func unknownTag(_ keyword: Token, _ name: String) -> SyntaxError {
    if name.hasPrefix("end") || name == "else" || name == "elif" {
      if let block = openBlocks.last, let end = block.ends.last {
        return fail(
          "unexpected-tag", keyword.range, "expected '\(end)', got '\(name)': the '\(block.name)' block is still open")
      }
      return fail("unexpected-tag", keyword.range, "'\(name)' ends no open block")
    }
    return fail(
      "unknown-tag", keyword.range, "there is no tag '\(name)'",
      suggestion: nearestName(to: name, among: Self.tagNames))
  }

  mutating func endOfTag<Result>(after result: Result) throws(SyntaxError) -> Result {
    try expect(.blockEnd)
    return result
  }

  /// The body of a block up to its end tag, which is read too; `ends` are the tags that may follow before it.
  mutating func parseBlockBody(_ keyword: Token, named name: String) throws(SyntaxError) -> [Statement] {
    try beginBody()
    let ends = Self.blockEnds[name] ?? []
    openBlocks.append(OpenBlock(name: name, range: keyword.range, ends: ends))
    defer { openBlocks.removeLast() }
    let body = parseBody(until: ends)
    try finishBlock(keyword, name)
    return body
  }

  /// The end of a tag that a body follows, before which a colon may stand as in Python.
  private mutating func beginBody() throws(SyntaxError) {
    _ = skip(.colon)
    try expect(.blockEnd)
  }

  /// Reads the end tag's name; an error when the template or an outer block ended first.
  private mutating func finishBlock(_ keyword: Token, _ name: String) throws(SyntaxError) {
    if skip(name: "end" + name) { return }
    guard current.kind == .end else {
      // The end tag of an outer block, which was reported: it is read again there.
      position -= 1
      return
    }
    openBlocks.removeLast()
    defer { openBlocks.append(OpenBlock(name: name, range: keyword.range, ends: [])) }
    throw fail(
      "unclosed-block", keyword.range, "the '\(name)' block has no end", help: "close it with '{% end\(name) %}'")
  }

  /// The end of the end tag; nothing when the block was ended by an outer one.
  mutating func endOfBlock() throws(SyntaxError) {
    if current.kind == .blockStart || current.kind == .end { return }
    try expect(.blockEnd)
  }

  // MARK: Loops and conditions

  private mutating func parseFor(_ keyword: Token) throws(SyntaxError) -> Statement.Kind {
    let target = try parseTarget()
    try expect(name: "in")
    let iterable = try parseTuple(withCondition: false, until: "recursive")
    let filter = skip(name: "if") ? try parseExpression() : nil
    let isRecursive = skip(name: "recursive")
    try beginBody()
    openBlocks.append(OpenBlock(name: "for", range: keyword.range, ends: ["else", "endfor"]))
    defer { openBlocks.removeLast() }
    let body = parseBody(until: ["else", "endfor"])
    var otherwise: [Statement] = []
    if skip(name: "else") {
      try beginBody()
      otherwise = parseBody(until: ["endfor"])
    }
    try finishBlock(keyword, "for")
    try endOfBlock()
    return .loop(
      ForLoop(
        target: target, iterable: iterable, filter: filter, isRecursive: isRecursive, body: body,
        otherwise: otherwise))
  }

  private mutating func parseIf(_ keyword: Token) throws(SyntaxError) -> Statement.Kind {
    openBlocks.append(OpenBlock(name: "if", range: keyword.range, ends: ["elif", "else", "endif"]))
    defer { openBlocks.removeLast() }
    var branches: [(test: Expression, body: [Statement])] = []
    repeat {
      let test = try parseTuple(withCondition: false)
      try beginBody()
      branches.append((test, parseBody(until: ["elif", "else", "endif"])))
    } while skip(name: "elif")
    var otherwise: [Statement] = []
    if skip(name: "else") {
      try beginBody()
      otherwise = parseBody(until: ["endif"])
    }
    try finishBlock(keyword, "if")
    try endOfBlock()
    return .condition(branches, otherwise: otherwise)
  }

  private mutating func parseJump(_ keyword: Token, _ kind: Statement.Kind) throws(SyntaxError) -> Statement.Kind {
    guard openBlocks.contains(where: { $0.name == "for" }) else {
      throw fail("unexpected-tag", keyword.range, "'\(source.text(in: keyword.range))' must be inside a 'for' block")
    }
    return try endOfTag(after: kind)
  }

  // MARK: Assignments

  private mutating func parseSet(_ keyword: Token) throws(SyntaxError) -> Statement.Kind {
    let target = try parseTarget(withNamespace: true)
    if skip(.assign) { return .assignment(target, try endOfTag(after: try parseTuple())) }
    let filter = skip(.pipe) ? try parseBlockFilters() : nil
    guard current.kind == .blockEnd else { throw unexpected("'=' or the end of the tag") }
    let body = try parseBlockBody(keyword, named: "set")
    try endOfBlock()
    return .blockAssignment(target, filter: filter, body: body)
  }

  private mutating func parseWith(_ keyword: Token) throws(SyntaxError) -> Statement.Kind {
    var variables: [(target: Target, value: Expression)] = []
    while current.kind != .blockEnd {
      if !variables.isEmpty { try expect(.comma) }
      let target = try parseTarget()
      try expect(.assign)
      variables.append((target, try parseExpression()))
    }
    let body = try parseBlockBody(keyword, named: "with")
    try endOfBlock()
    return .with(variables, body: body)
  }

  /// What is assigned to: a name, a member of a namespace, or several with commas.
  mutating func parseTarget(withNamespace: Bool = false) throws(SyntaxError) -> Target {
    let start = current.range.lowerBound
    var targets: [Target] = []
    var isTuple = false
    repeat {
      if current.kind == .rightParenthesis { break }
      targets.append(try parseSingleTarget(withNamespace: withNamespace))
      if current.kind == .comma { isTuple = true }
    } while skip(.comma)
    guard let first = targets.first else { throw unexpected("a name to assign to") }
    return isTuple ? .tuple(targets, start..<previousEnd) : first
  }

  private mutating func parseSingleTarget(withNamespace: Bool) throws(SyntaxError) -> Target {
    let token = current
    if skip(.leftParenthesis) {
      let inner = try parseTarget(withNamespace: withNamespace)
      try expect(.rightParenthesis)
      return inner
    }
    guard token.kind == .name else { throw unexpected("a name to assign to") }
    let name = try expectSymbol()
    try checkAssignable(name, token.range)
    guard withNamespace, current.kind == .dot else { return .name(name, token.range) }
    advance()
    let member = try expectSymbol()
    return .namespaceMember(name, member, token.range.lowerBound..<previousEnd)
  }

  private mutating func checkAssignable(_ name: Symbol, _ range: Range<Int>) throws(SyntaxError) {
    if ["true", "false", "none", "True", "False", "None"].contains(name.name) {
      throw fail("invalid-target", range, "'\(name.name)' cannot be assigned to")
    }
  }

  // MARK: Macros

  private mutating func parseMacro(_ keyword: Token, _ start: Int) throws(SyntaxError) -> Statement.Kind {
    let nameToken = current
    let name = try expectSymbol()
    try checkAssignable(name, nameToken.range)
    let (parameters, defaults) = try parseParameters()
    let range = start..<current.range.upperBound
    let body = try parseBlockBody(keyword, named: "macro")
    try endOfBlock()
    return .macro(
      MacroDeclaration(name: name, parameters: parameters, defaults: defaults, body: body, range: range))
  }

  private mutating func parseCallBlock(_ keyword: Token, _ start: Int) throws(SyntaxError) -> Statement.Kind {
    let (parameters, defaults) = current.kind == .leftParenthesis ? try parseParameters() : ([], [])
    let call = try parseExpression()
    guard case .call = call.kind else { throw fail("syntax-error", call.range, "expected a call of a macro") }
    let range = start..<current.range.upperBound
    let body = try parseBlockBody(keyword, named: "call")
    try endOfBlock()
    let macro = MacroDeclaration(name: nil, parameters: parameters, defaults: defaults, body: body, range: range)
    return .callBlock(macro, call: call)
  }

  private mutating func parseParameters() throws(SyntaxError) -> ([(name: Symbol, range: Range<Int>)], [Expression]) {
    var parameters: [(name: Symbol, range: Range<Int>)] = []
    var defaults: [Expression] = []
    try expect(.leftParenthesis)
    while current.kind != .rightParenthesis {
      if !parameters.isEmpty { try expect(.comma) }
      let token = current
      let name = try expectSymbol()
      try checkAssignable(name, token.range)
      parameters.append((name, token.range))
      if skip(.assign) {
        defaults.append(try parseExpression())
      } else if !defaults.isEmpty {
        throw fail("syntax-error", token.range, "a parameter without a default must come before those that have one")
      }
    }
    try expect(.rightParenthesis)
    return (parameters, defaults)
  }

  // MARK: Filter and autoescape blocks

  private mutating func parseFilterBlock(_ keyword: Token) throws(SyntaxError) -> Statement.Kind {
    let filter = try parseBlockFilters()
    let body = try parseBlockBody(keyword, named: "filter")
    try endOfBlock()
    return .filterBlock(filter, body: body)
  }

  private mutating func parseAutoescape(_ keyword: Token) throws(SyntaxError) -> Statement.Kind {
    let flag = try parseExpression()
    let body = try parseBlockBody(keyword, named: "autoescape")
    try endOfBlock()
    return .autoescape(flag, body: body)
  }
}
