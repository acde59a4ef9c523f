internal import Diagnostics

extension Compiler {
  func compile(_ statements: [Statement], _ place: Place) {
    for statement in statements {
      place.function.range = statement.range
      compile(statement, place)
    }
  }

  private func compile(_ statement: Statement, _ place: Place) {
    switch statement.kind {
    case .text(let range): unlessExtended(place) { compileText(range, place) }
    case .output(let expression): unlessExtended(place) { compileOutput(expression, place) }
    case .condition(let branches, let otherwise): compileCondition(branches, otherwise, place)
    case .loop(let loop): compileLoop(loop, place, statement.range)
    case .assignment(let target, let value): compileAssignment(target, value, place)
    case .blockAssignment(let target, let filter, let body): compileBlockAssignment(target, filter, body, place)
    case .with(let variables, let body): compileWith(variables, body, place)
    case .filterBlock(let filter, let body): compileFilterBlock(filter, body, place)
    case .macro(let macro): compileMacro(macro, place)
    case .callBlock(let macro, let call): compileCallBlock(macro, call, place)
    case .include(let template, let ignoresMissing, let hasContext):
      compileInclude(template, ignoresMissing, hasContext, place)
    case .importing(let template, let target, let hasContext): compileImport(template, target, hasContext, place)
    case .fromImport(let template, let names, let hasContext): compileFromImport(template, names, hasContext, place)
    case .extends(let template): compileExtends(template, place, statement.range)
    case .block(let block): compileBlockCall(block, place)
    case .autoescape(let flag, let body): compileAutoescape(flag, body, place)
    case .evaluation(let expression):
      compile(expression, place)
      place.function.emit(.discard, effect: -1)
    case .breakLoop: compileBreak(place)
    case .continueLoop: compileContinue(place)
    }
  }

  /// Makes code for output that a child template drops once its parent is known.
  func unlessExtended(_ place: Place, _ make: () -> Void) {
    guard place.checksExtends else { return make() }
    if isKnownToExtend { return }
    guard extendsCount > 0 else { return make() }
    let jump = place.function.emitJump { .jumpIfExtended($0) }
    make()
    place.function.land(jump)
  }

