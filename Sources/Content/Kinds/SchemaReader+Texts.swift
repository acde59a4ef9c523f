import Diagnostics
import Markup

extension SchemaReader {
  /// A text for all languages, or one a language.
  mutating func localizedText(_ key: String) -> LocalizedText? {
    node(key).flatMap { localizedText($0, named: key) }
  }

  mutating func localizedText(_ node: YAMLNode, named name: String) -> LocalizedText? {
    if let scalar = node.scalar, !scalar.text.isEmpty { return LocalizedText(scalar.text) }
    guard let mapping = node.mapping, !mapping.pairs.isEmpty else {
      report("wrong-type", at: node.range, "'\(name)' must be a text, or a text for each language")
      return nil
    }
    let texts = mapping.pairs.compactMap { languageAndText($0, named: name) }
    let main = context.languages.first
    return LocalizedText(texts.filter { $0.0 == main } + texts.filter { $0.0 != main })
  }

  private mutating func languageAndText(_ pair: YAMLMapping.Pair, named name: String) -> (Language, String)? {
    guard let language = Language(code: pair.key) else {
      report(
        "unknown-language", at: pair.keyRange, "the keys of '\(name)' must be codes of languages, such as fr or en")
      return nil
    }
    return text(pair.value, named: pair.key).map { (language, $0.value) }
  }
}
