internal import Diagnostics

/// The variables of one template as its blocks and includes see them; used by the one thread that renders.
///
/// Nothing runs while they are read or set, so that checking for overlapping accesses would only cost time.
final class Context: @unchecked Sendable {
  /// Where names are looked for next: the context of the template that included or imported this one.
  let parent: Context?
  let base: BaseContext
  /// What top-level `set`, `import` and `macro` defined, in order.
  @exclusivity(unchecked) private(set) var variables: [Variable] = []
  /// The local variables of the place that derived this context.
  let locals: LocalView?
  let blocks: BlockTable
  let templateName: String

  struct Variable {
    let name: Symbol
    var value: Value
    /// Whether templates that import this one see it.
    var isExported = false
  }

  init(parent: Context?, base: BaseContext, locals: LocalView?, blocks: BlockTable, templateName: String) {
    self.parent = parent
    self.base = base
    self.locals = locals
    self.blocks = blocks
    self.templateName = templateName
  }

  /// The same template's context with local variables on top, for a scoped block.
  func derived(locals: LocalView) -> Context {
    Context(parent: self, base: base, locals: locals, blocks: blocks, templateName: templateName)
  }

  func lookup(_ name: Symbol) -> Value? {
    var context = self
    while true {
      if let own = context.ownValue(of: name) { return own }
      guard let parent = context.parent else { return context.base.lookup(name) }
      context = parent
    }
  }

  private func ownValue(of name: Symbol) -> Value? {
    for variable in variables where variable.name == name { return variable.value }
    return locals?.lookup(name)
  }

  /// Sets a variable; what was exported before stays so.
  func set(_ name: Symbol, to value: Value, isExported: Bool) {
    if let index = position(of: name) {
      variables[index].value = value
      variables[index].isExported = variables[index].isExported || isExported
    } else {
      variables.append(Variable(name: name, value: value, isExported: isExported))
    }
  }

  func hide(_ name: Symbol) {
    if let index = position(of: name) { variables[index].isExported = false }
  }

  /// The value of a variable that templates which import this one see.
  func exportedValue(of name: Symbol) -> Value? {
    position(of: name).flatMap { variables[$0].isExported ? variables[$0].value : nil }
  }

  var exportedNames: [String] { variables.filter(\.isExported).map(\.name.name).sorted() }

  private func position(of name: Symbol) -> Int? {
    variables.firstIndex { $0.name == name }
  }

  /// Every name that can be looked up here, for suggestions.
  var knownNames: [String] {
    var names = variables.map(\.name.name) + base.names
    names += locals?.entries.filter { locals?.lookup($0.name) != nil }.map(\.name.name) ?? []
    return names + (parent?.knownNames ?? [])
  }
}

/// A frame's variables under the names they have at one place of the source.
struct LocalView {
  let frame: Frame
  let entries: [LocalName]

  func lookup(_ name: Symbol) -> Value? {
    for entry in entries where entry.name == name {
      return frame.outer(Int(entry.depth)).slots[Int(entry.slot)]
    }
    return nil
  }
}

/// Where a local variable is kept.
struct LocalName: Sendable {
  let name: Symbol
  let depth: Int32
  let slot: Int32
}

/// The blocks of a chain of templates: for each name the most derived first.
final class BlockTable {
  struct Definition {
    let template: CompiledTemplate
    let function: CompiledFunction
  }

  @exclusivity(unchecked) private(set) var stacks: [Symbol: [Definition]] = [:]
  /// How many templates extend one another.
  private(set) var chainLength = 1

  func append(_ definition: Definition, named name: Symbol) {
    stacks[name, default: []].append(definition)
  }

  func extend(with parent: CompiledTemplate) {
    append(blocksOf: parent)
    chainLength += 1
  }
}

/// A block as `super()` and `self.name()` call it; used by the one thread that renders.
public final class BlockReference: @unchecked Sendable {
  let name: Symbol
  let context: Context
  let stack: [BlockTable.Definition]
  let depth: Int
  let behavior: UndefinedBehavior

  init(name: Symbol, context: Context, stack: [BlockTable.Definition], depth: Int, behavior: UndefinedBehavior) {
    self.name = name
    self.context = context
    self.stack = stack
    self.depth = depth
    self.behavior = behavior
  }

  /// The block that this one overrides, which is undefined for the outermost.
  var parent: Value {
    guard depth + 1 < stack.count else { return Self.noParent(of: name, behavior) }
    return .block(
      BlockReference(name: name, context: context, stack: stack, depth: depth + 1, behavior: behavior))
  }

  static func noParent(of name: Symbol, _ behavior: UndefinedBehavior) -> Value {
    .undefined(
      Undefined(.reason("block '\(name.name)' overrides no block of a parent template", name: "super"), behavior))
  }
}

/// `self` in a template: its members are the blocks.
final class BlockDirectory: TemplateObject, @unchecked Sendable {
  private let context: Context
  private let behavior: UndefinedBehavior

  init(_ context: Context, _ behavior: UndefinedBehavior) {
    self.context = context
    self.behavior = behavior
  }

  var typeName: String { "the template" }
  var memberNames: [String] { context.blocks.stacks.keys.map(\.name).sorted() }

  func member(_ name: Symbol) -> Value? {
    guard let stack = context.blocks.stacks[name] else { return nil }
    return .block(BlockReference(name: name, context: context, stack: stack, depth: 0, behavior: behavior))
  }
}
