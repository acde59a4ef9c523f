extension Language {
  static let swift = Language(
    name: "swift",
    keywords: """
      actor any as associatedtype async await borrowing break case catch class consume consuming continue convenience \
      copy default defer deinit didSet do dynamic each else enum extension fallthrough fileprivate final for func get \
      guard if import in indirect infix init inout internal is isolated lazy let macro mutating nonisolated nonmutating \
      open operator optional override package postfix precedencegroup prefix private protocol public repeat required \
      rethrows return sending set some static struct subscript super switch throw throws try typealias unowned var weak \
      where while willSet
      """,
    literals: "true false nil self Self",
    builtins: """
      abs assert assertionFailure debugPrint fatalError max min precondition preconditionFailure print readLine stride \
      swap type zip
      """,
    functionIntroducers: "func macro", typeIntroducers: "class struct enum protocol actor extension typealias",
    capitals: .types,
    rules: [
      .lineComment("//"), .nestedComment("/*", "*/"),
      .sigil(.annotation, "@"), .sigil(.annotation, "#"), .sigil(.variable, "$", specials: "0123456789"),
      .string("\"\"\"", text(close: "\"\"\"", isMultiline: true)),
      .string("\"", text(close: "\"", isMultiline: false)),
      rawString(close: "\"\"\"", isMultiline: true), rawString(close: "\"", isMultiline: false),
    ])

  private static func text(close: BytePattern, isMultiline: Bool) -> StringRule {
    StringRule(close: close, isMultiline: isMultiline, interpolation: .backslashParentheses)
  }

  private static func rawString(close: BytePattern, isMultiline: Bool) -> Rule {
    var rule = text(close: close, isMultiline: isMultiline)
    rule.delimiter = .hashes
    return Rule(open: "#", place: .notAfterValue, action: .string(rule))
  }
}
