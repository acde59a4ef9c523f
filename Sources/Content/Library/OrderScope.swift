/// What the order of values depends on besides the values.
public struct OrderScope: Sendable {
  public let language: Language
  let kinds: [Kind]
  let entries: [Entry]
  /// By entry, its place in the list of its kind.
  let ranks: [Int]
}

/// One choice of a facet.
public struct Facet: Sendable {
  /// Stands in the address of the choice's page.
  public var slug: String
  public var label: String
  /// The entry that the choice is, for references.
  public var entry: EntryID?
  /// Its place among the choices; equal keys are ordered by slug.
  public var order: OrderKey
}
