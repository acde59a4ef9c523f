import Content
import Diagnostics
import Markup

/// A text of a theme in one language.
struct TranslatedText: Sendable {
  /// The form for a count of one, as the language counts; nil where the text has one form only.
  let one: TextPattern?
  let other: TextPattern

  /// The text with its parameters filled in.
  func filled(language: String, count: Int?, _ parameter: (String) -> String?) -> String {
    let isOne = count.map { PluralRule.isOne($0, language: language) } == true
    return (isOne ? one ?? other : other).filled(parameter)
  }
}

/// What a key says in each language.
struct TranslatedKey: Sendable {
  /// The number of the group that the key belongs to.
  let group: Int
  fileprivate(set) var texts: [(language: String, text: TranslatedText)] = []

  subscript(language: String) -> TranslatedText? {
    for (code, text) in texts where code == language { return text }
    return nil
  }
}

/// What is read of the texts by who asks for a key, looked up once.
struct TextReading: Sendable {
  let key: String
  /// Nil where no language has a text of that group.
  let group: Int?
}

/// Every word that a theme says, by key and language.
struct Translations: Sendable {
  private var texts: [String: TranslatedKey] = [:]
  /// Used for a key that a language lacks.
  private let fallback: String
  /// Texts are read and change group by group: a key's own, or that of all keys with the same word before a dot.
  private(set) var groups: [String] = []
  private var groupNumbers: [String: Int] = [:]

  init(fallback: String) {
    self.fallback = fallback
  }

  /// All keys of all languages, in order, for suggestions.
  var keys: [String] { texts.keys.sorted() }

  /// Adds the texts of one `i18n/<language>.yaml`; keys that are there already stay, since a theme's own come first.
  mutating func add(_ file: SourceFile, language: String, into diagnostics: inout [Diagnostic]) {
    guard let node = YAMLParser.parse(file, into: &diagnostics), !node.isNull else { return }
    guard let mapping = node.mapping else {
      diagnostics.append(
        .error("i18n-shape", at: SourceLocation(file, node.range), "an i18n file must be a list of 'key: text' lines"))
      return
    }
    add(mapping.pairs.map { ($0.key, $0.value) }, of: file, language: language, into: &diagnostics)
  }

  /// Nested texts get dotted keys, `date.short`; those of a list are numbered from 1, `date.months.1`.
  private mutating func add(
    _ pairs: [(String, YAMLNode)], of file: SourceFile, language: String, into diagnostics: inout [Diagnostic]
  ) {
    for (key, node) in pairs {
      if let text = TranslatedText(node) {
        var translated = texts[key] ?? TranslatedKey(group: groupNumber(of: key))
        if translated[language] == nil { translated.texts.append((language, text)) }
        texts[key] = translated
      } else if let mapping = node.mapping, mapping["other"] == nil {
        add(mapping.pairs.map { ("\(key).\($0.key)", $0.value) }, of: file, language: language, into: &diagnostics)
      } else if let list = node.sequence {
        add(list.enumerated().map { ("\(key).\($0 + 1)", $1) }, of: file, language: language, into: &diagnostics)
      } else {
        diagnostics.append(
          .error(
            "i18n-shape", at: SourceLocation(file, node.range),
            "'\(key)' must be a text, or have 'other' and perhaps 'one'",
            help: "write \(key): { one: \"%{count} …\", other: \"%{count} …\" }"))
      }
    }
  }

  /// What a key says; nil when no language has it.
  subscript(key: String) -> TranslatedKey? { texts[key] }

  /// The text of a key, with its parameters filled in; nil when no language has it.
  func text(_ key: String, language: String, count: Int? = nil, parameters: [(String, String)] = []) -> String? {
    text(key, language: language, count: count) { name in parameters.first { $0.0 == name }?.1 }
  }

  /// The same, where a parameter costs something to make.
  func text(_ key: String, language: String, count: Int? = nil, parameter: (String) -> String?) -> String? {
    texts[key].flatMap { text(of: $0, language: language) }?.filled(language: language, count: count, parameter)
  }

  /// The text of a key that was looked up.
  func text(of key: TranslatedKey, language: String) -> TranslatedText? { key[language] ?? key[fallback] }

  /// What is read by who asks for a key.
  func reading(of key: String) -> TextReading {
    TextReading(key: key, group: texts[key]?.group ?? groupNumbers[Self.group(of: key)])
  }

  private mutating func groupNumber(of key: String) -> Int {
    let name = Self.group(of: key)
    if let number = groupNumbers[name] { return number }
    groups.append(name)
    groupNumbers[name] = groups.count - 1
    return groups.count - 1
  }

  private static func group(of key: String) -> String {
    key.firstIndex(of: ".").map { String(key[..<$0]) } ?? key
  }

  /// By group, a fingerprint of its texts in all languages.
  var groupPrints: [Fingerprint] {
    var prints = [Fingerprint](repeating: Fingerprint(), count: groups.count)
    for (key, translated) in texts.sorted(by: { $0.key < $1.key }) {
      for (language, text) in translated.texts.sorted(by: { $0.language < $1.language }) {
        prints[translated.group].add(language)
        prints[translated.group].add(key)
        prints[translated.group].add(text.one?.text ?? "")
        prints[translated.group].add(text.other.text)
      }
    }
    return prints
  }

  /// Keys that some language has and `language` lacks, in order.
  func missingKeys(in language: String) -> [String] {
    keys.filter { texts[$0]?[language] == nil }
  }
}

extension TranslatedText {
  fileprivate init?(_ node: YAMLNode) {
    if let scalar = node.scalar {
      self.init(one: nil, other: TextPattern(scalar.text))
      return
    }
    guard let forms = node.mapping, let other = forms["other"]?.scalar else { return nil }
    self.init(one: (forms["one"]?.scalar?.text).map { TextPattern($0) }, other: TextPattern(other.text))
  }
}

/// Which numbers take the form for one (Unicode CLDR, "Language Plural Rules").
enum PluralRule {
  static func isOne(_ count: Int, language: String) -> Bool {
    switch language {
    case "fr": abs(count) < 2
    case "ja", "zh", "ko", "vi", "th", "id": false
    default: abs(count) == 1
    }
  }
}
