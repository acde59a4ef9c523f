internal import Synchronization

/// An interned name: equal names are one place in memory in the whole process, so that lookups compare addresses.
///
/// The text of a name is never changed or freed, which makes the pointer safe on all threads.
public struct Symbol: @unchecked Sendable, Hashable {
  private let text: UnsafePointer<String>

  public init(_ name: String) {
    text = symbolTable.withLock { $0.text(of: name).pointer }
  }

  public var name: String { text.pointee }
}

extension Symbol: ExpressibleByStringLiteral {
  public init(stringLiteral name: String) {
    self.init(name)
  }
}

private struct InternedText: @unchecked Sendable {
  let pointer: UnsafePointer<String>
}

private struct SymbolTable {
  private var texts: [String: InternedText] = [:]

  mutating func text(of name: String) -> InternedText {
    if let known = texts[name] { return known }
    let pointer = UnsafeMutablePointer<String>.allocate(capacity: 1)
    pointer.initialize(to: name)
    let text = InternedText(pointer: UnsafePointer(pointer))
    texts[name] = text
    return text
  }
}

private let symbolTable = Mutex(SymbolTable())
