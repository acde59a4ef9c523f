internal import Diagnostics

/// A macro, or the body of a `call` block; used by the one thread that renders.
public final class Macro: @unchecked Sendable {
  let function: CompiledFunction
  let template: CompiledTemplate
  let frame: Frame
  let context: Context

  init(function: CompiledFunction, template: CompiledTemplate, frame: Frame, context: Context) {
    self.function = function
    self.template = template
    self.frame = frame
    self.context = context
  }

  var name: String { function.name.isEmpty ? "caller" : function.name }

  /// Puts arguments into the slots of a new frame; what is missing keeps nil and gets its default there.
  func bind(_ arguments: Arguments, behavior: UndefinedBehavior) throws(TemplateError) -> Frame {
    guard let signature = function.signature else { return frame }
    let bound = Frame(slotCount: function.slotCount, parent: frame)
    var keywords = arguments.keywords
    for (index, parameter) in signature.parameters.enumerated() {
      if index < arguments.positional.count {
        bound.slots[Int(parameter.slot)] = arguments.positional[index]
      } else if let position = keywords.firstIndex(where: { $0.name == parameter.name }) {
        bound.slots[Int(parameter.slot)] = keywords.remove(at: position).value
      }
    }
    try bindSpecials(signature, arguments, &keywords, in: bound, behavior)
    return bound
  }

  private func bindSpecials(
    _ signature: MacroSignature, _ arguments: Arguments, _ keywords: inout [Arguments.Keyword], in bound: Frame,
    _ behavior: UndefinedBehavior
  ) throws(TemplateError) {
    if let slot = signature.callerSlot {
      let position = keywords.firstIndex { $0.name == WellKnown.caller }
      bound.slots[Int(slot)] =
        position.map { keywords.remove(at: $0).value }
        ?? .undefined(Undefined(.reason("the macro was not called by a 'call' block", name: "caller"), behavior))
    }
    if let slot = signature.keywordsSlot {
      let rest = ValueDictionary()
      for keyword in keywords { rest.set(.string(keyword.name.name), to: keyword.value) }
      bound.slots[Int(slot)] = .mapping(rest)
    } else if let unknown = keywords.first {
      throw unknownKeyword(unknown.name, signature)
    }
    let count = signature.parameters.count
    if let slot = signature.variadicSlot {
      bound.slots[Int(slot)] = .newTuple(Array(arguments.positional.dropFirst(count)))
    } else if arguments.positional.count > count {
      throw TemplateError(
        "extra-argument",
        "macro '\(name)' was given \(arguments.positional.count) arguments and takes only \(count)")
    }
  }

  private func unknownKeyword(_ keyword: Symbol, _ signature: MacroSignature) -> TemplateError {
    if keyword == WellKnown.caller {
      return TemplateError(
        "unknown-argument", "macro '\(name)' does not use 'caller'",
        help: "write {{ caller() }} in the macro where the body of the 'call' block goes")
    }
    return TemplateError(
      "unknown-argument", "macro '\(name)' has no parameter '\(keyword.name)'",
      suggestion: nearestName(to: keyword.name, among: signature.parameters.map(\.name.name)))
  }

  /// Members that templates can read: `name`, `arguments`, `catch_kwargs`, `catch_varargs`, `caller`.
  func member(_ member: Symbol) -> Value? {
    guard let signature = function.signature else { return nil }
    switch member.name {
    case "name": return function.name.isEmpty ? Value.none : .string(function.name)
    case "arguments": return .newTuple(signature.parameters.map { .string($0.name.name) })
    case "catch_kwargs": return .bool(signature.keywordsSlot != nil)
    case "catch_varargs": return .bool(signature.variadicSlot != nil)
    case "caller": return .bool(signature.usesCaller)
    default: return nil
    }
  }
}

/// Names that the language gives a meaning.
enum WellKnown {
  static let caller = Symbol("caller")
  static let kwargs = Symbol("kwargs")
  static let varargs = Symbol("varargs")
  static let loop = Symbol("loop")
  static let selfName = Symbol("self")
  static let superName = Symbol("super")
}
