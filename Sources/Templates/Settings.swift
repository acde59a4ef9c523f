/// How an environment reads and renders its templates; the defaults are Jinja2's, but escaping and strict.
public struct Settings: Sendable {
  public var autoescape = true
  /// Whether the line end after a block tag is dropped.
  public var trimBlocks = false
  /// Whether blanks before a block tag that begins a line are dropped.
  public var lstripBlocks = false
  /// Whether the line end at the end of a template is kept.
  public var keepTrailingNewline = false
  public var undefined = UndefinedBehavior.strict
  public var limits = Limits()
  public var delimiters = Delimiters()

  public init() {}
}

/// The marks around tags; a prefix makes a whole line a statement or a comment.
public struct Delimiters: Sendable {
  public var blockStart = "{%"
  public var blockEnd = "%}"
  public var variableStart = "{{"
  public var variableEnd = "}}"
  public var commentStart = "{#"
  public var commentEnd = "#}"
  public var lineStatementPrefix: String?
  public var lineCommentPrefix: String?

  public init() {}
}
