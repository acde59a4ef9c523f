internal import Diagnostics

/// Makes a template's tree into flat code, with names resolved to slots as Jinja2 scopes them.
final class Compiler {
  let source: SourceFile
  let name: String
  let environment: EnvironmentCore
  var diagnostics: [Diagnostic] = []
  var latentDiagnostics: [Diagnostic] = []
  private(set) var constants: [Value] = []
  private var functions: [FunctionBuilder] = []
  private(set) var callShapes: [CallShape] = []
  private var shapeIndexes: [CallShape: Int32] = [:]
  private(set) var filterSites: [FilterSite] = []
  private(set) var localViews: [[LocalName]] = []
  private(set) var references: [TemplateReference] = []
  private(set) var usedTemplates: [String]? = []
  private var declaredNames: Set<Symbol> = []
  private var blocks: [(declaration: BlockDeclaration, range: Range<Int>)] = []
  let hasExtends: Bool
  /// Whether an `extends` outside of any condition came before.
  var isKnownToExtend = false
  var extendsCount = 0
  /// The loops around the statement, innermost last, in the current function.
  var loops: [LoopLabels] = []

  init(source: SourceFile, name: String, statements: [Statement], environment: EnvironmentCore) {
    self.source = source
    self.name = name
    self.environment = environment
    hasExtends = statements.containsExtends
    collectBlocks(in: statements)
  }

  /// Compiles a parsed template; nil when it has errors, which `diagnostics` then tells.
  func compile(_ statements: [Statement]) -> CompiledTemplate? {
    compileRoot(statements)
    let compiledBlocks = blocks.map { (name: $0.declaration.name, builder: compileBlock($0.declaration)) }
    guard !diagnostics.hasErrors else { return nil }
    let built = functions.map { $0.build() }
    return CompiledTemplate(
      name: name, source: source, constants: constants, functions: built,
      blocks: compiledBlocks.map { (name: $0.name, function: built[$0.builder.id]) }, filterSites: filterSites,
      callShapes: callShapes, localViews: localViews, declaredNames: declaredNames.map(\.name).sorted(),
      references: references, usedTemplates: usedTemplates, latentDiagnostics: latentDiagnostics)
  }

  private func compileRoot(_ statements: [Statement]) {
    let function = makeFunction(parent: nil, name: "", range: 0..<0)
    var place = Place(scope: Scope(parent: nil, function: function), escaping: defaultEscaping)
    declareSelf(in: statements, place)
    var analysis = ScopeAnalysis(place.scope)
    analysis.visit(statements)
    place.isTopLevel = true
    place.isRootLevel = true
    place.checksExtends = hasExtends
    enter(place.scope)
    compile(statements, place)
    function.emit(.finish)
  }

  private func compileBlock(_ block: BlockDeclaration) -> FunctionBuilder {
    let function = makeFunction(parent: nil, name: block.name.name, range: block.nameRange)
    let place = Place(scope: Scope(parent: nil, function: function), escaping: defaultEscaping)
    declareSelf(in: block.body, place)
    if FreeNames.among([WellKnown.superName], in: block.body).contains(WellKnown.superName) {
      let slot = place.scope.declareParameter(WellKnown.superName).slot
      function.emit(.loadSuper(slot: slot, block.name))
    }
    var analysis = ScopeAnalysis(place.scope)
    analysis.visit(block.body)
    enter(place.scope)
    compile(block.body, place)
    function.emit(.finish)
    return function
  }

  private func declareSelf(in statements: [Statement], _ place: Place) {
    guard FreeNames.among([WellKnown.selfName], in: statements).contains(WellKnown.selfName) else { return }
    place.function.emit(.loadSelf(slot: place.scope.declareParameter(WellKnown.selfName).slot))
  }

  private var defaultEscaping: Escaping { environment.settings.autoescape ? .on : .off }

  private func collectBlocks(in statements: [Statement]) {
    for statement in statements {
      if case .block(let block) = statement.kind { add(block, statement.range) }
      for body in statement.bodies { collectBlocks(in: body) }
    }
  }

  private func add(_ block: BlockDeclaration, _ range: Range<Int>) {
    if let first = blocks.first(where: { $0.declaration.name == block.name }) {
      diagnostics.append(
        .error(
          "duplicate-block", at: location(block.nameRange), "block '\(block.name.name)' is defined twice",
          notes: [.init("the first is here", at: location(first.declaration.nameRange))]))
      return
    }
    blocks.append((block, range))
  }
}

