import Content
import Diagnostics
import Markup

/// A text of a theme in one language.
struct TranslatedText: Sendable {
  /// The form for a count of one, as the language counts; nil where the text has one form only.
  let one: TextPattern?
  let other: TextPattern
  /// The number of the group that its key belongs to.
  let group: Int
}

/// Every word that a theme says, by language and key.
struct Translations: Sendable {
  private var texts: [String: [String: TranslatedText]] = [:]
  /// Used for a key that a language lacks.
  private let fallback: String
  /// Texts are read and change group by group: a key's own, or that of all keys with the same word before a dot.
  private(set) var groups: [String] = []
  private var groupNumbers: [String: Int] = [:]

  init(fallback: String) {
    self.fallback = fallback
  }

  /// All keys of all languages, in order, for suggestions.
  var keys: [String] { Set(texts.values.flatMap(\.keys)).sorted() }

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
      if let text = TranslatedText(node, group: groupNumber(of: key)) {
        if texts[language]?[key] == nil { texts[language, default: [:]][key] = text }
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

  /// The text of a key, with its parameters filled in; nil when no language has it.
  func text(_ key: String, language: String, count: Int? = nil, parameters: [(String, String)] = []) -> String? {
    text(key, language: language, count: count) { name in parameters.first { $0.0 == name }?.1 }
  }

  /// The same, where a parameter costs something to make.
  func text(_ key: String, language: String, count: Int? = nil, parameter: (String) -> String?) -> String? {
    guard let text = texts[language]?[key] ?? texts[fallback]?[key] else { return nil }
    let form = count.map { PluralRule.isOne($0, language: language) } == true ? text.one ?? text.other : text.other
    return form.filled(parameter)
  }

  /// The number of a key's group; nil where no language has a text of that group.
  func group(of key: String) -> Int? {
    if let text = texts[fallback]?[key] { return text.group }
    return groupNumbers[Self.group(of: key)]
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
    for language in texts.keys.sorted() {
      for (key, text) in (texts[language] ?? [:]).sorted(by: { $0.key < $1.key }) {
        prints[text.group].add(language)
        prints[text.group].add(key)
        prints[text.group].add(text.one?.text ?? "")
        prints[text.group].add(text.other.text)
      }
    }
    return prints
  }

  /// Keys that some language has and `language` lacks, in order.
  func missingKeys(in language: String) -> [String] {
    keys.filter { texts[language]?[$0] == nil }
  }
}

extension TranslatedText {
  fileprivate init?(_ node: YAMLNode, group: Int) {
    if let scalar = node.scalar {
      self.init(one: nil, other: TextPattern(scalar.text), group: group)
      return
    }
    guard let forms = node.mapping, let other = forms["other"]?.scalar else { return nil }
    self.init(
      one: (forms["one"]?.scalar?.text).map { TextPattern($0) }, other: TextPattern(other.text), group: group)
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
