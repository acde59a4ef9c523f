/// The numbers that `range` counts, which are made only when they are iterated.
struct RangeValue: TemplateObject, Representable {
  let start: Int
  let stop: Int
  let step: Int

  var length: Int {
    let (distance, overflow) = stop.subtractingReportingOverflow(start)
    guard !overflow, step != .min, (distance > 0) == (step > 0), distance != 0 else { return 0 }
    return
      (distance.magnitude.quotientAndRemainder(dividingBy: step.magnitude).quotient
      .advanced(by: distance.magnitude % step.magnitude == 0 ? 0 : 1)).asInt
  }

  /// The number at an index; only indexes of a slice's end can be out of range, where the number is not used.
  subscript(_ index: Int) -> Int { start &+ index &* step }

  /// The numbers at the indexes of a slice.
  func sliced(_ bounds: SliceBounds) -> RangeValue {
    let (factor, overflow) = step.multipliedReportingOverflow(by: bounds.step)
    guard !overflow, (bounds.stop > bounds.start) == (bounds.step > 0), bounds.stop != bounds.start else {
      return RangeValue(start: start, stop: start, step: 1)
    }
    return RangeValue(start: self[bounds.start], stop: self[bounds.stop], step: factor)
  }

  func member(_ name: Symbol) -> Value? { nil }
  var count: Int? { length }
  var isTrue: Bool { length > 0 }
  var typeName: String { "a range" }
  var elements: [Value]? { (0..<length).map { .integer(self[$0]) } }
  var printed: Value { .string(description) }

  func item(_ key: Value) -> Value? {
    guard let index = key.integer.map({ $0 < 0 ? $0 + length : $0 }), (0..<length).contains(index) else { return nil }
    return .integer(self[index])
  }

  func compare(to other: Value) -> Int? {
    guard let range = other.object as? RangeValue, range.length == length else { return nil }
    return length == 0 || (range.start == start && (length == 1 || range.step == step)) ? 0 : nil
  }

  func appendRepresentation(to text: inout String, depth: Int) {
    text += description
  }

  private var description: String {
    step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))"
  }
}

extension UInt {
  fileprivate var asInt: Int { Int(clamping: self) }
}
