extension Expression {
  /// The value of an expression of literals; nil when it must be computed while rendering.
  ///
  /// What fails here fails again while rendering, where the error is reported.
  func constant(limits: Limits) -> Value? {
    do throws(TemplateError) {
      return try folded(limits)
    } catch {
      return nil
    }
  }

  private func folded(_ limits: Limits) throws(TemplateError) -> Value? {
    switch kind {
    case .literal(let value): return value
    case .unary(let symbol, let operand):
      guard let value = try operand.folded(limits) else { return nil }
      return try symbol.apply(value)
    case .not(let operand):
      guard let value = try operand.folded(limits) else { return nil }
      return .bool(try !value.isTrue())
    case .binary(let symbol, let left, let right):
      guard let leftValue = try left.folded(limits), let rightValue = try right.folded(limits) else { return nil }
      return try symbol.apply(leftValue, rightValue, limits: limits)
    case .tuple(let elements):
      var values: [Value] = []
      for element in elements {
        guard let value = try element.folded(limits) else { return nil }
        values.append(value)
      }
      return .newTuple(values)
    default: return nil
    }
  }
}

extension Compiler {
  /// Whether Jinja2 computes an expression when it compiles it, which shows in what `~` makes of safe text.
  func isConstant(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name, .call: false
    case .filter(nil, _): false
    case .filter(_, let call):
      environment.filters[call.name] != nil && !Self.contextFilters.contains(call.name)
        && expression.parts.allSatisfy(isConstant)
    case .test(_, let call): environment.tests[call.name] != nil && expression.parts.allSatisfy(isConstant)
    default: expression.parts.allSatisfy(isConstant)
    }
  }

  /// The filters that see the variables of a render, and so are never computed beforehand.
  private static let contextFilters: Set<Symbol> = ["map", "select", "reject", "selectattr", "rejectattr"]
}
