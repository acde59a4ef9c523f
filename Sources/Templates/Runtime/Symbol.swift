internal import Synchronization

/// An interned name: equal names are one place in memory in the whole process, so that lookups compare addresses.
///
/// The text of a name is never changed or freed, which makes the pointer safe on all threads.
public struct Symbol: @unchecked Sendable, Hashable {
  @usableFromInline let entry: UnsafePointer<InternedName>

  public init(_ name: String) {
    entry = symbolTable.withLock { $0.entry(of: name).pointer }
  }

  public var name: String { entry.pointee.text }

  @inlinable public static func == (left: Self, right: Self) -> Bool { left.entry == right.entry }

  @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(UInt(bitPattern: entry)) }

  /// Whether `dictionary.name` is a method and not an item.
  var isDictionaryMethod: Bool { entry.pointee.isDictionaryMethod }

  /// Whether templates that import another do not see the name there.
  var isPrivate: Bool { entry.pointee.isPrivate }
}

extension Symbol: ExpressibleByStringLiteral {
  public init(stringLiteral name: String) {
    self.init(name)
  }
}

@usableFromInline struct InternedName {
  let text: String
  let isDictionaryMethod: Bool
  let isPrivate: Bool

  init(_ text: String) {
    self.text = text
    isDictionaryMethod = DictionaryMethods.names.contains(text)
    isPrivate = text.hasPrefix("_")
  }
}

private struct SymbolTable {
  /// A pointer that may pass between threads, because what it points at is never changed or freed.
  struct Entry: @unchecked Sendable {
    let pointer: UnsafePointer<InternedName>
  }

  private var entries: [String: Entry] = [:]

  mutating func entry(of name: String) -> Entry {
    if let known = entries[name] { return known }
    let pointer = UnsafeMutablePointer<InternedName>.allocate(capacity: 1)
    pointer.initialize(to: InternedName(name))
    let entry = Entry(pointer: UnsafePointer(pointer))
    entries[name] = entry
    return entry
  }
}

private let symbolTable = Mutex(SymbolTable())
