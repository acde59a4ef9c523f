internal import Diagnostics

extension Compiler {
  func compileMacro(_ macro: MacroDeclaration, _ place: Place) {
    guard let name = macro.name, let variable = place.scope.find(name) else { return }
    let function = compileMacroBody(macro, place)
    place.function.emit(.makeMacro(Int32(function.id)), effect: 1)
    place.function.emit(.store(slot: variable.slot), effect: -1)
    if place.isTopLevel { place.function.emit(.export(name, slot: variable.slot)) }
  }

  func compileCallBlock(_ macro: MacroDeclaration, _ call: Expression, _ place: Place) {
    let function = compileMacroBody(macro, place)
    guard case .call(let callee, let arguments) = call.kind else { return }
    compile(callee, place)
    var shape = compileArguments(arguments, place) {
      place.function.emit(.makeMacro(Int32(function.id)), effect: 1)
    }
    shape.keywords.append(WellKnown.caller)
    place.function.range = call.range
    place.function.emit(.call(self.shape(shape)), effect: -shape.count)
    // A macro's result is escaped already, or was not to be escaped where it ran.
    place.function.emit(.print(.dynamic), effect: -1)
  }

  private func compileMacroBody(_ macro: MacroDeclaration, _ place: Place) -> FunctionBuilder {
    let function = makeFunction(parent: place.function, name: macro.name?.name ?? "", range: macro.range)
    let outerLoops = loops
    loops = []
    defer { loops = outerLoops }
    var inner = place.inner(function)
    inner.checksExtends = false
    for parameter in macro.parameters { inner.scope.declareParameter(parameter.name) }
    function.signature = signature(of: macro, inner.scope)
    var analysis = ScopeAnalysis(inner.scope)
    for value in macro.defaults { analysis.visit(value) }
    analysis.visit(macro.body)
    enter(inner.scope)
    compileDefaults(macro, inner)
    compile(macro.body, inner)
    function.emit(.finish)
    return function
  }

  private func signature(of macro: MacroDeclaration, _ scope: Scope) -> MacroSignature {
    var signature = MacroSignature()
    let names = macro.parameters.map(\.name)
    signature.parameters = names.map { MacroSignature.Parameter(name: $0, slot: scope.declareParameter($0).slot) }
    let special = FreeNames.among([WellKnown.caller, WellKnown.kwargs, WellKnown.varargs], in: macro.body)
    if special.contains(WellKnown.caller) {
      signature.usesCaller = true
      if names.contains(WellKnown.caller) {
        checkCallerHasDefault(macro)
      } else {
        signature.callerSlot = scope.declareParameter(WellKnown.caller).slot
      }
    }
    if special.contains(WellKnown.kwargs), !names.contains(WellKnown.kwargs) {
      signature.keywordsSlot = scope.declareParameter(WellKnown.kwargs).slot
    }
    if special.contains(WellKnown.varargs), !names.contains(WellKnown.varargs) {
      signature.variadicSlot = scope.declareParameter(WellKnown.varargs).slot
    }
    return signature
  }

  private func checkCallerHasDefault(_ macro: MacroDeclaration) {
    guard let index = macro.parameters.firstIndex(where: { $0.name == WellKnown.caller }) else { return }
    guard index < macro.parameters.count - macro.defaults.count else { return }
    diagnostics.append(
      .error(
        "invalid-parameter", at: location(macro.parameters[index].range),
        "the parameter 'caller' must have a default"))
  }

  private func compileDefaults(_ macro: MacroDeclaration, _ place: Place) {
    let firstDefault = macro.parameters.count - macro.defaults.count
    for (index, parameter) in macro.parameters.enumerated() {
      guard let slot = place.scope.find(parameter.name)?.slot else { continue }
      let jump = place.function.emitJump { .jumpIfPresent(slot: slot, $0) }
      if index >= firstDefault {
        compile(macro.defaults[index - firstDefault], place)
      } else {
        place.function.emit(.constant(missingParameter(parameter.name)), effect: 1)
      }
      place.function.emit(.store(slot: slot), effect: -1)
      place.function.land(jump)
    }
  }

  private func missingParameter(_ name: Symbol) -> Int32 {
    let cause = Undefined.Cause.reason("parameter '\(name.name)' was not given", name: name.name)
    return constant(.undefined(Undefined(cause, environment.settings.undefined)))
  }
}
