internal import Diagnostics

/// Filters, tests and the arguments of calls.
extension Parser {
  /// `|filter`, `is test` and calls behind an expression.
  mutating func parseFilters(_ operand: Expression) throws(SyntaxError) -> Expression {
    var result = operand
    while true {
      if current.kind == .pipe {
        advance()
        result = try parseFilter(of: result)
      } else if isName("is") {
        result = try parseTest(of: result)
      } else if current.kind == .leftParenthesis {
        let arguments = try parseArguments()
        result = try make(.call(result, arguments), from: result, [result] + arguments.all)
      } else {
        return result
      }
    }
  }

  /// A filter, the mark before which was read; without an operand it filters a block.
  mutating func parseFilter(of operand: Expression?) throws(SyntaxError) -> Expression {
    let start = current.range.lowerBound
    let (name, range) = try parseDottedName("a filter name")
    let arguments = current.kind == .leftParenthesis ? try parseArguments() : CallArguments()
    let call = FilterCall(name: name, nameRange: range, arguments: arguments)
    let parts = (operand.map { [$0] } ?? []) + arguments.all
    return try make(.filter(operand, call), from: operand?.range.lowerBound ?? start, parts)
  }

  /// The filters of a `filter` or `set` block, one after the other.
  mutating func parseBlockFilters() throws(SyntaxError) -> Expression {
    var result = try parseFilter(of: nil)
    while skip(.pipe) { result = try parseFilter(of: result) }
    return result
  }

  private mutating func parseDottedName(_ what: String) throws(SyntaxError) -> (Symbol, Range<Int>) {
    let start = current.range.lowerBound
    guard current.kind == .name else { throw unexpected(what) }
    advance()
    while skip(.dot) { try expect(.name) }
    let range = start..<previousEnd
    return (Symbol(source.text(in: range).filter { !$0.isWhitespace }), range)
  }

  private mutating func parseTest(of operand: Expression) throws(SyntaxError) -> Expression {
    advance()
    let isNegated = skip(name: "not")
    let (name, range) = try parseDottedName("a test name")
    var arguments = CallArguments()
    if current.kind == .leftParenthesis {
      arguments = try parseArguments()
    } else if beginsTestArgument {
      if isName("is") {
        throw fail("syntax-error", current.range, "tests cannot be chained", help: "join them with 'and'")
      }
      arguments.positional = [try parseTestArgument()]
    }
    let call = FilterCall(name: name, nameRange: range, arguments: arguments)
    let test = try make(.test(operand, call), from: operand, [operand] + arguments.all)
    return isNegated ? try make(.not(test), from: operand, [test]) : test
  }

  private var beginsTestArgument: Bool {
    switch current.kind {
    case .string, .integer, .float, .leftBracket, .leftBrace: true
    case .name: !["else", "or", "and"].contains { isName($0) } && !endsOperand
    default: false
    }
  }

  /// Names that end an operand although a name begins an argument: `x is defined if …`.
  private var endsOperand: Bool {
    isName("if") || isName("in") || (isName("not") && isName(next, "in"))
  }

  private mutating func parseTestArgument() throws(SyntaxError) -> Expression {
    try parsePostfix(try parsePrimary())
  }

  mutating func parseArguments() throws(SyntaxError) -> CallArguments {
    try expect(.leftParenthesis)
    var arguments = CallArguments()
    var isFirst = true
    while current.kind != .rightParenthesis {
      if !isFirst { try expect(.comma) }
      isFirst = false
      if current.kind == .rightParenthesis { break }
      try parseArgument(into: &arguments)
    }
    try expect(.rightParenthesis)
    return arguments
  }

  private mutating func parseArgument(into arguments: inout CallArguments) throws(SyntaxError) {
    let start = current.range
    if skip(.star) {
      guard arguments.list == nil, arguments.dictionary == nil else {
        throw fail("syntax-error", start, "'*' may be given once, before '**'")
      }
      arguments.list = try parseExpression()
    } else if skip(.doubleStar) {
      guard arguments.dictionary == nil else { throw fail("syntax-error", start, "'**' may be given once") }
      arguments.dictionary = try parseExpression()
    } else if current.kind == .name, next.kind == .assign {
      guard arguments.dictionary == nil else { throw fail("syntax-error", start, "'**' must be the last argument") }
      let name = Symbol(source.text(in: current.range))
      advance()
      advance()
      arguments.keywords.append((name, try parseExpression()))
    } else {
      guard arguments.list == nil, arguments.dictionary == nil, arguments.keywords.isEmpty else {
        throw fail("syntax-error", start, "an argument without a name must come before the named ones")
      }
      arguments.positional.append(try parseExpression())
    }
  }
}
