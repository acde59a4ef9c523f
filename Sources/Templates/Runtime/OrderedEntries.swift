/// A dictionary's entries in the order of their insertion.
///
/// Up to eight entries are searched one by one; more get an index.
public struct OrderedEntries: Sendable {
  public private(set) var keys: [Value] = []
  public private(set) var values: [Value] = []
  private var index: [DictionaryKey: Int] = [:]

  private static let searchedCount = 8

  public init() {}

  public var count: Int { keys.count }

  /// The value under a key; nil also when the key cannot be one, such as a list.
  public subscript(_ key: Value) -> Value? {
    position(of: key).map { values[$0] }
  }

  /// The value under a text key.
  public subscript(_ key: String) -> Value? {
    if !index.isEmpty { return index[.text(key)].map { values[$0] } }
    for position in keys.indices where keys[position].isText(key) { return values[position] }
    return nil
  }

  func position(of key: Value) -> Int? {
    if index.isEmpty {
      if let text = key.text { return keys.firstIndex { $0.isText(text) } }
      return keys.firstIndex { $0.isEqual(to: key) }
    }
    return DictionaryKey(key).flatMap { index[$0] }
  }

  mutating func set(_ key: Value, to value: Value) {
    if let position = position(of: key) {
      values[position] = value
      return
    }
    keys.append(key)
    values.append(value)
    if !index.isEmpty {
      if let hashed = DictionaryKey(key) { index[hashed] = keys.count - 1 }
    } else if keys.count > Self.searchedCount {
      buildIndex()
    }
  }

  mutating func remove(_ key: Value) -> Value? {
    guard let position = position(of: key) else { return nil }
    keys.remove(at: position)
    let value = values.remove(at: position)
    index = [:]
    if keys.count > Self.searchedCount { buildIndex() }
    return value
  }

  private mutating func buildIndex() {
    for (position, key) in keys.enumerated() {
      if let hashed = DictionaryKey(key) { index[hashed] = position }
    }
  }
}

/// A key as Python hashes it: `1`, `1.0` and `true` are one key.
enum DictionaryKey: Hashable {
  case text(String)
  case integer(Int)
  case bigInteger(BigInteger)
  case double(Double)
  case none
  case tuple([DictionaryKey])
  case undefined
  case identity(ObjectIdentifier)

  /// Nil for lists and dictionaries, which cannot be keys.
  init?(_ value: Value) {
    switch value {
    case .string(let text), .safe(let text): self = .text(text)
    case .integer(let number): self = .integer(number)
    case .bool(let flag): self = .integer(flag ? 1 : 0)
    case .bigInteger(let number): self = .bigInteger(number)
    case .double(let number):
      if let whole = Int(exactly: number) {
        self = .integer(whole)
      } else if let whole = BigInteger(number), whole.asDouble == number {
        self = .bigInteger(whole)
      } else {
        self = .double(number)
      }
    case .none: self = .none
    case .tuple(let tuple):
      var keys: [DictionaryKey] = []
      for element in tuple.elements {
        guard let key = DictionaryKey(element) else { return nil }
        keys.append(key)
      }
      self = .tuple(keys)
    case .external(let box): self = .identity(ObjectIdentifier(box))
    case .macro(let macro): self = .identity(ObjectIdentifier(macro))
    case .native(let function): self = .identity(ObjectIdentifier(function))
    case .loop(let loop): self = .identity(ObjectIdentifier(loop))
    case .namespace(let namespace): self = .identity(ObjectIdentifier(namespace))
    case .undefined: self = .undefined
    case .sequence, .mapping, .block: return nil
    }
  }
}
