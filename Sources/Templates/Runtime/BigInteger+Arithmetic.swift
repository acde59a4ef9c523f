internal import Diagnostics

extension BigInteger: Comparable {
  public static func < (left: BigInteger, right: BigInteger) -> Bool {
    guard left.isNegative == right.isNegative else { return left.isNegative }
    return left.isNegative
      ? compare(right.digits, left.digits) < 0 : compare(left.digits, right.digits) < 0
  }

  /// Negative, zero or positive as the left magnitude is less, equal or greater.
  private static func compare(_ left: [UInt32], _ right: [UInt32]) -> Int {
    if left.count != right.count { return left.count - right.count }
    for (leftDigit, rightDigit) in zip(left.reversed(), right.reversed()) where leftDigit != rightDigit {
      return leftDigit < rightDigit ? -1 : 1
    }
    return 0
  }
}

extension BigInteger {
  static prefix func - (number: BigInteger) -> BigInteger {
    BigInteger(digits: number.digits, isNegative: !number.isNegative)
  }

  static func + (left: BigInteger, right: BigInteger) -> BigInteger {
    if left.isNegative == right.isNegative {
      return BigInteger(digits: sum(left.digits, right.digits), isNegative: left.isNegative)
    }
    return compare(left.digits, right.digits) >= 0
      ? BigInteger(digits: difference(left.digits, right.digits), isNegative: left.isNegative)
      : BigInteger(digits: difference(right.digits, left.digits), isNegative: right.isNegative)
  }

  static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

  static func * (left: BigInteger, right: BigInteger) -> BigInteger {
    var product = [UInt32](repeating: 0, count: left.digits.count + right.digits.count)
    for (offset, factor) in left.digits.enumerated() {
      var carry: UInt64 = 0
      for (index, digit) in right.digits.enumerated() {
        carry += UInt64(factor) * UInt64(digit) + UInt64(product[offset + index])
        product[offset + index] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      product[offset + right.digits.count] = UInt32(carry)
    }
    return BigInteger(digits: product, isNegative: left.isNegative != right.isNegative)
  }

  private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var result: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(left.count, right.count) {
      carry += UInt64(index < left.count ? left[index] : 0) + UInt64(index < right.count ? right[index] : 0)
      result.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    return result + [UInt32(carry)]
  }

  /// The left number is not less than the right.
  private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var result = left
    var borrow: Int64 = 0
    for index in left.indices {
      let digit = Int64(left[index]) - Int64(index < right.count ? right[index] : 0) + borrow
      result[index] = UInt32(truncatingIfNeeded: digit)
      borrow = digit >> 32
    }
    return result
  }

  /// The quotient rounded down, and the remainder with the divisor's sign; the divisor is not zero.
  func floorDivided(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
    let (whole, rest) = Self.divided(digits, by: divisor.digits)
    let quotient = BigInteger(digits: whole, isNegative: isNegative != divisor.isNegative)
    let remainder = BigInteger(digits: rest, isNegative: isNegative)
    guard !remainder.digits.isEmpty, remainder.isNegative != divisor.isNegative else { return (quotient, remainder) }
    return (quotient - BigInteger(1), remainder + divisor)
  }

  /// Long division of magnitudes (Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D).
  private static func divided(_ number: [UInt32], by divisor: [UInt32]) -> ([UInt32], [UInt32]) {
    if compare(number, divisor) < 0 { return ([], number) }
    if divisor.count == 1 {
      var quotient = number
      let remainder = divide(&quotient, by: divisor[0])
      return (quotient, [remainder])
    }
    // With its highest bit set, the divisor's first digit makes good guesses.
    let shift = divisor[divisor.count - 1].leadingZeroBitCount
    let scaled = BigInteger(digits: divisor, isNegative: false).shiftedLeft(shift).digits
    var rest = BigInteger(digits: number, isNegative: false).shiftedLeft(shift).digits
    rest += [UInt32](repeating: 0, count: number.count + 1 - rest.count)
    var quotient = [UInt32](repeating: 0, count: number.count - divisor.count + 1)
    for place in quotient.indices.reversed() {
      let guess = guessedDigit(rest, scaled, at: place)
      quotient[place] = subtract(scaled, times: guess, from: &rest, at: place) ? guess : guess - 1
    }
    return (quotient, BigInteger(digits: rest, isNegative: false).shiftedRight(shift).digits)
  }

  /// A digit of a quotient from the first digits of what is divided: right, or too large by one.
  private static func guessedDigit(_ rest: [UInt32], _ divisor: [UInt32], at place: Int) -> UInt32 {
    let count = divisor.count
    let first = UInt64(divisor[count - 1])
    let (high, low) = (UInt64(rest[place + count]), UInt64(rest[place + count - 1]))
    var (guess, remainder) = (high << 32 | low).quotientAndRemainder(dividingBy: first)
    let next = UInt64(rest[place + count - 2])
    while guess > UInt32.max || guess * UInt64(divisor[count - 2]) > remainder << 32 | next {
      guess -= 1
      remainder += first
      if remainder > UInt32.max { break }
    }
    return UInt32(guess)
  }

  /// Subtracts the divisor so many times; when that was once too often, adds it back and answers false.
  private static func subtract(
    _ divisor: [UInt32], times factor: UInt32, from rest: inout [UInt32], at place: Int
  ) -> Bool {
    var carry: UInt64 = 0
    var borrow: Int64 = 0
    for index in 0...divisor.count {
      carry += index < divisor.count ? UInt64(factor) * UInt64(divisor[index]) : 0
      let digit = Int64(rest[place + index]) - Int64(carry & 0xFFFF_FFFF) + borrow
      rest[place + index] = UInt32(truncatingIfNeeded: digit)
      borrow = digit >> 32
      carry >>= 32
    }
    guard borrow < 0 else { return true }
    carry = 0
    for index in 0...divisor.count {
      carry += UInt64(rest[place + index]) + UInt64(index < divisor.count ? divisor[index] : 0)
      rest[place + index] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    return false
  }

  /// The nearest float of the exact quotient, as Python divides; the divisor is not zero.
  func divided(by divisor: BigInteger) -> Double {
    // The quotient gets at least 66 bits, the last of which stands for all that follow.
    let shift = max(0, 66 + divisor.bitCount - bitCount)
    let (quotient, remainder) = magnitude.shiftedLeft(shift).floorDivided(by: divisor.magnitude)
    let marked =
      remainder.digits.isEmpty ? quotient : BigInteger(digits: [1], isNegative: false) + quotient.shiftedLeft(1)
    let extra = remainder.digits.isEmpty ? 0 : 1
    let result = Double(sign: .plus, exponent: -(shift + extra), significand: marked.asDouble)
    return isNegative != divisor.isNegative ? -result : result
  }

  /// The power, whose size was checked.
  func raised(to exponent: Int) -> BigInteger {
    var result = BigInteger(1)
    var factor = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result * factor }
      rest >>= 1
      if rest > 0 { factor = factor * factor }
    }
    return result
  }
}