  /// Text as runs of the source, in which every line end is a single LF.
  private func compileText(_ range: Range<Int>, _ place: Place) {
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      if source.bytes[index] == Byte.carriageReturn {
        emitText(start..<index, place)
        let isPair = index + 1 < source.bytes.count && source.bytes[index + 1] == Byte.newline
        if !isPair { place.function.emit(.literal(constant(.safe("\n")))) }
        start = index + 1
      }
      index += 1
    }
    emitText(start..<range.upperBound, place)
  }

  private func emitText(_ range: Range<Int>, _ place: Place) {
    if range.isEmpty { return }
    place.function.emit(.text(Int32(range.lowerBound), Int32(range.upperBound)))
  }

  private func compileOutput(_ expression: Expression, _ place: Place) {
    place.function.range = expression.range
    if let literal = literalOutput(expression, place.escaping) {
      if !literal.isEmpty { place.function.emit(.literal(constant(.safe(literal)))) }
      return
    }
    if let (slot, undefined, member) = localOperand(expression, place) {
      if let member {
        place.function.range = memberRange(expression, member)
        place.function.emit(.printMember(slot: slot, undefined: undefined, member, place.escaping))
      } else {
        place.function.emit(.printSlot(slot: slot, undefined: undefined, place.escaping))
      }
      return
    }
    compile(expression, place)
    place.function.emit(.print(place.escaping), effect: -1)
  }

  private func literalOutput(_ expression: Expression, _ escaping: Escaping) -> String? {
    guard escaping != .dynamic, let value = expression.constant(limits: environment.settings.limits) else { return nil }
    do throws(TemplateError) {
      return escaping == .on ? try value.htmlText() : try value.printedText()
    } catch {
      return nil
    }
  }

  /// A local variable, or a member of one, which is printed by one instruction.
  private func localOperand(
    _ expression: Expression, _ place: Place
  ) -> (slot: Int32, undefined: Int32, member: Symbol?)? {
    switch expression.kind {
    case .name(let name):
      guard let variable = place.scope.find(name), variable.function == place.function.id else { return nil }
      return (variable.slot, undefinedConstant(name, expression.range), nil)
    case .member(let operand, let member):
      guard case .name = operand.kind, let local = localOperand(operand, place) else { return nil }
      return (local.slot, local.undefined, member)
    default: return nil
    }
  }

  private func compileCondition(
    _ branches: [(test: Expression, body: [Statement])], _ otherwise: [Statement], _ place: Place
  ) {
    let inner = place.conditional()
    var ends: [FunctionBuilder.Jump] = []
    for (index, branch) in branches.enumerated() {
      compile(branch.test, inner)
      let next = place.function.emitJump(effect: -1) { .jumpIfFalse($0) }
      compile(branch.body, inner)
      if index < branches.count - 1 || !otherwise.isEmpty { ends.append(place.function.emitJump { .jump($0) }) }
      place.function.land(next)
    }
    compile(otherwise, inner)
    for end in ends { place.function.land(end) }
  }

  // MARK: Assignments

  private func compileAssignment(_ target: Target, _ value: Expression, _ place: Place) {
    checkNamespaces(of: target, place)
    compile(value, place)
    assign(target, place)
    exportAssigned(target, place)
  }

  private func checkNamespaces(of target: Target, _ place: Place) {
    switch target {
    case .name: break
    case .namespaceMember(let name, _, let range):
      place.function.range = range
      compileName(name, place)
      place.function.emit(.checkNamespace(constant(.string(name.name))), effect: -1)
    case .tuple(let targets, _): for target in targets { checkNamespaces(of: target, place) }
    }
  }

  /// Assigns the value on the stack.
  func assign(_ target: Target, _ place: Place) {
    switch target {
    case .name(let name, _):
      guard let variable = place.scope.find(name) else { return }
      place.function.emit(.store(slot: variable.slot), effect: -1)
    case .namespaceMember(let name, let member, let range):
      place.function.range = range
      compileName(name, place)
      place.function.emit(.setNamespaceMember(member), effect: -2)
    case .tuple(let targets, let range):
      place.function.range = range
      place.function.emit(.unpack(Int32(targets.count)), effect: targets.count - 1)
      for target in targets { assign(target, place) }
    }
  }

  private func exportAssigned(_ target: Target, _ place: Place) {
    guard place.isTopLevel else { return }
    switch target {
    case .name(let name, _): export(name, place)
    case .namespaceMember: break
    case .tuple(let targets, _): for target in targets { exportAssigned(target, place) }
    }
  }

  private func export(_ name: Symbol, _ place: Place) {
    guard let variable = place.scope.find(name) else { return }
    place.function.emit(.export(name, slot: variable.slot))
  }

  private func compileBlockAssignment(
    _ target: Target, _ filter: Expression?, _ body: [Statement], _ place: Place
  ) {
    checkNamespaces(of: target, place)
    var inner = place.inner()
    inner.checksExtends = false
    var analysis = ScopeAnalysis(inner.scope)
    analysis.visit(body)
    filter.map { analysis.visit($0) }
    enter(inner.scope)
    capture(body, inner)
    if let filter { compile(filter, inner) }
    assign(target, place)
    exportAssigned(target, place)
  }

  /// Runs a body and leaves what it wrote on the stack.
  func capture(_ body: [Statement], _ place: Place) {
    place.function.emit(.beginCapture)
    openCapture(.capture)
    compile(body, place)
    closeCapture()
    place.function.emit(.endCapture(place.escaping), effect: 1)
  }

  private func openCapture(_ kind: LoopLabels.OpenCapture) {
    if !loops.isEmpty { loops[loops.count - 1].openCaptures.append(kind) }
  }

  private func closeCapture() {
    if !loops.isEmpty { loops[loops.count - 1].openCaptures.removeLast() }
  }

  private func compileWith(
    _ variables: [(target: Target, value: Expression)], _ body: [Statement], _ place: Place
  ) {
    let inner = place.inner()
    var analysis = ScopeAnalysis(inner.scope)
    for variable in variables { analysis.visitParameters(variable.target) }
    analysis.visit(body)
    enter(inner.scope)
    for variable in variables {
      compile(variable.value, place)
      assign(variable.target, inner)
    }
    compile(body, inner)
  }

  private func compileFilterBlock(_ filter: Expression, _ body: [Statement], _ place: Place) {
    let inner = place.inner()
    var analysis = ScopeAnalysis(inner.scope)
    analysis.visit(body)
    analysis.visit(filter)
    enter(inner.scope)
    capture(body, inner)
    compile(filter, inner)
    place.function.emit(.print(place.escaping), effect: -1)
  }

  private func compileAutoescape(_ flag: Expression, _ body: [Statement], _ place: Place) {
    var inner = place.inner()
    var analysis = ScopeAnalysis(inner.scope)
    analysis.visit(flag)
    analysis.visit(body)
    enter(inner.scope)
    if case .literal(let value) = flag.kind, let isOn = literalTruth(value) {
      place.function.emit(.setEscaping(isOn))
      inner.escaping = isOn ? .on : .off
    } else {
      compile(flag, inner)
      place.function.emit(.setEscapingFromStack, effect: -1)
      inner.escaping = .dynamic
    }
    openCapture(.escaping)
    compile(body, inner)
    closeCapture()
    place.function.emit(.restoreEscaping)
  }

  private func literalTruth(_ value: Value) -> Bool? {
    do throws(TemplateError) {
      return try value.isTrue()
    } catch {
      return nil
    }
  }

  // MARK: Jumps

  private func compileBreak(_ place: Place) {
    guard var labels = loops.popLast() else { return reportJump("break", place) }
    undoCaptures(labels, place)
    labels.breaks.append(place.function.emitJump { .jump($0) })
    loops.append(labels)
  }

  private func compileContinue(_ place: Place) {
    guard let labels = loops.last else { return reportJump("continue", place) }
    undoCaptures(labels, place)
    place.function.emit(.jump(labels.start))
  }

  private func reportJump(_ name: String, _ place: Place) {
    diagnostics.append(
      .error("unexpected-tag", at: location(place.function.range), "'\(name)' must be inside a 'for' block"))
  }

  private func undoCaptures(_ labels: LoopLabels, _ place: Place) {
    for open in labels.openCaptures.reversed() {
      place.function.emit(open == .capture ? .dropCapture : .restoreEscaping)
    }
  }
}
