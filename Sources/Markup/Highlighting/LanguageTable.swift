import Synchronization

/// All languages; the tables of each are made when it is first met.
enum LanguageTable {
  static let names = languages.map(\.name).sorted()

  /// Finds a language by name or alias, in any case.
  static func grammar(named name: String) -> Grammar? {
    (grammars[name] ?? grammars[name.lowercased()])?.grammar
  }

  static func contains(_ name: String) -> Bool {
    grammars[name.lowercased()] != nil
  }

  private static let grammars: [String: LazyGrammar] = {
    var grammars: [String: LazyGrammar] = [:]
    for language in languages {
      let grammar = LazyGrammar(language)
      for name in [language.name] + language.aliases { grammars[name] = grammar }
    }
    return grammars
  }()

  private static let languages: [Language] = [
    .c, .console, .cpp, .csharp, .css, .diff, .dockerfile, .go, .html, .ini, .java, .javascript, .jinja,
    .jinjaExpression, .json, .kotlin, .markdown, .php, .phpPage, .python, .pythonConsole, .ruby, .rust, .scss, .shell,
    .sql, .swift, .toml, .typescript, .xml, .yaml,
  ]
}

/// A grammar that is made once, on first use: all of them would cost a start two milliseconds.
private final class LazyGrammar: Sendable {
  private let language: Language
  private let made = Mutex<Grammar?>(nil)

  init(_ language: Language) {
    self.language = language
  }

  var grammar: Grammar {
    made.withLock { made in
      if let made { return made }
      let grammar = Grammar(language)
      made = grammar
      return grammar
    }
  }
}
