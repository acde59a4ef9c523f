/// Which of some names statements read without assigning them first, in any scope inside.
struct FreeNames {
  private var wanted: Set<Symbol>
  private(set) var found: Set<Symbol> = []

  static func among(_ names: [Symbol], in statements: [Statement]) -> Set<Symbol> {
    var search = FreeNames(wanted: Set(names))
    search.visit(statements)
    return search.found
  }

  private init(wanted: Set<Symbol>) {
    self.wanted = wanted
  }

  private mutating func visit(_ statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .text, .block, .breakLoop, .continueLoop: break
    case .output(let expression), .evaluation(let expression), .extends(let expression): visit(expression)
    case .condition(let branches, let otherwise):
      for branch in branches {
        visit(branch.test)
        visit(branch.body)
      }
      visit(otherwise)
    case .loop(let loop):
      assign(loop.target)
      visit(loop.iterable)
      visit(loop.body)
      visit(loop.otherwise)
      loop.filter.map { visit($0) }
    case .assignment(let target, let value):
      assign(target)
      visit(value)
    case .blockAssignment(let target, let filter, let body):
      assign(target)
      filter.map { visit($0) }
      visit(body)
    case .with(let variables, let body):
      for variable in variables {
        assign(variable.target)
        visit(variable.value)
      }
      visit(body)
    case .filterBlock(let filter, let body):
      visit(body)
      visit(filter)
    case .macro(let macro): visit(macro)
    case .callBlock(let macro, let call):
      visit(call)
      visit(macro)
    case .include(let template, _, _), .importing(let template, _, _), .fromImport(let template, _, _):
      visit(template)
    case .autoescape(let flag, let body):
      visit(flag)
      visit(body)
    }
  }

  private mutating func visit(_ macro: MacroDeclaration) {
    for parameter in macro.parameters { wanted.remove(parameter.name) }
    for value in macro.defaults { visit(value) }
    visit(macro.body)
  }

  private mutating func assign(_ target: Target) {
    switch target {
    case .name(let name, _): wanted.remove(name)
    case .namespaceMember: break
    case .tuple(let targets, _): for target in targets { assign(target) }
    }
  }

  private mutating func visit(_ expression: Expression) {
    if case .name(let name) = expression.kind, wanted.contains(name) { found.insert(name) }
    for part in expression.parts { visit(part) }
  }
}
