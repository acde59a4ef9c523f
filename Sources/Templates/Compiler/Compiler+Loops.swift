internal import Diagnostics

extension Compiler {
  func compileLoop(_ loop: ForLoop, _ place: Place, _ range: Range<Int>) {
    checkLoopNames(in: loop)
    if loop.isRecursive { return unlessExtended(place) { compileRecursiveLoop(loop, place, range) } }
    compile(loop.iterable, place)
    place.function.range = loop.iterable.range
    compileIteration(loop, place)
  }

  /// The loop as a function of its own, which `loop(…)` calls; as a printed value, a child template drops it whole.
  private func compileRecursiveLoop(_ loop: ForLoop, _ place: Place, _ range: Range<Int>) {
    let function = makeFunction(parent: place.function, name: "", range: range)
    function.adjustDepth(1)
    let outerLoops = loops
    loops = []
    var body = Place(scope: Scope(parent: place.scope, function: function), escaping: place.escaping)
    body.checksExtends = place.checksExtends
    compileIteration(loop, body)
    loops = outerLoops
    function.emit(.finish)
    compile(loop.iterable, place)
    place.function.emit(.recursiveLoop(Int32(function.id)), effect: -1)
  }

  /// The loop over the value on the stack.
  private func compileIteration(_ loop: ForLoop, _ place: Place) {
    let function = place.function
    let inner = place.inner()
    let usesState = loop.isRecursive || usesLoopVariable(loop)
    let stateSlot = usesState ? inner.scope.declareParameter(WellKnown.loop).slot : nil
    var analysis = ScopeAnalysis(inner.scope)
    analysis.visitParameters(loop.target)
    analysis.visit(loop.body)
    if let filter = loop.filter, let stateSlot {
      function.emit(.iterate, effect: -1)
      compileKeeping(filter, loop, place)
      function.emit(.restartWithKept(slot: stateSlot, isRecursive: loop.isRecursive))
    } else if let stateSlot {
      function.emit(.iterateExtended(slot: stateSlot, isRecursive: loop.isRecursive), effect: -1)
    } else {
      function.emit(.iterate, effect: -1)
    }
    compileBody(loop, place, inner, testsFilter: !usesState)
  }

  private func usesLoopVariable(_ loop: ForLoop) -> Bool {
    FreeNames.among([WellKnown.loop], in: loop.body).contains(WellKnown.loop) || loop.body.containsScopedBlock
      || loop.otherwise.containsScopedBlock
  }

  /// Runs the filter over all elements first, so that `loop` knows how many are left.
  private func compileKeeping(_ filter: Expression, _ loop: ForLoop, _ place: Place) {
    let function = place.function
    let start = function.position
    let end = function.emitJump(effect: 1) { .nextElement($0) }
    let skip = compileFilterTest(filter, loop, place)
    function.emit(.keepElement)
    function.land(skip)
    function.emit(.jump(start))
    function.land(end)
  }

  /// Assigns the element on the stack, and jumps when the filter refuses it.
  private func compileFilterTest(_ filter: Expression, _ loop: ForLoop, _ place: Place) -> FunctionBuilder.Jump {
    let test = place.inner()
    var analysis = ScopeAnalysis(test.scope)
    analysis.visitParameters(loop.target)
    analysis.visit(filter)
    enter(test.scope)
    place.function.range = loop.target.range
    assign(loop.target, test)
    compile(filter, test)
    return place.function.emitJump(effect: -1) { .jumpIfFalse($0) }
  }

  private func compileBody(_ loop: ForLoop, _ place: Place, _ inner: Place, testsFilter: Bool) {
    let function = place.function
    let start = function.position
    loops.append(LoopLabels(start: start))
    function.range = loop.iterable.range
    let end = function.emitJump(effect: 1) { .nextElement($0) }
    var skip: FunctionBuilder.Jump?
    if testsFilter, let filter = loop.filter {
      skip = compileFilterTest(filter, loop, place)
    } else {
      function.range = loop.target.range
      assign(loop.target, inner)
    }
    enter(inner.scope)
    compile(loop.body, inner)
    if !loop.otherwise.isEmpty { function.emit(.markIteration) }
    if let skip { function.land(skip) }
    function.emit(.jump(start))
    function.land(end)
    for jump in loops.removeLast().breaks { function.land(jump) }
    compileElse(loop, place)
  }

  private func compileElse(_ loop: ForLoop, _ place: Place) {
    let function = place.function
    guard !loop.otherwise.isEmpty else { return function.emit(.endLoop) }
    let done = function.emitJump { .endLoopOrElse($0) }
    let inner = place.inner()
    var analysis = ScopeAnalysis(inner.scope)
    analysis.visit(loop.otherwise)
    enter(inner.scope)
    compile(loop.otherwise, inner)
    function.land(done)
  }

  private func checkLoopNames(in loop: ForLoop) {
    for range in loop.target.ranges(of: WellKnown.loop) {
      diagnostics.append(.error("invalid-target", at: location(range), "'loop' cannot be a loop's variable"))
    }
  }
}

extension Target {
  /// Where a name is assigned.
  fileprivate func ranges(of name: Symbol) -> [Range<Int>] {
    switch self {
    case .name(let own, let range): own == name ? [range] : []
    case .namespaceMember: []
    case .tuple(let targets, _): targets.flatMap { $0.ranges(of: name) }
    }
  }
}
