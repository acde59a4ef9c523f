/// Finds the names that statements read and assign, before code is made for them.
struct ScopeAnalysis {
  private var scope: Scope

  init(_ scope: Scope) {
    self.scope = scope
  }

  mutating func visit(_ statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  mutating func visitParameters(_ target: Target) {
    switch target {
    case .name(let name, _): scope.declareParameter(name)
    case .namespaceMember(let name, _, _): scope.load(name)
    case .tuple(let targets, _): for target in targets { visitParameters(target) }
    }
  }

  mutating func visitTarget(_ target: Target) {
    switch target {
    case .name(let name, _): scope.store(name)
    case .namespaceMember(let name, _, _): scope.load(name)
    case .tuple(let targets, _): for target in targets { visitTarget(target) }
    }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .text, .block, .breakLoop, .continueLoop: break
    case .output(let expression), .evaluation(let expression), .extends(let expression): visit(expression)
    case .condition(let branches, let otherwise): visitCondition(branches[...], otherwise)
    case .loop(let loop): visit(loop.iterable)
    case .assignment(let target, let value):
      visit(value)
      visitTarget(target)
    case .blockAssignment(let target, _, _): visitTarget(target)
    case .with(let variables, _): for variable in variables { visit(variable.value) }
    case .filterBlock(let filter, _): visit(filter)
    case .macro(let macro): if let name = macro.name { scope.store(name) }
    case .callBlock(_, let call): visit(call)
    case .include(let template, _, _): visit(template)
    case .importing(let template, let target, _):
      visit(template)
      scope.store(target)
    case .fromImport(let template, let names, _):
      visit(template)
      for name in names { scope.store(name.alias) }
    case .autoescape: break
    }
  }

  private mutating func visitCondition(
    _ branches: ArraySlice<(test: Expression, body: [Statement])>, _ otherwise: [Statement]
  ) {
    guard let first = branches.first else { return }
    visit(first.test)
    let body = inner { $0.visit(first.body) }
    let others = inner { analysis in
      for branch in branches.dropFirst() { analysis.visitBranch(branch) }
    }
    let last = inner { $0.visit(otherwise) }
    scope.merge([body, others, last])
  }

  private mutating func visitBranch(_ branch: (test: Expression, body: [Statement])) {
    visit(branch.test)
    let body = inner { $0.visit(branch.body) }
    scope.merge([body])
  }

  private func inner(_ visit: (inout ScopeAnalysis) -> Void) -> Scope {
    var analysis = ScopeAnalysis(scope.copy())
    visit(&analysis)
    return analysis.scope
  }

  mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .literal: break
    case .name(let name): scope.load(name)
    default: for part in expression.parts { visit(part) }
    }
  }
}

extension Expression {
  /// The expressions that this one is made of.
  var parts: [Expression] {
    switch kind {
    case .literal, .name: []
    case .member(let operand, _), .not(let operand), .unary(_, let operand): [operand]
    case .item(let operand, let key): [operand, key]
    case .slice(let operand, let start, let stop, let step): [operand] + [start, stop, step].compactMap(\.self)
    case .call(let callee, let arguments): [callee] + arguments.all
    case .filter(let operand, let call): (operand.map { [$0] } ?? []) + call.arguments.all
    case .test(let operand, let call): [operand] + call.arguments.all
    case .binary(_, let left, let right): [left, right]
    case .concatenation(let operands), .and(let operands), .or(let operands), .list(let operands),
      .tuple(let operands):
      operands
    case .comparison(let first, let others): [first] + others.map(\.1)
    case .conditional(let value, let condition, let otherwise):
      [condition, value] + (otherwise.map { [$0] } ?? [])
    case .dictionary(let entries): entries.flatMap { [$0.0, $0.1] }
    }
  }
}
