import Templates

/// One case: its templates, its data and how the engine is set up for it.
struct TemplateCase {
  private let members: [String: Value]

  init(_ value: Value) {
    members = value.members
  }

  func render() throws(TemplateFailure) -> String {
    let templates = (members["templates"]?.members ?? [:]).compactMapValues(\.text)
    let environment = Environment(loader: InMemoryTemplateLoader(templates), settings: settings)
    let variables = (members["context"]?.members ?? [:]).map { ($0.key, $0.value) }
    return try environment.template(named: members["main"]?.text ?? "main").render(variables)
  }

  /// Jinja2's defaults, but where the case says otherwise.
  private var settings: Settings {
    let options = members["options"]?.members ?? [:]
    var settings = Settings()
    settings.autoescape = members["autoescape"]?.flag ?? false
    settings.trimBlocks = options["trim_blocks"]?.flag ?? false
    settings.lstripBlocks = options["lstrip_blocks"]?.flag ?? false
    settings.keepTrailingNewline = options["keep_trailing_newline"]?.flag ?? false
    settings.undefined = undefined(options["undefined"]?.text)
    settings.delimiters = delimiters(options)
    return settings
  }

  private func undefined(_ name: String?) -> UndefinedBehavior {
    switch name {
    case "StrictUndefined": .strict
    case "ChainableUndefined": .chainable
    default: .lenient
    }
  }

  private func delimiters(_ options: [String: Value]) -> Delimiters {
    var delimiters = Delimiters()
    delimiters.blockStart = options["block_start_string"]?.text ?? delimiters.blockStart
    delimiters.blockEnd = options["block_end_string"]?.text ?? delimiters.blockEnd
    delimiters.variableStart = options["variable_start_string"]?.text ?? delimiters.variableStart
    delimiters.variableEnd = options["variable_end_string"]?.text ?? delimiters.variableEnd
    delimiters.commentStart = options["comment_start_string"]?.text ?? delimiters.commentStart
    delimiters.commentEnd = options["comment_end_string"]?.text ?? delimiters.commentEnd
    delimiters.lineStatementPrefix = options["line_statement_prefix"]?.text
    delimiters.lineCommentPrefix = options["line_comment_prefix"]?.text
    return delimiters
  }
}

extension Value {
  /// The members of a JSON object; of anything else none.
  fileprivate var members: [String: Value] {
    guard case .mapping(let dictionary) = self else { return [:] }
    let pairs = zip(dictionary.contents.keys, dictionary.contents.values).compactMap { key, value in
      key.text.map { ($0, value) }
    }
    return Dictionary(pairs) { $1 }
  }

  fileprivate var flag: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }
}
