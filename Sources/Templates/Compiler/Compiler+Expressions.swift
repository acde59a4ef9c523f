internal import Diagnostics

extension Compiler {
  /// Makes code that leaves an expression's value on the stack.
  func compile(_ expression: Expression, _ place: Place) {
    let function = place.function
    if let value = expression.constant(limits: environment.settings.limits) {
      function.range = expression.range
      return function.emit(.constant(constant(value)), effect: 1)
    }
    compileParts(of: expression, place)
  }

  private func compileParts(of expression: Expression, _ place: Place) {
    let function = place.function
    switch expression.kind {
    case .literal(let value): function.emit(.constant(constant(value)), effect: 1)
    case .name(let name):
      function.range = expression.range
      compileName(name, place)
    case .member(let operand, let name):
      compile(operand, place)
      place.function.range = memberRange(expression, name)
      place.function.emit(.member(name))
    case .item(let operand, let key):
      compile([operand, key], place)
      emit(.item, expression, place, effect: -1)
    case .slice(let operand, let start, let stop, let step):
      compileSlice(expression, operand, [start, stop, step], place)
    case .call(let callee, let arguments): compileCall(expression, callee, arguments, place)
    case .filter(let operand, let call):
      if let operand { compile(operand, place) }
      compileFilter(expression, call, place)
    case .test(let operand, let call):
      compile(operand, place)
      compileTest(expression, call, place)
    case .not(let operand):
      compile(operand, place)
      emit(.not, expression, place)
    case .unary(let symbol, let operand):
      compile(operand, place)
      emit(.unary(symbol), expression, place)
    case .binary(let symbol, let left, let right):
      compile([left, right], place)
      emit(.binary(symbol), expression, place, effect: -1)
    case .concatenation(let operands):
      compile(operands, place)
      // Jinja2 joins constants before it knows of escaping: the result is plain text, whatever was safe in it.
      let escaping = operands.allSatisfy(isConstant) ? .off : place.escaping
      emit(.concatenate(Int32(operands.count), escaping), expression, place, effect: 1 - operands.count)
    case .comparison(let first, let others): compileComparison(expression, first, others, place)
    case .and(let operands): compileShortcut(operands, place) { .jumpIfFalseOrPop($0) }
    case .or(let operands): compileShortcut(operands, place) { .jumpIfTrueOrPop($0) }
    case .conditional(let value, let condition, let otherwise):
      compileConditional(expression, value, condition, otherwise, place)
    case .list(let elements):
      compile(elements, place)
      emit(.list(Int32(elements.count)), expression, place, effect: 1 - elements.count)
    case .tuple(let elements):
      compile(elements, place)
      emit(.tuple(Int32(elements.count)), expression, place, effect: 1 - elements.count)
    case .dictionary(let entries):
      compile(entries.flatMap { [$0.0, $0.1] }, place)
      emit(.dictionary(Int32(entries.count)), expression, place, effect: 1 - 2 * entries.count)
    }
  }

  /// The member's name behind the dot.
  func memberRange(_ expression: Expression, _ name: Symbol) -> Range<Int> {
    max(expression.range.lowerBound, expression.range.upperBound - name.name.utf8.count)..<expression.range.upperBound
  }

  private func compile(_ expressions: [Expression], _ place: Place) {
    for expression in expressions { compile(expression, place) }
  }

  private func emit(_ instruction: Instruction, _ expression: Expression, _ place: Place, effect: Int = 0) {
    place.function.range = expression.range
    place.function.emit(instruction, effect: effect)
  }

  func compileName(_ name: Symbol, _ place: Place) {
    guard let variable = place.scope.find(name) else { return }
    let depth = place.function.distance(to: variable)
    let undefined = undefinedConstant(name, place.function.range)
    if depth == 0 {
      place.function.emit(.load(slot: variable.slot, undefined: undefined), effect: 1)
    } else {
      place.function.emit(.loadOuter(depth: depth, slot: variable.slot, undefined: undefined), effect: 1)
    }
  }

  private func compileSlice(_ expression: Expression, _ operand: Expression, _ bounds: [Expression?], _ place: Place) {
    compile(operand, place)
    for bound in bounds {
      if let bound {
        compile(bound, place)
      } else {
        place.function.emit(.constant(constant(.none)), effect: 1)
      }
    }
    emit(.slice(0), expression, place, effect: -3)
  }

