/// A local variable: its function and its slot there.
struct Variable: Hashable {
  let function: Int
  let slot: Int32
}

/// What a variable holds when its scope begins.
enum InitialValue {
  /// Set by whoever begins the scope: a parameter, a loop's target.
  case parameter
  case context(Symbol)
  case alias(Variable)
  case undefined
}

/// The names of one scope, which Jinja2's rules decide before any code is made.
///
/// A name that is only read refers to the nearest scope that knows it, or else to the context. A name that is
/// assigned belongs to this scope, and begins with the value that it has outside.
final class Scope {
  let level: Int
  let parent: Scope?
  let function: FunctionBuilder
  private(set) var variables: [Symbol: Variable] = [:]
  private(set) var initialValues: [(variable: Variable, value: InitialValue)] = []
  private(set) var stores: [Symbol] = []

  init(parent: Scope?, function: FunctionBuilder) {
    level = (parent?.level ?? -1) + 1
    self.parent = parent
    self.function = function
  }

  private init(copying other: Scope) {
    level = other.level
    parent = other.parent
    function = other.function
    variables = other.variables
    initialValues = other.initialValues
    stores = other.stores
  }

  func copy() -> Scope { Scope(copying: self) }

  func find(_ name: Symbol) -> Variable? {
    variables[name] ?? parent?.find(name)
  }

  func initialValue(of variable: Variable) -> InitialValue? {
    initialValues.first { $0.variable == variable }?.value ?? parent?.initialValue(of: variable)
  }

  func load(_ name: Symbol) {
    if find(name) == nil { define(name, .context(name)) }
  }

  func store(_ name: Symbol) {
    if !stores.contains(name) { stores.append(name) }
    guard variables[name] == nil else { return }
    if let outer = parent?.find(name) {
      define(name, .alias(outer))
    } else {
      define(name, .undefined)
    }
  }

  @discardableResult
  func declareParameter(_ name: Symbol) -> Variable {
    if !stores.contains(name) { stores.append(name) }
    return define(name, .parameter)
  }

  @discardableResult
  private func define(_ name: Symbol, _ value: InitialValue) -> Variable {
    let variable = function.variable(name, level: level)
    variables[name] = variable
    setInitialValue(of: variable, value)
    return variable
  }

  private func setInitialValue(of variable: Variable, _ value: InitialValue) {
    if let index = initialValues.firstIndex(where: { $0.variable == variable }) {
      initialValues[index].value = value
    } else {
      initialValues.append((variable, value))
    }
  }

  /// Takes over what the branches of a condition know; what only a branch assigns begins with its outer value.
  func merge(_ branches: [Scope]) {
    var assigned: [Symbol] = []
    for branch in branches {
      for name in branch.stores where !stores.contains(name) && !assigned.contains(name) { assigned.append(name) }
    }
    for branch in branches {
      variables.merge(branch.variables) { $1 }
      for (variable, value) in branch.initialValues { setInitialValue(of: variable, value) }
      for name in branch.stores where !stores.contains(name) { stores.append(name) }
    }
    for name in assigned {
      guard let variable = find(name) else { continue }
      setInitialValue(of: variable, parent?.find(name).map { .alias($0) } ?? .context(name))
    }
  }

  /// Moves what is only read from the context to the beginning of the function, so that loops do not look it up again.
  func hoistContextLoads() {
    for case (let variable, .context(let name)) in initialValues where !stores.contains(name) {
      variables[name] = function.contextVariable(name)
      initialValues.removeAll { $0.variable == variable }
    }
  }

  /// Every assigned name that can be seen here, for templates that are included from here.
  func visibleStores() -> [(name: Symbol, variable: Variable)] {
    var seen: Set<Symbol> = []
    var result: [(Symbol, Variable)] = []
    var scope: Scope? = self
    while let current = scope {
      for name in current.stores where seen.insert(name).inserted {
        if let variable = find(name) { result.append((name, variable)) }
      }
      scope = current.parent
    }
    return result
  }
}
