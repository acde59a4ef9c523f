/// Collects the instructions of one function.
final class FunctionBuilder {
  let id: Int
  let parent: FunctionBuilder?
  let name: String
  private(set) var instructions: [Instruction] = []
  private(set) var ranges: [Range<Int>] = []
  private(set) var slotCount: Int32 = 0
  private var slots: [SlotName: Int32] = [:]
  private var depth = 0
  private var maximumDepth = 0
  private var contextVariables: [(name: Symbol, slot: Int32)] = []
  var signature: MacroSignature?
  /// The source that instructions come from until another is set.
  var range: Range<Int>

  private struct SlotName: Hashable {
    let name: Symbol
    let level: Int
  }

  init(id: Int, parent: FunctionBuilder?, name: String, range: Range<Int>) {
    self.id = id
    self.parent = parent
    self.name = name
    self.range = range
  }

  /// The variable of a name at a level; scopes side by side share it.
  func variable(_ name: Symbol, level: Int) -> Variable {
    let slotName = SlotName(name: name, level: level)
    let slot = slots[slotName] ?? newSlot()
    slots[slotName] = slot
    return Variable(function: id, slot: slot)
  }

  /// The variable of a name that the function only reads from its context.
  func contextVariable(_ name: Symbol) -> Variable {
    if let known = contextVariables.first(where: { $0.name == name }) {
      return Variable(function: id, slot: known.slot)
    }
    let slot = newSlot()
    contextVariables.append((name, slot))
    return Variable(function: id, slot: slot)
  }

  func newSlot() -> Int32 {
    defer { slotCount += 1 }
    return slotCount
  }

  /// How many functions further out a variable is.
  func distance(to variable: Variable) -> Int32 {
    var distance: Int32 = 0
    var function: FunctionBuilder? = self
    while let current = function, current.id != variable.function {
      distance += 1
      function = current.parent
    }
    return distance
  }

  var position: Int32 { Int32(instructions.count) }

  /// Adds an instruction that changes the height of the stack by `effect`.
  func emit(_ instruction: Instruction, effect: Int = 0) {
    instructions.append(instruction)
    ranges.append(range)
    depth += effect
    maximumDepth = max(maximumDepth, depth)
  }

  /// Adds a jump whose target `land` sets.
  func emitJump(effect: Int = 0, _ make: (Int32) -> Instruction) -> Jump {
    emit(make(0), effect: effect)
    return Jump(index: instructions.count - 1)
  }

  struct Jump {
    let index: Int
  }

  /// Makes a jump go to the next instruction.
  func land(_ jump: Jump) {
    instructions[jump.index] = instructions[jump.index].shifted(by: position)
  }

  /// Sets the height of the stack where branches that changed it meet.
  func adjustDepth(_ change: Int) {
    depth += change
    maximumDepth = max(maximumDepth, depth)
  }

  func build() -> CompiledFunction {
    let prologue = contextVariables.map { Instruction.resolve($0.name, slot: $0.slot) }
    let body = instructions.map { $0.shifted(by: Int32(prologue.count)) }
    return CompiledFunction(
      name: name, instructions: prologue + body,
      ranges: Array(repeating: range, count: prologue.count) + ranges, slotCount: Int(slotCount),
      stackDepth: maximumDepth + 2, signature: signature)
  }
}

extension Instruction {
  /// A jump whose target is further by `offset`; other instructions stay as they are.
  fileprivate func shifted(by offset: Int32) -> Instruction {
    switch self {
    case .jump(let target): .jump(target + offset)
    case .jumpIfFalse(let target): .jumpIfFalse(target + offset)
    case .jumpIfFalseOrPop(let target): .jumpIfFalseOrPop(target + offset)
    case .jumpIfTrueOrPop(let target): .jumpIfTrueOrPop(target + offset)
    case .jumpIfPresent(let slot, let target): .jumpIfPresent(slot: slot, target + offset)
    case .jumpIfExtended(let target): .jumpIfExtended(target + offset)
    case .nextElement(let target): .nextElement(target + offset)
    case .endLoopOrElse(let target): .endLoopOrElse(target + offset)
    case .compareChained(let comparison, let target): .compareChained(comparison, target + offset)
    default: self
    }
  }
}
