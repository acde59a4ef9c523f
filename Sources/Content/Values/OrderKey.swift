import Markup

/// What a value is sorted by.
public enum OrderKey: Sendable, Comparable {
  case integer(Int)
  case number(Double)
  case date(year: Int, month: Int, day: Int, second: Int)
  case text(CollationKey)
}

/// The place of a text in a list that people read: case, accents and signs do not count at first.
///
/// `É` sorts with `e`, `œ` as `oe`, and `Promo 2` before `Promo 10`. Texts that only differ in what does not count
/// are ordered by their bytes.
public struct CollationKey: Sendable, Hashable, Comparable {
  private let folded: String
  private let text: String

  public init(_ text: String) {
    self.text = text
    folded = Self.orderingNumbers(in: Slug.make(from: text))
  }

  public static func < (left: Self, right: Self) -> Bool {
    left.folded == right.folded ? left.text < right.text : left.folded < right.folded
  }

  /// Puts the length of each number before it, so that texts compare as numbers do.
  private static func orderingNumbers(in text: String) -> String {
    guard text.utf8.contains(where: \.isDigit) else { return text }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.first {
      let digits = rest.prefix(while: \.isDigit).drop { $0 == 0x30 }
      guard byte.isDigit else {
        bytes.append(byte)
        rest.removeFirst()
        continue
      }
      bytes.append(0x30 + UInt8(min(digits.count, 9)))
      bytes += digits
      rest = rest.drop(while: \.isDigit)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
