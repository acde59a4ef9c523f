/// The candidate that a mistyped name most likely meant, or nil when none is close.
///
/// Case, and the delimiters `-`, `_` and space do not count; otherwise up to a third of the
/// name's letters may be wrong, missing, added or swapped (optimal string alignment distance).
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = simplified(name)
  let limit = max(1, wanted.count / 3)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates where candidate != name {
    let simple = simplified(candidate)
    guard abs(simple.count - wanted.count) <= limit else { continue }
    let distance = alignmentDistance(wanted, simple)
    guard distance <= limit else { continue }
    if let found = best, (found.distance, found.candidate) <= (distance, candidate) { continue }
    best = (candidate, distance)
  }
  return best?.candidate
}

private func simplified(_ name: String) -> [Unicode.Scalar] {
  name.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" && $0 != " " }
}

/// Edits that turn one word into the other, where swapping two neighbours counts as one.
private func alignmentDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    for column in right.indices {
      let substitution = previous[column] + (left[row] == right[column] ? 0 : 1)
      var cost = min(substitution, previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        cost = min(cost, beforePrevious[column - 1] + 1)
      }
      current.append(cost)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
