internal import Diagnostics

extension Renderer {
  mutating func loadSuper(_ slot: Int32, _ name: Symbol) {
    let stack = context.blocks.stacks[name] ?? []
    let behavior = environment.settings.undefined
    guard let depth = stack.firstIndex(where: { $0.function === function }), depth + 1 < stack.count else {
      slots[Int(slot)] = BlockReference.noParent(of: name, behavior)
      return
    }
    slots[Int(slot)] = .block(
      BlockReference(name: name, context: context, stack: stack, depth: depth + 1, behavior: behavior))
  }

  mutating func runBlock(_ name: Symbol, _ locals: Int32, _ isRequired: Bool) throws(TemplateError) {
    let stack = context.blocks.stacks[name] ?? []
    guard let definition = stack.first else { return }
    if isRequired, stack.count <= 1 {
      throw TemplateError(
        "missing-block", "block '\(name.name)' is required, and no child template defines it")
    }
    try enter(
      definition.function, of: definition.template,
      frame: Frame(slotCount: definition.function.slotCount, parent: nil),
      context: locals < 0 ? context : context.derived(locals: localView(locals)), purpose: .write)
  }

  private func localView(_ index: Int32) -> LocalView {
    LocalView(frame: frame, entries: template.localViews[Int(index)])
  }

  mutating func extend() throws(TemplateError) {
    guard parentTemplate == nil else {
      throw TemplateError("misplaced-extends", "a template can extend only one other")
    }
    let parent = try load(pop())
    try countStep()
    guard (context.blocks.chainLength + 1) <= limits.calls else {
      throw TemplateError("limit-exceeded", "templates may extend one another \(limits.calls) deep at most")
    }
    context.blocks.extend(with: parent)
    parentTemplate = parent
  }

  /// The template that a name stands for; of a list the first that exists.
  private mutating func load(_ value: Value) throws(TemplateError) -> CompiledTemplate {
    if case .undefined(let undefined) = value { throw undefined.error }
    if let name = value.text {
      recorder?.recordTemplate(name)
      return try environment.compiled(named: name)
    }
    guard value.isIterable else {
      throw TemplateError("type-mismatch", "a template's name must be a string, not \(value.typeName)")
    }
    let names = try value.iterated().map { (element) throws(TemplateError) in try element.printedText() }
    for name in names where exists(name) { return try environment.compiled(named: name) }
    throw TemplateError(
      "missing-template", "none of these templates exists: \(names.map { "'\($0)'" }.joined(separator: ", "))")
  }

  private func exists(_ value: Value) throws(TemplateError) -> Bool {
    if let name = value.text { return exists(name) }
    if case .undefined(let undefined) = value { throw undefined.error }
    guard value.isIterable else { return true }
    for element in try value.iterated() where exists(try element.printedText()) { return true }
    return false
  }

  private func exists(_ name: String) -> Bool {
    recorder?.recordTemplate(name)
    return environment.exists(name)
  }

  mutating func include(_ locals: Int32, _ ignoresMissing: Bool, _ hasContext: Bool) throws(TemplateError) {
    let name = pop()
    if ignoresMissing, try !exists(name) { return }
    let included = try load(name)
    let inner = makeContext(for: included, locals, hasContext)
    let key = hasContext ? fragmentKey(of: included, in: inner) : nil
    if let key {
      if try writeKept(key) { return }
      recorder?.beginFragment()
    }
    try enter(
      included.root, of: included, frame: Frame(slotCount: included.root.slotCount, parent: nil), context: inner,
      purpose: key.map { .fragment(start: output.count, $0) } ?? .write)
    isEscaping = environment.settings.autoescape
  }

  mutating func importTemplate(_ locals: Int32, _ hasContext: Bool) throws(TemplateError) {
    let imported = try load(pop())
    if !hasContext, let known = modules[ObjectIdentifier(imported)] { return push(known) }
    let inner = makeContext(for: imported, locals, hasContext)
    try enter(
      imported.root, of: imported, frame: Frame(slotCount: imported.root.slotCount, parent: nil), context: inner,
      purpose: .module(start: output.count, isShared: !hasContext))
    isEscaping = environment.settings.autoescape
  }

  private func makeContext(for other: CompiledTemplate, _ locals: Int32, _ hasContext: Bool) -> Context {
    let base = hasContext ? context.base : BaseContext(variables: RenderContext(), globals: environment.globals)
    return Context(
      parent: hasContext ? context : nil, base: base, locals: locals < 0 ? nil : localView(locals),
      blocks: BlockTable(other), templateName: other.name)
  }

  /// A name that `from … import` takes out of the module on the stack.
  func importedMember(_ name: Symbol) -> Value {
    let module = stack[top - 1]
    return module.object?.member(name)
      ?? .undefined(Undefined(.member(of: module, name), environment.settings.undefined))
  }
}

/// An imported template: its members are what it defines at its top.
final class Module: TemplateObject, @unchecked Sendable {
  private let context: Context
  private let body: String
  private let isEscaping: Bool

  /// It is used by the one thread that renders, hence the unchecked conformance.
  init(_ context: Context, body: String, isEscaping: Bool) {
    self.context = context
    self.body = body
    self.isEscaping = isEscaping
  }

  func member(_ name: Symbol) -> Value? {
    context.exportedValue(of: name)
  }

  var memberNames: [String] { context.exportedNames }
  var typeName: String { "template '\(context.templateName)'" }
  var printed: Value { isEscaping ? .safe(body) : .string(body) }
}
