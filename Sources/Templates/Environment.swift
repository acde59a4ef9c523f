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
  public let settings: Settings
  let loader: any TemplateLoader
  private(set) var filters: [Symbol: FilterBody]
  private(set) var tests: [Symbol: FilterBody]
  private(set) var globals: [Symbol: Value]
  private var cache = TemplateCache()

  public init(loader: any TemplateLoader, settings: Settings = Settings()) {
    self.loader = loader
    self.settings = settings
    filters = Filters.builtin
    tests = Tests.builtin
    globals = Functions.builtin
  }

  /// Adds a filter, in place of one that has the name already.
  public mutating func addFilter(_ name: String, _ body: @escaping FilterBody) {
    filters[Symbol(name)] = body
    cache = TemplateCache()
  }

  public mutating func addTest(_ name: String, _ body: @escaping TestBody) {
    tests[Symbol(name)] = Tests.filterBody(body)
    cache = TemplateCache()
  }

  public mutating func addFunction(_ name: String, _ body: @escaping FunctionBody) {
    globals[Symbol(name)] = .native(NativeFunction(name: name, body: body))
  }

  public mutating func addGlobal(_ name: String, _ value: Value) {
    globals[Symbol(name)] = value
  }

  /// The template of that name, compiled at its first use.
  public func template(named name: String) throws(TemplateFailure) -> Template {
    switch cache.result(named: name, make: { compile(name) }) {
    case .compiled(let compiled): return Template(compiled: compiled, environment: self)
    case .failed(let diagnostics): throw TemplateFailure(diagnostics)
    case .missing: throw TemplateFailure([missing(name, at: nil)])
    }
  }

  /// The problems of all these templates that can be found without rendering, each once, in the order of the files.
  public func checkAll(names: [String]) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for name in Set(names).sorted() {
      switch cache.result(named: name, make: { compile(name) }) {
      case .missing: diagnostics.append(missing(name, at: nil))
      case .failed(let found): diagnostics += found
      case .compiled(let template): diagnostics += template.latentDiagnostics + missingReferences(of: template)
      }
    }
    return diagnostics.sortedByLocation()
  }

  private func missingReferences(of template: CompiledTemplate) -> [Diagnostic] {
    template.references.filter { !exists($0.name) }.map {
      missing($0.name, at: SourceLocation(template.source, $0.range))
    }
  }

  private func missing(_ name: String, at location: SourceLocation?) -> Diagnostic {
    .error(
      "missing-template", at: location, "there is no template '\(name)'",
      suggestion: nearestName(to: name, among: loader.names))
  }
}

extension Environment {
  func exists(_ name: String) -> Bool {
    if case .missing = cache.result(named: name, make: { compile(name) }) { return false }
    return true
  }

  /// A template for the renderer, whose failure becomes an error at the tag that names it.
  func compiled(named name: String) throws(TemplateError) -> CompiledTemplate {
    switch cache.result(named: name, make: { compile(name) }) {
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
