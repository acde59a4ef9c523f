/// Bytes that take the place of a range of a file.
struct Splice {
  var range: Range<Int>
  var text: String

  init(_ range: Range<Int>, _ text: String) {
    self.range = range
    self.text = text
  }
}

/// A value is written in a way that no part of it can be changed alone.
struct NotSurgical: Error {}

extension [UInt8] {
  /// The bytes with splices, which must not overlap; several at one place come in their order.
  func applying(_ splices: [Splice]) throws(NotSurgical) -> [UInt8] {
    let sorted = splices.enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var next = 0
    for (_, splice) in sorted {
      guard splice.range.lowerBound >= next else { throw NotSurgical() }
      result += self[next..<splice.range.lowerBound]
      result += splice.text.utf8
      next = splice.range.upperBound
    }
    return result + self[next...]
  }
}
