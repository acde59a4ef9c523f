/// A value in a YAML file that knows its bytes.
public struct YAMLNode: Sendable {
  public enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode])
    case mapping(YAMLMapping)
  }

  /// UTF-8 byte offsets in the file: quotes and brackets included, surrounding space and comments not.
  ///
  /// A value that was left out (`key:`) is an empty range after its colon.
  public var range: Range<Int>
  public var content: Content

  public init(range: Range<Int>, content: Content) {
    self.range = range
    self.content = content
  }
}

extension YAMLNode {
  public var scalar: YAMLScalar? {
    guard case .scalar(let scalar) = content else { return nil }
    return scalar
  }

  public var sequence: [YAMLNode]? {
    guard case .sequence(let nodes) = content else { return nil }
    return nodes
  }

  public var mapping: YAMLMapping? {
    guard case .mapping(let mapping) = content else { return nil }
    return mapping
  }

  /// Whether the value was left out, or is `~` or `null`; so is the root of an empty document.
  public var isNull: Bool { scalar?.isNull ?? false }
}

/// Text as it was written, without quotes: which type it has is for its field to say.
public struct YAMLScalar: Sendable {
  public var text: String
  /// Whether it was written as `'…'`, `"…"`, `|` or `>`, and so is certainly text.
  public var isQuoted: Bool

  public init(text: String, isQuoted: Bool) {
    self.text = text
    self.isQuoted = isQuoted
  }

  /// `Null` and `NULL`, which YAML takes for nothing too, are people's names.
  public var isNull: Bool {
    guard !isQuoted else { return false }
    return switch text {
    case "", "~", "null": true
    default: false
    }
  }
}

/// Keys and values in the order of the file; no key comes twice.
public struct YAMLMapping: Sendable {
  public struct Pair: Sendable {
    public var key: String
    public var keyRange: Range<Int>
    public var value: YAMLNode

    public init(key: String, keyRange: Range<Int>, value: YAMLNode) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  public var pairs: [Pair]

  public init(pairs: [Pair]) {
    self.pairs = pairs
  }

  /// The value of a key; costs a pass over the pairs.
  public subscript(key: String) -> YAMLNode? {
    pairs.first { $0.key == key }?.value
  }
}
