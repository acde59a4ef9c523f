import CGit2

/// The name of a commit, tree or file's content: its SHA-1.
public struct ObjectID: Hashable, Sendable, CustomStringConvertible {
  private let first: UInt64
  private let second: UInt64
  private let third: UInt32

  /// Reads 40 hexadecimal digits.
  public init?(_ digits: String) {
    var oid = git_oid()
    guard digits.utf8.count == 40, git_oid_fromstr(&oid, digits) == 0 else { return nil }
    self.init(oid)
  }

  init(_ oid: git_oid) {
    (first, second, third) = withUnsafeBytes(of: oid.id) { bytes in
      (
        bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
        bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
      )
    }
  }

  var oid: git_oid {
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid.id) { bytes in
      bytes.storeBytes(of: first, as: UInt64.self)
      bytes.storeBytes(of: second, toByteOffset: 8, as: UInt64.self)
      bytes.storeBytes(of: third, toByteOffset: 16, as: UInt32.self)
    }
    return oid
  }

  /// 40 hexadecimal digits.
  public var description: String {
    withUnsafeBytes(of: oid.id) { bytes in
      var digits: [UInt8] = []
      digits.reserveCapacity(40)
      let alphabet = Array("0123456789abcdef".utf8)
      for byte in bytes {
        digits.append(alphabet[Int(byte >> 4)])
        digits.append(alphabet[Int(byte & 15)])
      }
      return String(decoding: digits, as: UTF8.self)
    }
  }
}
