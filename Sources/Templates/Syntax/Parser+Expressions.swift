internal import Diagnostics

extension Parser {
  mutating func parseExpression() throws(SyntaxError) -> Expression {
    try nest(at: current.range)
    defer { depth -= 1 }
    return try parseConditional()
  }

  private mutating func parseConditional() throws(SyntaxError) -> Expression {
    var result = try parseOr()
    while isName("if") {
      advance()
      let condition = try parseOr()
      let otherwise = skip(name: "else") ? try parseExpression() : nil
      result = try make(
        .conditional(result, condition: condition, otherwise: otherwise), from: result,
        [result, condition] + (otherwise.map { [$0] } ?? []))
    }
    return result
  }

  mutating func parseOr() throws(SyntaxError) -> Expression {
    let first = try parseAnd()
    guard isName("or") else { return first }
    var operands = [first]
    while skip(name: "or") { operands.append(try parseAnd()) }
    return try make(.or(operands), from: first, operands)
  }

  private mutating func parseAnd() throws(SyntaxError) -> Expression {
    let first = try parseNot()
    guard isName("and") else { return first }
    var operands = [first]
    while skip(name: "and") { operands.append(try parseNot()) }
    return try make(.and(operands), from: first, operands)
  }

  private mutating func parseNot() throws(SyntaxError) -> Expression {
    guard isName("not") else { return try parseComparison() }
    let start = current.range
    try nest(at: start)
    defer { depth -= 1 }
    advance()
    let operand = try parseNot()
    return try make(.not(operand), from: start.lowerBound, [operand])
  }

  private mutating func parseComparison() throws(SyntaxError) -> Expression {
    let first = try parseBinary(minimumLevel: 1)
    var operands: [(ComparisonOperator, Expression)] = []
    while let comparison = takeComparison() { operands.append((comparison, try parseBinary(minimumLevel: 1))) }
    guard !operands.isEmpty else { return first }
    return try make(.comparison(first, operands), from: first, [first] + operands.map(\.1))
  }

  private mutating func takeComparison() -> ComparisonOperator? {
    let comparison: ComparisonOperator
    switch current.kind {
    case .equal: comparison = .equal
    case .notEqual: comparison = .notEqual
    case .less: comparison = .less
    case .lessOrEqual: comparison = .lessOrEqual
    case .greater: comparison = .greater
    case .greaterOrEqual: comparison = .greaterOrEqual
    case .name where isName("in"): comparison = .contained
    case .name where isName("not") && isName(next, "in"):
      advance()
      comparison = .notContained
    default: return nil
    }
    advance()
    return comparison
  }

  /// `+ -` bind least, then `~`, then `* / // %`, then `**`; all from the left.
  private mutating func parseBinary(minimumLevel: Int) throws(SyntaxError) -> Expression {
    var left = try parseUnary(withFilters: true)
    while let level = Self.level(of: current.kind), level >= minimumLevel {
      if level == 2 {
        left = try parseConcatenation(from: left)
        continue
      }
      guard let symbol = Self.binaryOperator(of: current.kind) else { break }
      advance()
      let right = try parseBinary(minimumLevel: level + 1)
      left = try make(.binary(symbol, left, right), from: left, [left, right])
    }
    return left
  }

  private mutating func parseConcatenation(from first: Expression) throws(SyntaxError) -> Expression {
    var operands = [first]
    while skip(.tilde) { operands.append(try parseBinary(minimumLevel: 3)) }
    return try make(.concatenation(operands), from: first, operands)
  }

  private static func level(of kind: Token.Kind) -> Int? {
    switch kind {
    case .plus, .minus: 1
    case .tilde: 2
    case .star, .slash, .doubleSlash, .percent: 3
    case .doubleStar: 4
    default: nil
    }
  }

  private static func binaryOperator(of kind: Token.Kind) -> BinaryOperator? {
    switch kind {
    case .plus: .add
    case .minus: .subtract
    case .star: .multiply
    case .slash: .divide
    case .doubleSlash: .floorDivide
    case .percent: .modulo
    case .doubleStar: .power
    default: nil
    }
  }

  private mutating func parseUnary(withFilters: Bool) throws(SyntaxError) -> Expression {
    let start = current.range
    var result: Expression
    if current.kind == .minus || current.kind == .plus {
      let symbol: UnaryOperator = current.kind == .minus ? .negate : .plus
      try nest(at: start)
      defer { depth -= 1 }
      advance()
      let operand = try parseUnary(withFilters: false)
      result = try make(.unary(symbol, operand), from: start.lowerBound, [operand])
    } else {
      result = try parsePrimary()
    }
    result = try parsePostfix(result)
    return withFilters ? try parseFilters(result) : result
  }

  mutating func parsePrimary() throws(SyntaxError) -> Expression {
    let token = current
    switch token.kind {
    case .name: return parseName()
    case .string: return try parseString()
    case .integer, .float: return try parseNumber()
    case .leftParenthesis:
      advance()
      let tuple = try parseTuple(isParenthesised: true)
      try expect(.rightParenthesis)
      return Expression(kind: tuple.kind, range: token.range.lowerBound..<previousEnd, depth: tuple.depth)
    case .leftBracket: return try parseList()
    case .leftBrace: return try parseDictionary()
    default: throw unexpected("an expression")
    }
  }

