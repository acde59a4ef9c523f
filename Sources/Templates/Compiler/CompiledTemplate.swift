internal import Diagnostics

/// A template that is ready to run; immutable and shared by all threads.
///
/// The copy of the text is written once, in `init`: hence the unchecked conformance.
final class CompiledTemplate: @unchecked Sendable {
  let name: String
  let source: SourceFile
  /// The source's bytes, from which runs of text are copied to the output.
  let text: UnsafeMutablePointer<UInt8>
  let constants: [Value]
  let functions: [CompiledFunction]
  let blocks: [(name: Symbol, function: CompiledFunction)]
  let filterSites: [FilterSite]
  let callShapes: [CallShape]
  let localViews: [[LocalName]]
  /// The names that the template itself defines, for suggestions.
  let declaredNames: [String]
  /// Other templates that it names by a literal.
  let references: [TemplateReference]
  /// The templates that it includes, imports or extends; nil when an expression names one.
  let usedTemplates: [String]?
  /// Mistakes that rendering may never meet, such as an unknown filter inside a condition.
  let latentDiagnostics: [Diagnostic]

  init(
    name: String, source: SourceFile, constants: [Value], functions: [CompiledFunction],
    blocks: [(name: Symbol, function: CompiledFunction)], filterSites: [FilterSite], callShapes: [CallShape],
    localViews: [[LocalName]], declaredNames: [String], references: [TemplateReference],
    usedTemplates: [String]?, latentDiagnostics: [Diagnostic]
  ) {
    self.name = name
    self.source = source
    text = .allocate(capacity: max(source.bytes.count, 1))
    text.initialize(from: source.bytes, count: source.bytes.count)
    self.constants = constants
    self.functions = functions
    self.blocks = blocks
    self.filterSites = filterSites
    self.callShapes = callShapes
    self.localViews = localViews
    self.declaredNames = declaredNames
    self.references = references
    self.usedTemplates = usedTemplates
    self.latentDiagnostics = latentDiagnostics
  }

  deinit {
    text.deinitialize(count: source.bytes.count)
    text.deallocate()
  }

  var root: CompiledFunction { functions[0] }
}

/// The instructions of a template's root, a block, a macro or a recursive loop.
///
/// The memory is written once, in `init`: hence the unchecked conformance.
final class CompiledFunction: @unchecked Sendable {
  /// The macro's or block's name; empty for the others.
  let name: String
  let instructions: UnsafeMutablePointer<Instruction>
  let count: Int
  /// The part of the source that each instruction comes from.
  let ranges: [Range<Int>]
  let slotCount: Int
  let stackDepth: Int
  let signature: MacroSignature?

  init(
    name: String, instructions: [Instruction], ranges: [Range<Int>], slotCount: Int, stackDepth: Int,
    signature: MacroSignature?
  ) {
    self.name = name
    self.instructions = .allocate(capacity: max(instructions.count, 1))
    self.instructions.initialize(from: instructions, count: instructions.count)
    count = instructions.count
    self.ranges = ranges
    self.slotCount = slotCount
    self.stackDepth = stackDepth
    self.signature = signature
  }

  deinit {
    instructions.deinitialize(count: count)
    instructions.deallocate()
  }
}

/// Where a macro's arguments go.
struct MacroSignature: Sendable {
  struct Parameter: Sendable {
    let name: Symbol
    let slot: Int32
  }

  var parameters: [Parameter] = []
  /// The slots of `caller`, `kwargs` and `varargs` where the body uses them.
  var callerSlot: Int32?
  var keywordsSlot: Int32?
  var variadicSlot: Int32?
  var usesCaller = false
}

/// One use of a filter or a test.
final class FilterSite: Sendable {
  let name: Symbol
  /// Nil when there is none of that name, which is an error when it runs.
  let body: FilterBody?
  let shape: CallShape
  /// Whether all arguments are positional.
  let isPlain: Bool

  init(name: Symbol, filter: Filter?, shape: CallShape) {
    self.name = name
    body = filter?.body
    self.shape = shape
    isPlain = shape.count == shape.positional
  }
}

/// How the arguments of a call lie on the stack.
struct CallShape: Sendable, Hashable {
  var positional: Int
  var keywords: [Symbol]
  var hasList: Bool
  var hasDictionary: Bool

  /// The values on the stack.
  var count: Int { positional + keywords.count + (hasList ? 1 : 0) + (hasDictionary ? 1 : 0) }
}

struct TemplateReference: Sendable {
  let name: String
  let range: Range<Int>
}
