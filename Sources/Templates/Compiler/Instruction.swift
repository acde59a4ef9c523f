/// One step of a compiled template; offsets, slots and indexes are 32 bits wide so that a step takes 16 bytes.
enum Instruction {
  // Output
  case text(Int32, Int32)
  case literal(Int32)
  case print(Escaping)
  case printSlot(slot: Int32, undefined: Int32, Escaping)
  case printMember(slot: Int32, undefined: Int32, Symbol, Escaping)

  // Variables
  case constant(Int32)
  case load(slot: Int32, undefined: Int32)
  case loadOuter(depth: Int32, slot: Int32, undefined: Int32)
  case store(slot: Int32)
  case resolve(Symbol, slot: Int32)
  case copy(depth: Int32, slot: Int32, to: Int32)
  case clear(slot: Int32)
  case export(Symbol, slot: Int32)
  case hide(Symbol)
  case unpack(Int32)
  case checkNamespace(Int32)
  case setNamespaceMember(Symbol)
  case discard

  // Expressions
  case member(Symbol)
  case item
  case slice(Int32)
  case unary(UnaryOperator)
  case not
  case binary(BinaryOperator)
  case concatenate(Int32, Escaping)
  case compare(ComparisonOperator)
  /// Compares, and keeps the right operand for the next comparison unless false, which jumps.
  case compareChained(ComparisonOperator, Int32)
  case list(Int32)
  case tuple(Int32)
  case dictionary(Int32)
  case filter(Int32)
  case test(Int32)
  case call(Int32)
  case callMethod(Symbol, Int32)

  // Control
  case jump(Int32)
  case jumpIfFalse(Int32)
  case jumpIfFalseOrPop(Int32)
  case jumpIfTrueOrPop(Int32)
  case jumpIfPresent(slot: Int32, Int32)
  case jumpIfExtended(Int32)
  case finish

  // Loops
  case iterate
  case iterateExtended(slot: Int32, isRecursive: Bool)
  case nextElement(Int32)
  case keepElement
  case restartWithKept(slot: Int32, isRecursive: Bool)
  case markIteration
  case endLoop
  case endLoopOrElse(Int32)
  case recursiveLoop(Int32)

  // Captured output
  case beginCapture
  case endCapture(Escaping)
  case dropCapture
  case setEscaping(Bool)
  case setEscapingFromStack
  case restoreEscaping

  // Other functions and templates
  case makeMacro(Int32)
  case loadSelf(slot: Int32)
  case loadSuper(slot: Int32, Symbol)
  case block(Symbol, locals: Int32, isRequired: Bool)
  case extends
  case include(locals: Int32, ignoresMissing: Bool, hasContext: Bool)
  case importTemplate(locals: Int32, hasContext: Bool)
  case importedName(Symbol)
}

/// Whether printed text is escaped, or decided while rendering.
enum Escaping {
  case on
  case off
  case dynamic
}
