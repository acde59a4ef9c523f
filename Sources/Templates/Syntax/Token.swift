/// A piece of a template's source.
struct Token {
  enum Kind: Equatable {
    case text
    case variableStart
    case variableEnd
    case blockStart
    case blockEnd
    case name
    case string
    case integer
    case float
    case plus
    case minus
    case slash
    case doubleSlash
    case star
    case doubleStar
    case percent
    case tilde
    case leftBracket
    case rightBracket
    case leftParenthesis
    case rightParenthesis
    case leftBrace
    case rightBrace
    case equal
    case notEqual
    case greater
    case greaterOrEqual
    case less
    case lessOrEqual
    case assign
    case dot
    case colon
    case pipe
    case comma
    case semicolon
    /// Something that was reported already; the rest of its tag is skipped.
    case invalid
    case end
  }

  let kind: Kind
  let start: Int32
  let stop: Int32

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    start = Int32(truncatingIfNeeded: range.lowerBound)
    stop = Int32(truncatingIfNeeded: range.upperBound)
  }

  var range: Range<Int> { Int(start)..<Int(stop) }
}

extension Token.Kind {
  /// What stands in a template for this token, in quotes, or what it is.
  var description: String {
    switch self {
    case .text: "text"
    case .variableStart: "'{{'"
    case .variableEnd: "the end of the expression"
    case .blockStart: "'{%'"
    case .blockEnd: "the end of the tag"
    case .name: "a name"
    case .string: "a string"
    case .integer, .float: "a number"
    case .plus: "'+'"
    case .minus: "'-'"
    case .slash: "'/'"
    case .doubleSlash: "'//'"
    case .star: "'*'"
    case .doubleStar: "'**'"
    case .percent: "'%'"
    case .tilde: "'~'"
    case .leftBracket: "'['"
    case .rightBracket: "']'"
    case .leftParenthesis: "'('"
    case .rightParenthesis: "')'"
    case .leftBrace: "'{'"
    case .rightBrace: "'}'"
    case .equal: "'=='"
    case .notEqual: "'!='"
    case .greater: "'>'"
    case .greaterOrEqual: "'>='"
    case .less: "'<'"
    case .lessOrEqual: "'<='"
    case .assign: "'='"
    case .dot: "'.'"
    case .colon: "':'"
    case .pipe: "'|'"
    case .comma: "','"
    case .semicolon: "';'"
    case .invalid: "an invalid character"
    case .end: "the end of the template"
    }
  }
}
