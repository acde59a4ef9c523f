internal import Diagnostics

extension Renderer {
  mutating func iterate() throws(TemplateError) {
    let value = pop()
    loops.append(LoopCursor(elements: try bounded(value), state: nil))
  }

  /// The elements of a value; too many are an error before they are made.
  private func bounded(_ value: Value) throws(TemplateError) -> [Value] {
    if case .external = value, let count = value.length { try limits.checkLength(count) }
    return try value.iterated()
  }

  mutating func iterateExtended(_ elements: [Value], _ slot: Int32, _ isRecursive: Bool) throws(TemplateError) {
    let state = LoopState(
      elements, depth: loopDepth, behavior: environment.settings.undefined,
      recursion: isRecursive
        ? LoopState.Recursion(
          function: function, template: template, frame: frame.parent ?? frame, context: context) : nil)
    slots[Int(slot)] = .loop(state)
    loops.append(LoopCursor(elements: elements, state: state))
  }

  @inline(__always)
  mutating func nextElement(_ end: Int32) throws(TemplateError) {
    guard let element = loops[loops.count - 1].next() else {
      position = Int(end)
      return
    }
    try countStep()
    push(element)
  }

  mutating func keepElement() {
    let last = loops.count - 1
    loops[last].kept.append(loops[last].elements[loops[last].index])
  }

  mutating func restartWithKept(_ slot: Int32, _ isRecursive: Bool) throws(TemplateError) {
    let cursor = loops.removeLast()
    try iterateExtended(cursor.kept, slot, isRecursive)
  }

  mutating func recursiveLoop(_ index: Int) throws(TemplateError) {
    let body = template.functions[index]
    try enter(
      body, of: template, frame: Frame(slotCount: body.slotCount, parent: frame), context: context, purpose: .write)
  }

  /// `loop(elements)` in a recursive loop.
  mutating func recurse(_ loop: LoopState, _ arguments: Arguments) throws(TemplateError) {
    guard let recursion = loop.recursion else {
      throw TemplateError(
        "not-recursive", "'loop' can be called only in a recursive loop", help: "add 'recursive' to the 'for' tag")
    }
    guard arguments.positional.count == 1, arguments.keywords.isEmpty else {
      throw TemplateError("wrong-count", "'loop' takes one argument: what to iterate")
    }
    try enter(
      recursion.function, of: recursion.template,
      frame: Frame(slotCount: recursion.function.slotCount, parent: recursion.frame), context: recursion.context,
      purpose: .capture(start: output.count), loopDepth: loop.depth + 1)
    push(arguments.positional[0])
  }
}
