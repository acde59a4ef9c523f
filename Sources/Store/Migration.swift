/// A numbered step that brings the documents of an older program into today's form.
///
/// Migrations run once for each file, in the order of their numbers, in the transaction that also brings indexes into
/// their declared state. A migration that was released is never edited. A release that changes what is declared adds a
/// migration, if an empty one, since an older program refuses a file whose last migration it does not know.
public struct Migration: Sendable {
  /// Greater than all before it, from 1 on.
  public let number: Int
  public let apply: @Sendable (any StoreTransaction) throws(StoreError) -> Void

  public init(
    _ number: Int, apply: @escaping @Sendable (any StoreTransaction) throws(StoreError) -> Void = { _ in }
  ) {
    self.number = number
    self.apply = apply
  }
}
