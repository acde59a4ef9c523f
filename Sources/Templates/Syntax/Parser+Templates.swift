internal import Diagnostics

/// Blocks, and the tags that name other templates.
extension Parser {
  mutating func parseInclude() throws(SyntaxError) -> Statement.Kind {
    let template = try parseExpression()
    var ignoresMissing = false
    if isName("ignore"), isName(next, "missing") {
      advance()
      advance()
      ignoresMissing = true
    }
    let hasContext = parseContextClause() ?? true
    return try endOfTag(after: .include(template, ignoresMissing: ignoresMissing, hasContext: hasContext))
  }

  mutating func parseImport() throws(SyntaxError) -> Statement.Kind {
    let template = try parseExpression()
    try expect(name: "as")
    let target = try expectSymbol()
    let hasContext = parseContextClause() ?? false
    return try endOfTag(after: .importing(template, target: target, hasContext: hasContext))
  }

  mutating func parseFromImport() throws(SyntaxError) -> Statement.Kind {
    let template = try parseExpression()
    try expect(name: "import")
    var names: [ImportedName] = []
    var hasContext: Bool?
    while hasContext == nil {
      if !names.isEmpty { try expect(.comma) }
      hasContext = parseContextClause()
      if hasContext != nil || (current.kind == .blockEnd && !names.isEmpty) { break }
      names.append(try parseImportedName())
      hasContext = parseContextClause()
      if current.kind != .comma { break }
    }
    let isInContext = hasContext ?? false
    return try endOfTag(after: .fromImport(template, names: names, hasContext: isInContext))
  }

  private mutating func parseImportedName() throws(SyntaxError) -> ImportedName {
    let token = current
    let name = try expectSymbol()
    if name.name.hasPrefix("_") {
      throw fail("invalid-import", token.range, "a name that begins with an underscore cannot be imported")
    }
    let alias = skip(name: "as") ? try expectSymbol() : name
    return ImportedName(name: name, alias: alias, range: token.range)
  }

  /// `with context` or `without context`.
  private mutating func parseContextClause() -> Bool? {
    guard isName("with") || isName("without"), isName(next, "context") else { return nil }
    defer {
      advance()
      advance()
    }
    return isName("with")
  }

  mutating func parseExtends() throws(SyntaxError) -> Statement.Kind {
    .extends(try endOfTag(after: try parseExpression()))
  }

  mutating func parseBlock(_ keyword: Token) throws(SyntaxError) -> Statement.Kind {
    let nameToken = current
    let name = try expectSymbol()
    let isScoped = skip(name: "scoped")
    let isRequired = skip(name: "required")
    if current.kind == .minus {
      throw fail("syntax-error", current.range, "a block's name must have no hyphen", help: "use an underscore")
    }
    let body = try parseBlockBody(keyword, named: "block")
    if isRequired, let content = body.first(where: { !isBlank($0) }) {
      throw fail("syntax-error", content.range, "a required block must be empty")
    }
    if current.kind == .name { try expect(name: name.name) }
    try endOfBlock()
    return .block(
      BlockDeclaration(
        name: name, nameRange: nameToken.range, isScoped: isScoped, isRequired: isRequired, body: body))
  }

  private func isBlank(_ statement: Statement) -> Bool {
    guard case .text(let range) = statement.kind else { return false }
    return Whitespace.end(in: source.bytes, from: range.lowerBound, limit: range.upperBound) == range.upperBound
  }
}
