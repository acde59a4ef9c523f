/// What the order of values depends on besides the values.
public struct OrderScope: Sendable {
  public let language: Language
  let kinds: [Kind]
  let entries: [Entry]
  /// By entry, its place in the list of its kind.
  let ranks: [Int]
}
