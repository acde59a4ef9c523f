internal import Diagnostics

/// Blocks, and the tags that name other templates.
extension Compiler {
  func compileBlockCall(_ block: BlockDeclaration, _ place: Place) {
    let function = place.function
    var jump: FunctionBuilder.Jump?
    if place.isTopLevel {
      if isKnownToExtend { return }
      if extendsCount > 0 { jump = function.emitJump { .jumpIfExtended($0) } }
    }
    function.range = block.nameRange
    let locals = block.isScoped ? localView(place) : -1
    function.emit(.block(block.name, locals: locals, isRequired: block.isRequired))
    if let jump { function.land(jump) }
  }

  func compileExtends(_ template: Expression, _ place: Place, _ range: Range<Int>) {
    guard place.isTopLevel else {
      diagnostics.append(
        .error("misplaced-extends", at: location(range), "'extends' must be outside of blocks, loops and macros"))
      return
    }
    addReference(template)
    compile(template, place)
    place.function.range = template.range
    place.function.emit(.extends, effect: -1)
    if place.isRootLevel { isKnownToExtend = true }
    extendsCount += 1
  }

  func compileInclude(_ template: Expression, _ ignoresMissing: Bool, _ hasContext: Bool, _ place: Place) {
    addReference(template, mayBeMissing: ignoresMissing)
    compile(template, place)
    place.function.range = template.range
    let locals = hasContext ? localView(place) : -1
    place.function.emit(
      .include(locals: locals, ignoresMissing: ignoresMissing, hasContext: hasContext), effect: -1)
  }

  func compileImport(_ template: Expression, _ target: Symbol, _ hasContext: Bool, _ place: Place) {
    compileModule(template, hasContext, place)
    guard let variable = place.scope.find(target) else { return }
    place.function.emit(.store(slot: variable.slot), effect: -1)
    shareImported(target, variable, place)
  }

  func compileFromImport(_ template: Expression, _ names: [ImportedName], _ hasContext: Bool, _ place: Place) {
    compileModule(template, hasContext, place)
    for name in names {
      guard let variable = place.scope.find(name.alias) else { continue }
      place.function.range = name.range
      place.function.emit(.importedName(name.name), effect: 1)
      place.function.emit(.store(slot: variable.slot), effect: -1)
      shareImported(name.alias, variable, place)
    }
    place.function.emit(.discard, effect: -1)
  }

  private func compileModule(_ template: Expression, _ hasContext: Bool, _ place: Place) {
    addReference(template)
    compile(template, place)
    place.function.range = template.range
    place.function.emit(.importTemplate(locals: hasContext ? localView(place) : -1, hasContext: hasContext))
  }

  /// What is imported at the top can be used in blocks, but is not exported again.
  private func shareImported(_ name: Symbol, _ variable: Variable, _ place: Place) {
    guard place.isTopLevel else { return }
    place.function.emit(.export(name, slot: variable.slot))
    place.function.emit(.hide(name))
  }
}
