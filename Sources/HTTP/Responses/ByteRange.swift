/// What a `Range` field asks for (RFC 9110 §14.2).
enum ByteRange: Equatable {
  /// Of several ranges or another unit: the whole is the answer.
  case whole
  case part(Range<Int>)
  case unsatisfiable

  init(_ field: String, of size: Int) {
    let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let ends = parts.last?.split(separator: "-", omittingEmptySubsequences: false).map(HTTPSyntax.trimmed) ?? []
    self = .whole
    guard parts.count == 2, HTTPSyntax.isEqual(parts[0], "bytes"), ends.count == 2 else { return }
    let (first, last) = (HTTPSyntax.number(ends[0]), HTTPSyntax.number(ends[1]))
    if let first, ends[1].isEmpty {
      self = first < size ? .part(first..<size) : .unsatisfiable
    } else if let first, let last, first <= last {
      self = first < size ? .part(first..<min(last, size - 1) + 1) : .unsatisfiable
    } else if ends[0].isEmpty, let last {
      self = last > 0 && size > 0 ? .part(max(0, size - last)..<size) : .unsatisfiable
    }
  }
}
