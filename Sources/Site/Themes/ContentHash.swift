/// FNV-1a over 64 bits: names a version of some bytes; no protection against forgery.
struct ContentHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  init(_ bytes: [UInt8]) {
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Ten hexadecimal digits.
  var fingerprint: String {
    let digits = String(state, radix: 16)
    return String((String(repeating: "0", count: 16 - digits.count) + digits).prefix(10))
  }
}
