import Diagnostics
import Markup

extension FieldReader {
  /// Whether a value lies between its bounds; complains when it does not.
  mutating func check<Value: Comparable>(
    _ value: Value, within range: Bounds<Value>, written: (Value) -> String, at node: YAMLNode
  ) -> Bool {
    if let minimum = range.minimum, value < minimum {
      report("out-of-range", at: node.range, "'\(field)' must be at least \(written(minimum))")
      return false
    }
    if let maximum = range.maximum, value > maximum {
      report("out-of-range", at: node.range, "'\(field)' must be at most \(written(maximum))")
      return false
    }
    return true
  }
}
