/// Puts two changes of one text together, line by line.
///
/// Lines that all three have in the same order divide the texts into parts; a part that only one side has changed
/// is taken from that side (Khanna, Kunal and Pierce, "A formal investigation of diff3", 2007).
struct ThreeWayMerge {
  let base: [Substring]
  let ours: [Substring]
  let theirs: [Substring]

  /// The merged lines; nil where both sides have changed the same part.
  func merged() -> [Substring]? {
    var result: [Substring] = []
    var start = (base: 0, ours: 0, theirs: 0)
    for stable in stable + [(base.count, ours.count, theirs.count)] {
      let parts = (
        base: Array(base[start.base..<stable.0]), ours: Array(ours[start.ours..<stable.1]),
        theirs: Array(theirs[start.theirs..<stable.2])
      )
      if parts.base == parts.ours || parts.ours == parts.theirs {
        result += parts.theirs
      } else if parts.base == parts.theirs {
        result += parts.ours
      } else {
        return nil
      }
      if stable.0 < base.count { result.append(base[stable.0]) }
      start = (stable.0 + 1, stable.1 + 1, stable.2 + 1)
    }
    return result
  }

  /// Where all three have the same.
  private var stable: [(Int, Int, Int)] {
    let inTheirs = Dictionary(
      uniqueKeysWithValues: LineMatching.pairs(base, theirs).map { ($0.old, $0.new) })
    return LineMatching.pairs(base, ours).compactMap { pair in
      inTheirs[pair.old].map { (pair.old, pair.new, $0) }
    }
  }
}