  private mutating func parseName() -> Expression {
    let range = current.range
    let name = source.text(in: range)
    advance()
    switch name {
    case "true", "True": return Expression(kind: .literal(.bool(true)), range: range, depth: 1)
    case "false", "False": return Expression(kind: .literal(.bool(false)), range: range, depth: 1)
    case "none", "None": return Expression(kind: .literal(.none), range: range, depth: 1)
    default: return Expression(kind: .name(Symbol(name)), range: range, depth: 1)
    }
  }

  private mutating func parseList() throws(SyntaxError) -> Expression {
    let start = try expect(.leftBracket).range.lowerBound
    var elements: [Expression] = []
    while current.kind != .rightBracket {
      if !elements.isEmpty { try expect(.comma) }
      if current.kind == .rightBracket { break }
      elements.append(try parseExpression())
    }
    try expect(.rightBracket)
    return try make(.list(elements), from: start, elements)
  }

  private mutating func parseDictionary() throws(SyntaxError) -> Expression {
    let start = try expect(.leftBrace).range.lowerBound
    var entries: [(Expression, Expression)] = []
    while current.kind != .rightBrace {
      if !entries.isEmpty { try expect(.comma) }
      if current.kind == .rightBrace { break }
      let key = try parseExpression()
      try expect(.colon)
      entries.append((key, try parseExpression()))
    }
    try expect(.rightBrace)
    return try make(.dictionary(entries), from: start, entries.flatMap { [$0.0, $0.1] })
  }

  /// One expression, or several with commas between, which are a tuple.
  mutating func parseTuple(
    isParenthesised: Bool = false, withCondition: Bool = true, until keyword: String? = nil
  ) throws(SyntaxError) -> Expression {
    let start = current.range.lowerBound
    var elements: [Expression] = []
    var isTuple = false
    while true {
      if !elements.isEmpty { try expect(.comma) }
      if isTupleEnd(until: keyword) { break }
      if withCondition {
        elements.append(try parseExpression())
      } else {
        elements.append(try parseOr())
      }
      guard current.kind == .comma else { break }
      isTuple = true
    }
    if !isTuple {
      if let only = elements.first { return only }
      guard isParenthesised else { throw unexpected("an expression") }
    }
    return try make(.tuple(elements), from: start, elements)
  }

  private func isTupleEnd(until keyword: String?) -> Bool {
    switch current.kind {
    case .variableEnd, .blockEnd, .rightParenthesis: true
    default: keyword.map { isName($0) } ?? false
    }
  }

  mutating func parsePostfix(_ operand: Expression) throws(SyntaxError) -> Expression {
    var result = operand
    while true {
      switch current.kind {
      case .dot: result = try parseMember(of: result)
      case .leftBracket: result = try parseSubscript(of: result)
      case .leftParenthesis: result = try parseCall(of: result)
      default: return result
      }
    }
  }

  private mutating func parseMember(of operand: Expression) throws(SyntaxError) -> Expression {
    advance()
    let token = current
    switch token.kind {
    case .name:
      advance()
      return try make(.member(operand, Symbol(source.text(in: token.range))), from: operand, [operand])
    case .integer:
      let index = try parseNumber()
      return try make(.item(operand, index), from: operand, [operand])
    default: throw unexpected("a member name or a number")
    }
  }

  private mutating func parseSubscript(of operand: Expression) throws(SyntaxError) -> Expression {
    let start = try expect(.leftBracket).range.upperBound
    if current.kind == .colon { return try parseSlice(of: operand, start: nil) }
    var keys: [Expression] = []
    repeat {
      keys.append(try parseExpression())
      if keys.count == 1, current.kind == .colon { return try parseSlice(of: operand, start: keys[0]) }
    } while skip(.comma)
    try expect(.rightBracket)
    let key = keys.count == 1 ? keys[0] : try make(.tuple(keys), from: start, keys)
    return try make(.item(operand, key), from: operand, [operand, key])
  }

  private mutating func parseSlice(of operand: Expression, start: Expression?) throws(SyntaxError) -> Expression {
    var bounds: [Expression?] = []
    while bounds.count < 2, skip(.colon) {
      let isEmpty = current.kind == .colon || current.kind == .rightBracket
      bounds.append(isEmpty ? nil : try parseExpression())
    }
    try expect(.rightBracket)
    let stop = bounds.first ?? nil
    let step = bounds.count > 1 ? bounds[1] : nil
    return try make(
      .slice(operand, start, stop, step), from: operand, [operand] + [start, stop, step].compactMap(\.self))
  }

  private mutating func parseCall(of operand: Expression) throws(SyntaxError) -> Expression {
    let arguments = try parseArguments()
    return try make(.call(operand, arguments), from: operand, [operand] + arguments.all)
  }

  /// An expression from where another begins to the last token read.
  mutating func make(
    _ kind: Expression.Kind, from first: Expression, _ parts: [Expression]
  ) throws(SyntaxError) -> Expression {
    try make(kind, from: first.range.lowerBound, parts)
  }

  mutating func make(_ kind: Expression.Kind, from start: Int, _ parts: [Expression]) throws(SyntaxError) -> Expression
  {
    let range = start..<max(start, previousEnd)
    let depth = 1 + (parts.map(\.depth).max() ?? 0)
    guard depth <= settings.limits.nesting else {
      throw fail("nesting-too-deep", range, "an expression may be \(settings.limits.nesting) operations deep at most")
    }
    return Expression(kind: kind, range: range, depth: depth)
  }
}