/// Where code is made: the scope, and what holds there.
struct Place {
  let scope: Scope
  var escaping: Escaping
  /// In the root of the template, conditions included: assignments are exported.
  var isTopLevel = false
  /// In the root of the template outside of conditions.
  var isRootLevel = false
  /// Whether output has to be dropped once a parent template is known.
  var checksExtends = false
  /// Inside a condition, where an unknown filter is an error only when it runs.
  var isConditional = false

  var function: FunctionBuilder { scope.function }

  init(scope: Scope, escaping: Escaping) {
    self.scope = scope
    self.escaping = escaping
  }

  /// The place inside a scope of its own.
  func inner(_ function: FunctionBuilder? = nil) -> Place {
    var place = Place(scope: Scope(parent: scope, function: function ?? self.function), escaping: escaping)
    place.checksExtends = checksExtends
    return place
  }

  /// The place inside a condition, which shares the scope.
  func conditional() -> Place {
    var place = self
    place.isRootLevel = false
    place.isConditional = true
    return place
  }
}

/// The jumps of a loop that is being compiled.
struct LoopLabels {
  let start: Int32
  var breaks: [FunctionBuilder.Jump] = []
  /// Captures and escaping changes that a jump out of the loop has to undo.
  var openCaptures: [OpenCapture] = []

  enum OpenCapture {
    case capture
    case escaping
  }
}

// MARK: - Tables

extension Compiler {
  func location(_ range: Range<Int>) -> SourceLocation { SourceLocation(source, range) }

  func makeFunction(parent: FunctionBuilder?, name: String, range: Range<Int>) -> FunctionBuilder {
    let function = FunctionBuilder(id: functions.count, parent: parent, name: name, range: range)
    functions.append(function)
    return function
  }

  func constant(_ value: Value) -> Int32 {
    constants.append(value)
    return Int32(constants.count - 1)
  }

  /// The undefined value that a name without a value stands for.
  func undefinedConstant(_ name: Symbol, _ range: Range<Int>) -> Int32 {
    constant(.undefined(Undefined(.name(name), environment.settings.undefined, at: location(range))))
  }

  func shape(_ shape: CallShape) -> Int32 {
    if let known = shapeIndexes[shape] { return known }
    callShapes.append(shape)
    shapeIndexes[shape] = Int32(callShapes.count - 1)
    return Int32(callShapes.count - 1)
  }

  func addSite(_ site: FilterSite) -> Int32 {
    filterSites.append(site)
    return Int32(filterSites.count - 1)
  }

  /// Notes a template that a tag names; unless it may be missing, that it exists will be checked.
  func addReference(_ expression: Expression, mayBeMissing: Bool = false) {
    guard case .literal(let value) = expression.kind, let name = value.text else {
      usedTemplates = nil
      return
    }
    usedTemplates?.append(name)
    if !mayBeMissing { references.append(TemplateReference(name: name, range: expression.range)) }
  }

  /// The local variables that an included template sees.
  func localView(_ place: Place) -> Int32 {
    let names = place.scope.visibleStores().map { name, variable in
      LocalName(name: name, depth: place.function.distance(to: variable), slot: variable.slot)
    }
    localViews.append(names)
    return Int32(localViews.count - 1)
  }

  /// Gives the variables of a scope the values that they begin with.
  func enter(_ scope: Scope) {
    scope.hoistContextLoads()
    for name in scope.stores { declaredNames.insert(name) }
    let function = scope.function
    for (variable, value) in scope.initialValues {
      switch value {
      case .parameter: break
      case .context(let name): function.emit(.resolve(name, slot: variable.slot))
      case .alias(let outer):
        function.emit(.copy(depth: function.distance(to: outer), slot: outer.slot, to: variable.slot))
      case .undefined: function.emit(.clear(slot: variable.slot))
      }
    }
  }
}

extension Statement {
  /// The bodies inside a statement, in the order of the source.
  var bodies: [[Statement]] {
    switch kind {
    case .condition(let branches, let otherwise): branches.map(\.body) + [otherwise]
    case .loop(let loop): [loop.body, loop.otherwise]
    case .blockAssignment(_, _, let body), .with(_, let body), .filterBlock(_, let body), .autoescape(_, let body):
      [body]
    case .macro(let macro), .callBlock(let macro, _): [macro.body]
    case .block(let block): [block.body]
    default: []
    }
  }
}

extension [Statement] {
  fileprivate var containsExtends: Bool {
    contains { statement in
      if case .extends = statement.kind { return true }
      return statement.bodies.contains(where: \.containsExtends)
    }
  }

  var containsScopedBlock: Bool {
    contains { statement in
      if case .block(let block) = statement.kind, block.isScoped { return true }
      return statement.bodies.contains(where: \.containsScopedBlock)
    }
  }
}
