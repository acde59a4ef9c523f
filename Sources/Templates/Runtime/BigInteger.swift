/// An integer of any size, as Python's `int`: for what does not fit into 64 bits.
///
/// The algorithms are those of paper and pencil, which is fast enough for numbers that a page shows.
public struct BigInteger: Sendable, Hashable {
  /// Digits of 32 bits, the least significant first, without zeros at the end.
  let digits: [UInt32]
  let isNegative: Bool

  /// Python prints integers of up to 4,300 decimal digits; larger results are errors before they are computed.
  static let largestBitCount = 14_284

  init(digits: [UInt32], isNegative: Bool) {
    let count = digits.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    self.digits = count == digits.count ? digits : Array(digits[..<count])
    self.isNegative = isNegative && count > 0
  }

  init(_ number: Int) {
    let magnitude = number.magnitude
    self.init(
      digits: [UInt32(truncatingIfNeeded: magnitude), UInt32(truncatingIfNeeded: magnitude >> 32)],
      isNegative: number < 0)
  }

  /// The digits of a radix between 2 and 36; nil when there are none, others, or far too many.
  init?(_ text: some StringProtocol, radix: Int, isNegative: Bool = false) {
    guard (1...Self.largestBitCount).contains(text.utf8.count) else { return nil }
    var digits: [UInt32] = []
    for character in text {
      guard let digit = character.hexDigitValue ?? Int(String(character), radix: 36), digit < radix else { return nil }
      var carry = UInt64(digit)
      for index in digits.indices {
        carry += UInt64(digits[index]) * UInt64(radix)
        digits[index] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      if carry > 0 { digits.append(UInt32(carry)) }
    }
    self.init(digits: digits, isNegative: isNegative)
    if bitCount > Self.largestBitCount { return nil }
  }

  /// The whole part of a finite float.
  init?(_ number: Double) {
    guard number.isFinite else { return nil }
    let whole = number.magnitude.rounded(.down)
    guard whole >= 0x1p63 else {
      self.init(Int(number.rounded(.towardZero)))
      return
    }
    let shift = Int(whole.exponent) - 52
    self.init(
      digits: BigInteger(Int(whole.significandBitPattern | 1 << 52)).shiftedLeft(shift).digits,
      isNegative: number < 0)
  }

  /// The number, if it fits into 64 bits.
  var small: Int? {
    guard digits.count <= 2 else { return nil }
    let magnitude = digits.reversed().reduce(UInt64(0)) { $0 << 32 | UInt64($1) }
    if isNegative { return magnitude <= Int.min.magnitude ? Int(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int(exactly: magnitude)
  }

  /// The bits of the magnitude.
  var bitCount: Int {
    guard let last = digits.last else { return 0 }
    return digits.count * 32 - last.leadingZeroBitCount
  }

  var isOdd: Bool { (digits.first ?? 0) & 1 == 1 }
  var magnitude: BigInteger { BigInteger(digits: digits, isNegative: false) }

  /// The nearest float, ties to even; infinite when there is none.
  var asDouble: Double {
    let shift = max(0, bitCount - 64)
    let top = shiftedRight(shift)
    var significand = top.digits.reversed().reduce(UInt64(0)) { $0 << 32 | UInt64($1) }
    // What was cut off decides only whether there is a tie.
    if shift > 0, top.shiftedLeft(shift) != magnitude { significand |= 1 }
    let result = shift > 1023 ? Double.infinity : Double(sign: .plus, exponent: shift, significand: Double(significand))
    return isNegative ? -result : result
  }

  func shiftedLeft(_ count: Int) -> BigInteger {
    let (words, bits) = count.quotientAndRemainder(dividingBy: 32)
    var result = [UInt32](repeating: 0, count: words)
    var carry: UInt64 = 0
    for digit in digits {
      carry |= UInt64(digit) << UInt64(bits)
      result.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    result.append(UInt32(carry))
    return BigInteger(digits: result, isNegative: isNegative)
  }

  /// The magnitude without its lowest bits.
  func shiftedRight(_ count: Int) -> BigInteger {
    let (words, bits) = count.quotientAndRemainder(dividingBy: 32)
    guard words < digits.count else { return BigInteger(0) }
    var result: [UInt32] = []
    for index in words..<digits.count {
      let high = index + 1 < digits.count ? UInt64(digits[index + 1]) : 0
      result.append(UInt32(truncatingIfNeeded: (high << 32 | UInt64(digits[index])) >> UInt64(bits)))
    }
    return BigInteger(digits: result, isNegative: false)
  }
}

extension BigInteger: CustomStringConvertible {
  public var description: String { text(radix: 10) }

  /// The digits in lower case, after a minus sign where there is one.
  func text(radix: Int) -> String {
    guard !digits.isEmpty else { return "0" }
    // As many digits at a time as fit into 32 bits.
    var group = radix
    var width = 1
    while group <= Int(UInt32.max) / radix {
      group *= radix
      width += 1
    }
    var groups: [String] = []
    var rest = digits
    while !rest.isEmpty {
      let remainder = Self.divide(&rest, by: UInt32(group))
      let text = String(remainder, radix: radix)
      groups.append(rest.isEmpty ? text : String(repeating: "0", count: width - text.utf8.count) + text)
    }
    return (isNegative ? "-" : "") + groups.reversed().joined()
  }

  /// Divides digits in place, and answers the remainder.
  static func divide(_ digits: inout [UInt32], by divisor: UInt32) -> UInt32 {
    var remainder: UInt64 = 0
    for index in digits.indices.reversed() {
      remainder = remainder << 32 | UInt64(digits[index])
      digits[index] = UInt32(remainder / UInt64(divisor))
      remainder %= UInt64(divisor)
    }
    while digits.last == 0 { digits.removeLast() }
    return UInt32(remainder)
  }
}
