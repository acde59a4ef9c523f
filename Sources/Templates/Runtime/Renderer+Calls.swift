internal import Diagnostics

extension Renderer {
  /// Takes the arguments of a call from the stack.
  mutating func popArguments(_ shape: CallShape) throws(TemplateError) -> Arguments {
    if shape.count == 0 { return Arguments() }
    let dictionary = shape.hasDictionary ? pop() : nil
    let list = shape.hasList ? pop() : nil
    let keywords = shape.keywords.isEmpty ? [] : pop(shape.keywords.count)
    var arguments = Arguments(positional: popPositional(shape.positional))
    for (index, value) in keywords.enumerated() {
      arguments.keywords.append(Arguments.Keyword(name: shape.keywords[index], value: value))
    }
    if let list { arguments.positional.append(contentsOf: try list.iterated()) }
    if let dictionary { try add(dictionary, to: &arguments) }
    return arguments
  }

  private mutating func popPositional(_ count: Int) -> PositionalArguments {
    if count == 0 { return PositionalArguments() }
    let tail = pop(count - 1)
    return PositionalArguments(head: pop(), tail: tail)
  }

  private func add(_ dictionary: Value, to arguments: inout Arguments) throws(TemplateError) {
    try dictionary.requireDefined()
    guard case .mapping(let entries) = dictionary else {
      throw TemplateError("type-mismatch", "'**' needs a dictionary, not \(dictionary.typeName)")
    }
    for (index, key) in entries.contents.keys.enumerated() {
      guard let name = key.text else {
        throw TemplateError("type-mismatch", "the keys of a dictionary after '**' must be strings")
      }
      let symbol = Symbol(name)
      guard !arguments.keywords.contains(where: { $0.name == symbol }) else {
        throw TemplateError("repeated-argument", "argument '\(name)' is given twice")
      }
      arguments.keywords.append(Arguments.Keyword(name: symbol, value: entries.contents.values[index]))
    }
  }

  mutating func applyFilter(_ index: Int, _ instruction: Instruction) throws(TemplateError) {
    let site = template.filterSites[index]
    let arguments =
      site.isPlain ? Arguments(positional: popPositional(site.shape.positional)) : try popArguments(site.shape)
    let operand = pop()
    guard let body = site.body else { throw unknown(site, instruction) }
    try pushMade(try body(operand, arguments, state))
  }

  private func unknown(_ site: FilterSite, _ instruction: Instruction) -> TemplateError {
    if case .test = instruction {
      return TemplateError(
        "unknown-test", "there is no test '\(site.name.name)'",
        suggestion: nearestName(to: site.name.name, among: environment.tests.keys.map(\.name)))
    }
    return TemplateError(
      "unknown-filter", "there is no filter '\(site.name.name)'",
      suggestion: nearestName(to: site.name.name, among: environment.filters.keys.map(\.name)))
  }

  mutating func call(_ index: Int) throws(TemplateError) {
    let arguments = try popArguments(template.callShapes[index])
    try call(pop(), arguments)
  }

  /// Calls a value: what Swift wrote returns at once, what templates wrote begins to run.
  mutating func call(_ callee: Value, _ arguments: Arguments) throws(TemplateError) {
    switch callee {
    case .native(let function): try pushMade(try function.body(arguments, state))
    case .macro(let macro):
      let bound = try macro.bind(arguments, behavior: environment.settings.undefined)
      try enter(
        macro.function, of: macro.template, frame: bound, context: macro.context,
        purpose: printsSafeText ? .print : .capture(start: output.count))
    case .block(let block): try call(block)
    case .loop(let loop): try recurse(loop, arguments)
    case .undefined(let undefined): throw undefined.error
    case .external(let box):
      guard let function = box.object.function else { throw notCallable(callee) }
      try pushMade(try function.body(arguments, state))
    default: throw notCallable(callee)
    }
  }

  /// Whether the result is printed at once, and would be safe text, so that it can be written where it stands.
  private var printsSafeText: Bool {
    if isEscaping, case .print(let escaping) = code[position] { escaping != .off } else { false }
  }

  private func notCallable(_ value: Value) -> TemplateError {
    TemplateError("not-callable", "\(value.typeName) cannot be called")
  }

  private mutating func call(_ block: BlockReference) throws(TemplateError) {
    let definition = block.stack[block.depth]
    try enter(
      definition.function, of: definition.template,
      frame: Frame(slotCount: definition.function.slotCount, parent: nil), context: block.context,
      purpose: .capture(start: output.count))
  }

  mutating func callMethod(_ name: Symbol, _ index: Int) throws(TemplateError) {
    let arguments = try popArguments(template.callShapes[index])
    let owner = pop()
    if let result = try methodResult(name, of: owner, arguments) {
      try owner.checkDepth()
      try pushMade(result)
    } else {
      try call(try member(name, of: owner), arguments)
    }
  }

  /// The result of a builtin method; nil when the value has none of that name.
  private func methodResult(_ name: Symbol, of owner: Value, _ arguments: Arguments) throws(TemplateError) -> Value? {
    switch owner {
    case .string, .safe, .sequence, .tuple, .mapping:
      guard let method = Methods.find(name, of: owner) else { return nil }
      return try method.body(owner, arguments, state)
    case .loop(let loop): return try loop.call(name, arguments)
    default: return nil
    }
  }

  mutating func makeMacro(_ index: Int) {
    push(.macro(Macro(function: template.functions[index], template: template, frame: frame, context: context)))
  }
}
