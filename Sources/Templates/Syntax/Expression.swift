/// An expression and where it stands.
struct Expression {
  let kind: Kind
  /// UTF-8 byte offsets in the template.
  let range: Range<Int>
  /// How many expressions are inside one another here, which the parser bounds.
  let depth: Int

  indirect enum Kind {
    case literal(Value)
    case name(Symbol)
    case member(Expression, Symbol)
    case item(Expression, Expression)
    case slice(Expression, Expression?, Expression?, Expression?)
    case call(Expression, CallArguments)
    /// A filter; without an operand it filters a block.
    case filter(Expression?, FilterCall)
    case test(Expression, FilterCall)
    case not(Expression)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case concatenation([Expression])
    case comparison(Expression, [(ComparisonOperator, Expression)])
    case and([Expression])
    case or([Expression])
    case conditional(Expression, condition: Expression, otherwise: Expression?)
    case list([Expression])
    case tuple([Expression])
    case dictionary([(Expression, Expression)])
  }
}

/// The name and the arguments of a filter or of a test.
struct FilterCall {
  let name: Symbol
  let nameRange: Range<Int>
  let arguments: CallArguments
}

struct CallArguments {
  var positional: [Expression] = []
  var keywords: [(name: Symbol, value: Expression)] = []
  var list: Expression?
  var dictionary: Expression?

  var all: [Expression] {
    positional + keywords.map(\.value) + [list, dictionary].compactMap(\.self)
  }
}

enum ComparisonOperator: String {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case contained = "in"
  case notContained = "not in"
}
