extension [UInt8] {
  /// Four bytes, the most significant first.
  public mutating func append(number: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { append(UInt8(truncatingIfNeeded: number >> shift)) }
  }
}

extension ArraySlice<UInt8> {
  /// The four bytes at an offset, the most significant first; there must be as many.
  public func number(at offset: Int) -> Int {
    self[(startIndex + offset)..<(startIndex + offset + 4)].reduce(0) { $0 << 8 | Int($1) }
  }
}
