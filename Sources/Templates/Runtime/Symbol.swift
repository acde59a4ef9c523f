import Synchronization

/// An interned name: equal names have equal ids in the whole process, so that lookups compare integers.
public struct Symbol: Sendable, Hashable {
  let id: Int32

  public init(_ name: String) {
    id = symbolTable.withLock { $0.id(of: name) }
  }

  init(id: Int32) {
    self.id = id
  }

  public var name: String {
    symbolTable.withLock { $0.names[Int(id)] }
  }
}

extension Symbol: ExpressibleByStringLiteral {
  public init(stringLiteral name: String) {
    self.init(name)
  }
}

private struct SymbolTable {
  var ids: [String: Int32] = [:]
  var names: [String] = []

  mutating func id(of name: String) -> Int32 {
    if let known = ids[name] { return known }
    let id = Int32(names.count)
    names.append(name)
    ids[name] = id
    return id
  }
}

private let symbolTable = Mutex(SymbolTable())
