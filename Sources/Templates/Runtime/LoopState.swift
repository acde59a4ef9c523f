internal import Diagnostics

/// The variable `loop` of a running loop; used by the one thread that renders.
///
/// Nothing runs while a property is read or set, so that checking for overlapping accesses would only cost time.
public final class LoopState: @unchecked Sendable {
  let elements: [Value]
  /// The position in `elements`, from 0; -1 before the first element.
  @exclusivity(unchecked) var index = -1
  /// How many recursive loops this one is in, from 0.
  let depth: Int
  let behavior: UndefinedBehavior
  /// The loop's body, for `loop(…)` in a recursive loop.
  let recursion: Recursion?
  private var lastChanged: [Value]?
  /// Whether an inner iteration took the rest of the elements.
  @exclusivity(unchecked) private(set) var isExhausted = false

  /// What `loop(…)` runs.
  struct Recursion {
    let function: CompiledFunction
    let template: CompiledTemplate
    let frame: Frame
    let context: Context
  }

  init(_ elements: [Value], depth: Int, behavior: UndefinedBehavior, recursion: Recursion?) {
    self.elements = elements
    self.depth = depth
    self.behavior = behavior
    self.recursion = recursion
  }

  static let memberNames = [
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "cycle", "depth", "depth0", "previtem",
    "nextitem", "changed",
  ]

  func member(_ name: Symbol) -> Value? {
    switch name {
    case LoopSymbols.index: .integer(index + 1)
    case LoopSymbols.index0: .integer(index)
    case LoopSymbols.first: .bool(index == 0)
    case LoopSymbols.last: .bool(index == elements.count - 1)
    case LoopSymbols.length: .integer(elements.count)
    case LoopSymbols.revindex: .integer(elements.count - index)
    case LoopSymbols.revindex0: .integer(elements.count - index - 1)
    case LoopSymbols.depth: .integer(depth + 1)
    case LoopSymbols.depth0: .integer(depth)
    case LoopSymbols.previtem:
      elements.indices.contains(index - 1) ? elements[index - 1] : missing("there is no previous item")
    case LoopSymbols.nextitem:
      elements.indices.contains(index + 1) ? elements[index + 1] : missing("there is no next item")
    case LoopSymbols.cycle:
      .native(NativeFunction(name: "cycle") { (arguments, _) throws(TemplateError) in try self.cycle(arguments) })
    case LoopSymbols.changed:
      .native(NativeFunction(name: "changed") { (arguments, _) in .bool(self.hasChanged(Array(arguments.positional))) })
    default: nil
    }
  }

  func call(_ name: Symbol, _ arguments: Arguments) throws(TemplateError) -> Value? {
    switch name {
    case LoopSymbols.cycle: try cycle(arguments)
    case LoopSymbols.changed: .bool(hasChanged(Array(arguments.positional)))
    default: nil
    }
  }

  func takeRest() -> [Value] {
    isExhausted = true
    return Array(elements[min(index + 1, elements.count)...])
  }

  private func cycle(_ arguments: Arguments) throws(TemplateError) -> Value {
    guard !arguments.positional.isEmpty else {
      throw TemplateError("missing-argument", "'cycle' needs at least one value")
    }
    return arguments.positional[max(0, index) % arguments.positional.count]
  }

  private func hasChanged(_ values: [Value]) -> Bool {
    if let last = lastChanged, last.isEqual(to: values) { return false }
    lastChanged = values
    return true
  }

  private func missing(_ reason: StaticString) -> Value {
    .undefined(Undefined(.reason("\(reason)", name: "loop"), behavior))
  }
}

private enum LoopSymbols {
  static let index = Symbol("index")
  static let index0 = Symbol("index0")
  static let first = Symbol("first")
  static let last = Symbol("last")
  static let length = Symbol("length")
  static let revindex = Symbol("revindex")
  static let revindex0 = Symbol("revindex0")
  static let depth = Symbol("depth")
  static let depth0 = Symbol("depth0")
  static let previtem = Symbol("previtem")
  static let nextitem = Symbol("nextitem")
  static let cycle = Symbol("cycle")
  static let changed = Symbol("changed")
}
