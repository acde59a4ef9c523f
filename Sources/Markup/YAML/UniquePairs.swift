/// The pairs of a mapping while it is read, which notice a key that comes again.
struct UniquePairs {
  private(set) var pairs: [YAMLMapping.Pair] = []
  /// Filled only when a pass over the pairs costs more than hashing.
  private var ranges: [String: Range<Int>] = [:]
  private static let longMapping = 16

  /// Adds a pair, or answers where its key was before.
  mutating func append(_ pair: YAMLMapping.Pair) -> Range<Int>? {
    if let first = range(of: pair.key) { return first }
    pairs.append(pair)
    if pairs.count > Self.longMapping {
      ranges[pair.key] = pair.keyRange
    } else if pairs.count == Self.longMapping {
      for known in pairs { ranges[known.key] = known.keyRange }
    }
    return nil
  }

  private func range(of key: String) -> Range<Int>? {
    guard pairs.count < Self.longMapping else { return ranges[key] }
    return pairs.first { $0.key == key }?.keyRange
  }
}