  private func compileCall(_ expression: Expression, _ callee: Expression, _ arguments: CallArguments, _ place: Place) {
    if case .member(let operand, let name) = callee.kind {
      compile(operand, place)
      let shape = compileArguments(arguments, place)
      emit(.callMethod(name, self.shape(shape)), expression, place, effect: -shape.count)
    } else {
      compile(callee, place)
      let shape = compileArguments(arguments, place)
      emit(.call(self.shape(shape)), expression, place, effect: -shape.count)
    }
  }

  /// Puts arguments on the stack; `addKeyword` adds one more behind the named ones.
  func compileArguments(_ arguments: CallArguments, _ place: Place, addKeyword: () -> Void = {}) -> CallShape {
    compile(arguments.positional, place)
    compile(arguments.keywords.map(\.value), place)
    addKeyword()
    for rest in [arguments.list, arguments.dictionary].compactMap(\.self) { compile(rest, place) }
    return CallShape(
      positional: arguments.positional.count, keywords: arguments.keywords.map(\.name),
      hasList: arguments.list != nil, hasDictionary: arguments.dictionary != nil)
  }

  private func compileFilter(_ expression: Expression, _ call: FilterCall, _ place: Place) {
    let filter = environment.filters[call.name]
    if filter == nil { reportUnknown("filter", call, environment.filters.keys.map(\.name), place) }
    let shape = compileArguments(call.arguments, place)
    let site = addSite(FilterSite(name: call.name, filter: filter, shape: shape))
    place.function.range = call.nameRange.lowerBound..<max(call.nameRange.upperBound, expression.range.upperBound)
    place.function.emit(.filter(site), effect: -shape.count)
  }

  private func compileTest(_ expression: Expression, _ call: FilterCall, _ place: Place) {
    let test = environment.tests[call.name]
    if test == nil { reportUnknown("test", call, environment.tests.keys.map(\.name), place) }
    let shape = compileArguments(call.arguments, place)
    let site = addSite(FilterSite(name: call.name, filter: test, shape: shape))
    place.function.range = call.nameRange.lowerBound..<max(call.nameRange.upperBound, expression.range.upperBound)
    place.function.emit(.test(site), effect: -shape.count)
  }

  private func reportUnknown(_ what: String, _ call: FilterCall, _ known: [String], _ place: Place) {
    let diagnostic = Diagnostic.error(
      what == "filter" ? "unknown-filter" : "unknown-test", at: location(call.nameRange),
      "there is no \(what) '\(call.name.name)'", suggestion: nearestName(to: call.name.name, among: known))
    if place.isConditional {
      latentDiagnostics.append(diagnostic)
    } else {
      diagnostics.append(diagnostic)
    }
  }

  private func compileComparison(
    _ expression: Expression, _ first: Expression, _ others: [(ComparisonOperator, Expression)], _ place: Place
  ) {
    compile(first, place)
    var ends: [FunctionBuilder.Jump] = []
    for (index, (comparison, operand)) in others.enumerated() {
      compile(operand, place)
      place.function.range = expression.range
      if index < others.count - 1 {
        ends.append(place.function.emitJump(effect: -1) { .compareChained(comparison, $0) })
      } else {
        place.function.emit(.compare(comparison), effect: -1)
      }
    }
    for end in ends { place.function.land(end) }
  }

  private func compileShortcut(_ operands: [Expression], _ place: Place, _ jump: (Int32) -> Instruction) {
    var ends: [FunctionBuilder.Jump] = []
    for (index, operand) in operands.enumerated() {
      compile(operand, place)
      place.function.range = operand.range
      if index < operands.count - 1 { ends.append(place.function.emitJump(effect: -1, jump)) }
    }
    for end in ends { place.function.land(end) }
  }

  private func compileConditional(
    _ expression: Expression, _ value: Expression, _ condition: Expression, _ otherwise: Expression?, _ place: Place
  ) {
    let inner = place.conditional()
    compile(condition, inner)
    let skip = place.function.emitJump(effect: -1) { .jumpIfFalse($0) }
    compile(value, inner)
    let end = place.function.emitJump { .jump($0) }
    place.function.land(skip)
    place.function.adjustDepth(-1)
    if let otherwise {
      compile(otherwise, inner)
    } else {
      let cause = Undefined.Cause.reason("the condition is false and there is no 'else'", name: "")
      place.function.emit(.constant(constant(.undefined(Undefined(cause, .lenient)))), effect: 1)
    }
    place.function.land(end)
  }
}
