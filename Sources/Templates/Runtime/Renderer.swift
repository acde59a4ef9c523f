internal import Diagnostics

/// Runs compiled templates: one instruction after the other, with a stack of its own for values and calls, so that
/// the depth of templates never reaches the thread's stack.
struct Renderer: ~Copyable {
  let environment: EnvironmentCore
  var output: OutputBuffer
  var template: CompiledTemplate
  /// The template's text.
  var text: UnsafeMutablePointer<UInt8>
  var function: CompiledFunction
  var code: UnsafeMutablePointer<Instruction>
  /// The index of the next instruction.
  var position = 0
  var frame: Frame
  var slots: UnsafeMutablePointer<Value?>
  var context: Context
  var isEscaping: Bool
  /// How many recursive loops the current function is in.
  var loopDepth = 0
  /// The template that the current one extends, once that is known.
  var parentTemplate: CompiledTemplate?
  var calls: [Activation] = []
  var loops: [LoopCursor] = []
  /// Where captured output begins.
  var captures: [Int] = []
  var outerEscaping: [Bool] = []
  var stack: UnsafeMutablePointer<Value>
  var stackCapacity: Int
  var top = 0
  var steps = 0
  /// Modules that were imported without context, which all imports share.
  var modules: [ObjectIdentifier: Value] = [:]
  let limits: Limits
  let fragments: FragmentCache?
  let recorder: (any ReadRecorder)?

  init(
    _ template: CompiledTemplate, environment: EnvironmentCore, variables: RenderContext, fragments: FragmentCache?,
    recorder: (any ReadRecorder)?, output: consuming OutputBuffer
  ) {
    self.environment = environment
    self.fragments = fragments
    self.recorder = recorder
    self.output = output
    self.template = template
    text = template.text
    function = template.root
    code = function.instructions
    frame = Frame(slotCount: function.slotCount, parent: nil)
    slots = frame.slots
    let base = BaseContext(variables: variables, globals: environment.globals)
    context = Context(parent: nil, base: base, locals: nil, blocks: BlockTable(template), templateName: template.name)
    isEscaping = environment.settings.autoescape
    limits = environment.settings.limits
    stackCapacity = max(64, function.stackDepth)
    stack = .allocate(capacity: stackCapacity)
  }

  deinit {
    stack.deinitialize(count: top)
    stack.deallocate()
  }

  /// Ends the render and gives the buffer back.
  consuming func takeOutput() -> OutputBuffer {
    var empty = OutputBuffer(minimumCapacity: 64)
    swap(&empty, &output)
    return empty
  }

  // MARK: The stack of values

  @inline(__always)
  mutating func push(_ value: consuming Value) {
    (stack + top).initialize(to: value)
    top += 1
  }

  @inline(__always)
  mutating func pop() -> Value {
    top -= 1
    return (stack + top).move()
  }

  /// Takes the topmost values, in the order in which they were pushed.
  mutating func pop(_ count: Int) -> [Value] {
    if count == 0 { return [] }
    top -= count
    let start = stack + top
    return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      buffer.baseAddress?.moveInitialize(from: start, count: count)
      initialized = count
    }
  }

  private mutating func reserveStack(_ depth: Int) {
    guard top + depth > stackCapacity else { return }
    stackCapacity = max(top + depth, stackCapacity * 2)
    let larger = UnsafeMutablePointer<Value>.allocate(capacity: stackCapacity)
    larger.moveInitialize(from: stack, count: top)
    stack.deallocate()
    stack = larger
  }

  // MARK: Calls

  /// Begins a function; the current one goes on when it has finished.
  mutating func enter(
    _ callee: CompiledFunction, of calleeTemplate: CompiledTemplate, frame calleeFrame: Frame,
    context calleeContext: Context, purpose: Activation.Purpose, loopDepth calleeDepth: Int = 0
  ) throws(TemplateError) {
    guard calls.count < limits.calls else {
      throw TemplateError(
        "limit-exceeded", "macros, includes and blocks may be \(limits.calls) deep at most",
        help: "look for a template or a macro that uses itself without end")
    }
    try countStep()
    calls.append(
      Activation(
        template: template, function: function, position: position, frame: frame, context: context,
        isEscaping: isEscaping, loopDepth: loopDepth, parentTemplate: parentTemplate, purpose: purpose,
        loopCount: loops.count, captureCount: captures.count, escapingCount: outerEscaping.count))
    parentTemplate = nil
    loopDepth = calleeDepth
    context = calleeContext
    start(callee, of: calleeTemplate, frame: calleeFrame)
  }

  private mutating func start(
    _ callee: CompiledFunction, of calleeTemplate: CompiledTemplate, frame calleeFrame: Frame
  ) {
    template = calleeTemplate
    text = template.text
    function = callee
    code = callee.instructions
    position = 0
    frame = calleeFrame
    slots = calleeFrame.slots
    reserveStack(callee.stackDepth)
  }

  /// Ends the current function; false when it was the outermost.
  mutating func finish() -> Bool {
    if let parent = parentTemplate {
      parentTemplate = nil
      start(parent.root, of: parent, frame: Frame(slotCount: parent.root.slotCount, parent: nil))
      return true
    }
    guard let caller = calls.popLast() else { return false }
    let result = result(for: caller)
    template = caller.template
    text = template.text
    function = caller.function
    code = function.instructions
    position = caller.position
    if case .print = caller.purpose { position += 1 }
    frame = caller.frame
    slots = frame.slots
    context = caller.context
    isEscaping = caller.isEscaping
    loopDepth = caller.loopDepth
    parentTemplate = caller.parentTemplate
    if let result { push(result) }
    return true
  }

  private mutating func result(for caller: Activation) -> Value? {
    switch caller.purpose {
    case .write, .print: return nil
    case .fragment(let start, let key):
      keepFragment(from: start, for: key)
      return nil
    case .capture(let start):
      let captured = output.text(from: start)
      output.truncate(to: start)
      return caller.isEscaping ? .safe(captured) : .string(captured)
    case .module(let start, let isShared):
      let body = output.text(from: start)
      output.truncate(to: start)
      let module = Value.object(Module(context, body: body, isEscaping: caller.isEscaping))
      if isShared { modules[ObjectIdentifier(template)] = module }
      return module
    }
  }

  @inline(__always)
  mutating func countStep() throws(TemplateError) {
    steps += 1
    if steps > limits.steps { throw Self.tooManySteps(limits.steps) }
    if output.count > limits.outputBytes { throw Self.tooMuchOutput(limits.outputBytes) }
  }

  private static func tooManySteps(_ limit: Int) -> TemplateError {
    TemplateError("limit-exceeded", "a render may take at most \(limit) steps of loops and calls")
  }

  private static func tooMuchOutput(_ limit: Int) -> TemplateError {
    TemplateError("limit-exceeded", "a render may write at most \(limit) bytes")
  }

  var state: RenderState {
    RenderState(context: context, environment: environment, isEscaping: isEscaping, recorder: recorder)
  }
}

extension BlockTable {
  convenience init(_ template: CompiledTemplate) {
    self.init()
    append(blocksOf: template)
  }

  func append(blocksOf template: CompiledTemplate) {
    for (name, function) in template.blocks { append(Definition(template: template, function: function), named: name) }
  }
}
