/// What a JSON Schema is written for.
public struct SchemaScope: Sendable {
  /// The language of titles and descriptions.
  let language: Language
  let kinds: [Kind]
}
