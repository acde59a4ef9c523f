/// Values under some dozens of names; of equal names the first counts.
///
/// A search through neighbouring pointers is faster than hashing one. Inlinable, because a generic that is not
/// specialised costs many times as much at each lookup.
public struct SymbolMap<Element: Sendable>: Sendable {
  @usableFromInline let names: ContiguousArray<Symbol>
  @usableFromInline let elements: ContiguousArray<Element>

  @inlinable public init(_ entries: some Sequence<(Symbol, Element)>) {
    var names: ContiguousArray<Symbol> = []
    var elements: ContiguousArray<Element> = []
    for (name, element) in entries where !names.contains(name) {
      names.append(name)
      elements.append(element)
    }
    self.names = names
    self.elements = elements
  }

  @inlinable public subscript(name: Symbol) -> Element? {
    for index in names.indices where names[index] == name { return elements[index] }
    return nil
  }
}
