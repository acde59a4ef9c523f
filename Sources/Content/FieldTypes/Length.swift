import Diagnostics
import Markup

/// `min` and `max` of a text count characters as people see them.
extension SchemaReader {
  mutating func lengthBounds() -> Bounds<Int> {
    bounds { schema, node in
      guard let length = node.scalar.flatMap({ Int(written: $0.text) }), length >= 0 else {
        schema.report("wrong-type", at: node.range, "the length of a text must be a whole number, such as 120")
        return nil
      }
      return length
    }
  }
}

extension FieldReader {
  mutating func checkLength(of text: String, within length: Bounds<Int>, at node: YAMLNode) -> Bool {
    // A character has at least one byte, so that most texts need not be counted.
    if let maximum = length.maximum, text.utf8.count > maximum, text.count > maximum {
      report(
        "too-long", at: node.range, "'\(field)' may have at most \(maximum) characters; this has \(text.count)")
      return false
    }
    if let minimum = length.minimum, text.count < minimum {
      report(
        "too-short", at: node.range, "'\(field)' must have at least \(minimum) characters; this has \(text.count)")
      return false
    }
    return true
  }
}

extension JSON {
  init(_ schema: JSON, length: Bounds<Int>) {
    self = schema.adding("minLength", length.minimum.map(JSON.integer))
      .adding("maxLength", length.maximum.map(JSON.integer))
  }
}
