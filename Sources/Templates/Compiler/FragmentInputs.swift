internal import Synchronization

extension EnvironmentCore {
  /// The names that a template and those that it uses read from outside: what else its output depends on is fixed.
  ///
  /// Nil when that is not known beforehand, because it names a template by an expression.
  func inputs(of template: CompiledTemplate) -> [Symbol]? {
    knownInputs.inputs(of: template) {
      var search = InputSearch(environment: self)
      search.visit(template)
      return search.isComplete ? Array(search.found.union(filterInputs)).sorted { $0.name < $1.name } : nil
    }
  }
}

/// The inputs of the templates that were included.
final class KnownInputs: Sendable {
  private let inputs = Mutex<[ObjectIdentifier: [Symbol]?]>([:])

  func inputs(of template: CompiledTemplate, find: () -> [Symbol]?) -> [Symbol]? {
    let id = ObjectIdentifier(template)
    if let known = inputs.withLock({ $0[id] }) { return known }
    let found = find()
    inputs.withLock { $0[id] = .some(found) }
    return found
  }
}

private struct InputSearch {
  let environment: EnvironmentCore
  var found: Set<Symbol> = []
  var isComplete = true
  private var visited: Set<ObjectIdentifier> = []

  init(environment: EnvironmentCore) {
    self.environment = environment
  }

  mutating func visit(_ template: CompiledTemplate) {
    guard visited.insert(ObjectIdentifier(template)).inserted else { return }
    guard let used = template.usedTemplates else {
      isComplete = false
      return
    }
    for function in template.functions {
      for index in 0..<function.count {
        if case .resolve(let name, _) = function.instructions[index] { found.insert(name) }
      }
    }
    for name in used {
      guard let other = environment.compiledIfPossible(named: name) else {
        isComplete = false
        return
      }
      visit(other)
    }
  }
}
