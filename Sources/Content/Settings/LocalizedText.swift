/// A text that people read, in one language or in several.
public struct LocalizedText: Sendable, Hashable {
  /// Used where a language has no text of its own.
  private let fallback: String
  private let texts: [Language: String]

  /// The same text in every language.
  public init(_ text: String) {
    fallback = text
    texts = [:]
  }

  /// A text a language; the first one stands in for languages that have none.
  ///
  /// Nil for an empty list.
  public init?(_ texts: [(language: Language, text: String)]) {
    guard let first = texts.first else { return nil }
    fallback = first.text
    self.texts = Dictionary(texts.map { ($0.language, $0.text) }) { earlier, _ in earlier }
  }

  public func text(in language: Language) -> String {
    texts[language] ?? fallback
  }

  /// Whether the text was written for this language, rather than for another or for all.
  public func isWritten(in language: Language) -> Bool {
    texts[language] != nil
  }

  func map(_ transform: (String) -> String) -> LocalizedText {
    LocalizedText(fallback: transform(fallback), texts: texts.mapValues(transform))
  }

  private init(fallback: String, texts: [Language: String]) {
    self.fallback = fallback
    self.texts = texts
  }
}
