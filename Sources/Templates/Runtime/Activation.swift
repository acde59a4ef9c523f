/// A function that waits for one that it called.
struct Activation {
  let template: CompiledTemplate
  let function: CompiledFunction
  let position: Int
  let frame: Frame
  let context: Context
  let isEscaping: Bool
  let loopDepth: Int
  let parentTemplate: CompiledTemplate?
  /// What becomes of the result of the function that was called.
  let purpose: Purpose
  let loopCount: Int
  let captureCount: Int
  let escapingCount: Int

  enum Purpose {
    /// Its output stays where it is.
    case write
    /// Its output stays where it is, and stands for the instruction that would print it.
    case print
    /// Its output stays, and is kept for the next include that is alike.
    case fragment(start: Int, FragmentKey)
    /// Its output becomes a value on the stack.
    case capture(start: Int)
    /// Its output is dropped; what it exports becomes a value on the stack.
    case module(start: Int, isShared: Bool)
  }
}

/// A running loop.
struct LoopCursor {
  let elements: [Value]
  var index = -1
  /// The variable `loop`, where the body uses it.
  let state: LoopState?
  /// What a filter let pass, for loops that use `loop`.
  var kept: [Value] = []
  var hasRun = false

  @inline(__always)
  mutating func next() -> Value? {
    guard index + 1 < elements.count else { return nil }
    index += 1
    if let state {
      if state.isExhausted { return nil }
      state.index = index
    }
    return elements[index]
  }
}
