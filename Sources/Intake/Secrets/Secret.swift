import CSodium
import Glibc

/// A secret that is told once, in a link or a cookie; the store knows its digest only.
struct Secret: Sendable, Equatable {
  /// 43 letters, digits, `-` and `_`: 256 random bits.
  let text: String

  private static let byteCount = 32

  /// A new one, from the system's own source of randomness.
  static func random() -> Secret { Secret(text: Base64URL.text(randomBytes(byteCount))) }

  static func randomBytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }

  /// One that somebody presents; nil for what cannot be one.
  init?(_ text: String) {
    guard text.utf8.count == 43, text.utf8.allSatisfy(Base64URL.isDigit) else { return nil }
    self.text = text
  }

  private init(text: String) { self.text = text }

  /// What the store keeps: BLAKE2b with 256 bits, of which nobody finds the secret, since it is random itself.
  var digest: String { Digest.text(of: Array(text.utf8)) }

  /// A second secret that follows from this one, for another use; neither tells the other.
  func derived(for use: String) -> Secret {
    Secret(text: Digest.text(of: Array("\(use)\n\(text)".utf8)))
  }

  /// Compares without telling by its time how much is the same.
  func isEqual(to other: String) -> Bool {
    let (left, right) = (Array(text.utf8), Array(other.utf8))
    return left.count == right.count && sodium_memcmp(left, right, left.count) == 0
  }
}

/// Short random names of documents.
enum RandomID {
  /// 22 letters, digits, `-` and `_`: 128 random bits.
  static func make() -> String { Base64URL.text(Secret.randomBytes(16)) }
}

/// BLAKE2b with 256 bits (RFC 7693).
enum Digest {
  static func text(of bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    crypto_generichash(&digest, digest.count, bytes, UInt64(bytes.count), nil, 0)
    return Base64URL.text(digest)
  }
}

/// Base64 for addresses, without padding (RFC 4648 §5).
enum Base64URL {
  static func text(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...group.count { text.append(digits[bits >> (18 - 6 * place) & 63]) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func isText(_ text: String) -> Bool { text.utf8.allSatisfy(isDigit) }

  static func isDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
