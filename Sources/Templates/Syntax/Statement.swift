/// A statement and the tag that it begins with.
struct Statement {
  let kind: Kind
  /// UTF-8 byte offsets of the statement's first tag.
  let range: Range<Int>

  indirect enum Kind {
    case text(Range<Int>)
    case output(Expression)
    case condition([(test: Expression, body: [Statement])], otherwise: [Statement])
    case loop(ForLoop)
    case assignment(Target, Expression)
    case blockAssignment(Target, filter: Expression?, body: [Statement])
    case with([(target: Target, value: Expression)], body: [Statement])
    case filterBlock(Expression, body: [Statement])
    case macro(MacroDeclaration)
    case callBlock(MacroDeclaration, call: Expression)
    case include(Expression, ignoresMissing: Bool, hasContext: Bool)
    case importing(Expression, target: Symbol, hasContext: Bool)
    case fromImport(Expression, names: [ImportedName], hasContext: Bool)
    case extends(Expression)
    case block(BlockDeclaration)
    case autoescape(Expression, body: [Statement])
    case evaluation(Expression)
    case breakLoop
    case continueLoop
  }
}

struct ForLoop {
  let target: Target
  let iterable: Expression
  let filter: Expression?
  let isRecursive: Bool
  let body: [Statement]
  let otherwise: [Statement]
}

/// What a value is assigned to.
indirect enum Target {
  case name(Symbol, Range<Int>)
  case namespaceMember(Symbol, Symbol, Range<Int>)
  case tuple([Target], Range<Int>)

  var range: Range<Int> {
    switch self {
    case .name(_, let range), .namespaceMember(_, _, let range), .tuple(_, let range): range
    }
  }
}

/// A macro, or the body of a `call` block, whose name is nil.
struct MacroDeclaration {
  let name: Symbol?
  let parameters: [(name: Symbol, range: Range<Int>)]
  /// The defaults of the last parameters.
  let defaults: [Expression]
  let body: [Statement]
  let range: Range<Int>
}

struct ImportedName {
  let name: Symbol
  let alias: Symbol
  let range: Range<Int>
}

struct BlockDeclaration {
  let name: Symbol
  let nameRange: Range<Int>
  let isScoped: Bool
  let isRequired: Bool
  let body: [Statement]
}
