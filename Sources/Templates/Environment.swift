public import Diagnostics
internal import Synchronization

/// A filter's code: the filtered value, its arguments, and what it can see of the render.
public typealias FilterBody = @Sendable (Value, Arguments, RenderState) throws(TemplateError) -> Value

/// A test's code.
public typealias TestBody = @Sendable (Value, Arguments, RenderState) throws(TemplateError) -> Bool

/// A function's code.
public typealias FunctionBody = @Sendable (Arguments, RenderState) throws(TemplateError) -> Value

/// What templates are read from, and the filters, tests and names that they can use.
///
/// It is configured once and then shared by all threads; templates are compiled at their first use and kept.
public struct Environment: Sendable {
  private(set) var core: EnvironmentCore

  public init(loader: any TemplateLoader, settings: Settings = Settings()) {
    core = EnvironmentCore(loader: loader, settings: settings)
  }

  public var settings: Settings { core.settings }

  /// Adds a filter, in place of one that has the name already.
  ///
  /// - Parameter inputs: the names that the filter looks up in the render.
  public mutating func addFilter(_ name: String, reading inputs: [Symbol] = [], _ body: @escaping FilterBody) {
    core = core.changed { tables in
      tables.filters[Symbol(name)] = Filter(name, body)
      tables.filterInputs.formUnion(inputs)
    }
  }

  public mutating func addTest(_ name: String, _ body: @escaping TestBody) {
    core = core.changed { $0.tests[Symbol(name)] = Filter(testing: body, name: name) }
  }

  public mutating func addFunction(_ name: String, _ body: @escaping FunctionBody) {
    addGlobal(name, .native(NativeFunction(name: name, body: body)))
  }

  public mutating func addGlobal(_ name: String, _ value: Value) {
    core = core.changed { $0.globals[Symbol(name)] = value }
  }

  /// The template of that name, compiled at its first use.
  public func template(named name: String) throws(TemplateFailure) -> Template {
    switch core.result(named: name) {
    case .compiled(let compiled): return Template(compiled: compiled, environment: core)
    case .failed(let diagnostics): throw TemplateFailure(diagnostics)
    case .missing: throw TemplateFailure([core.missing(name, at: nil)])
    }
  }

  /// The problems of all these templates that can be found without rendering, each once, in the order of the files.
  public func checkAll(names: [String]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for name in Set(names).sorted() {
      switch core.result(named: name) {
      case .missing: diagnostics.append(core.missing(name, at: nil))
      case .failed(let found): diagnostics += found
      case .compiled(let template): diagnostics += template.latentDiagnostics + core.missingReferences(of: template)
      }
    }
    return diagnostics.sortedByLocation()
  }
}

/// What the copies of an environment share; immutable but for the templates that it keeps.
final class EnvironmentCore: Sendable {
  struct Tables {
    var filters = Filters.builtin
    var tests = Tests.builtin
    var globals = Functions.builtin
    /// The names that filters look up in the render.
    var filterInputs: Set<Symbol> = []
  }

  let settings: Settings
  let loader: any TemplateLoader
  let filters: [Symbol: Filter]
  let tests: [Symbol: Filter]
  let globals: [Symbol: Value]
  let filterInputs: Set<Symbol>
  let knownInputs = KnownInputs()
  private let cache = TemplateCache()

  init(loader: any TemplateLoader, settings: Settings, tables: Tables = Tables()) {
    self.loader = loader
    self.settings = settings
    filters = tables.filters
    tests = tables.tests
    globals = tables.globals
    filterInputs = tables.filterInputs
  }

  /// One with other filters, tests or globals, which compiles its templates anew.
  func changed(_ change: (inout Tables) -> Void) -> EnvironmentCore {
    var tables = Tables(filters: filters, tests: tests, globals: globals, filterInputs: filterInputs)
    change(&tables)
    return EnvironmentCore(loader: loader, settings: settings, tables: tables)
  }

  fileprivate func result(named name: String) -> TemplateCache.Result {
    cache.result(named: name) { compile(name) }
  }

  fileprivate func missingReferences(of template: CompiledTemplate) -> [Diagnostic] {
    template.references.filter { !exists($0.name) }.map {
      missing($0.name, at: SourceLocation(template.source, $0.range))
    }
  }

  fileprivate func missing(_ name: String, at location: SourceLocation?) -> Diagnostic {
    .error(
      "missing-template", at: location, "there is no template '\(name)'",
      suggestion: nearestName(to: name, among: loader.names))
  }

  func exists(_ name: String) -> Bool {
    if case .missing = result(named: name) { return false }
    return true
  }

  func compiledIfPossible(named name: String) -> CompiledTemplate? {
    if case .compiled(let template) = result(named: name) { template } else { nil }
  }

  /// A template for the renderer, whose failure becomes an error at the tag that names it.
  func compiled(named name: String) throws(TemplateError) -> CompiledTemplate {
    switch result(named: name) {
    case .compiled(let template): return template
    case .missing:
      throw TemplateError(
        "missing-template", "there is no template '\(name)'",
        suggestion: nearestName(to: name, among: loader.names))
    case .failed(let diagnostics):
      var error = TemplateError("broken-template", "template '\(name)' has errors")
      error.causes = diagnostics
      throw error
    }
  }

  private func compile(_ name: String) -> TemplateCache.Result {
    guard let source = loader.source(named: name) else { return .missing }
    let parsed = Parser.parse(source, settings: settings)
    let compiler = Compiler(source: source, name: name, statements: parsed.statements, environment: self)
    compiler.diagnostics = parsed.diagnostics + compiler.diagnostics
    guard let template = compiler.compile(parsed.statements) else {
      return .failed(compiler.diagnostics.sortedByLocation())
    }
    return .compiled(template)
  }
}

/// The templates that were compiled, shared by the copies of an environment.
private final class TemplateCache: Sendable {
  enum Result {
    case compiled(CompiledTemplate)
    case failed([Diagnostic])
    case missing
  }

  private let results = Mutex<[String: Result]>([:])

  /// The known result, or a new one, which may be made twice when two threads ask at once.
  func result(named name: String, make: () -> Result) -> Result {
    if let known = results.withLock({ $0[name] }) { return known }
    let made = make()
    return results.withLock { results in
      if let known = results[name] { return known }
      results[name] = made
      return made
    }
  }
}
