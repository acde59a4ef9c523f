import Git
import TestSupport

/// The log of a repository's writer, read as its format says (`WriteAheadLog`).
struct WriterLog {
  static let path = ".git/writer.log"

  private(set) var bytes: [UInt8]
  /// Where the records begin.
  private var records: [Int] = []

  /// Nil where there is none, or it is empty.
  init?(_ test: TestRepository) {
    guard let bytes = test.folder.read(Self.path), bytes.count >= 64 else { return nil }
    self.bytes = bytes
    let generation = bytes[..<8]
    guard generation.contains(where: { $0 != 0 }) else { return nil }
    var place = 64
    while place + 24 <= bytes.count, bytes[place..<place + 8] == generation[...] {
      records.append(place)
      place += 24 + bytes[place + 8..<place + 16].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    if records.isEmpty { return nil }
  }

  /// Whether the last record is.
  var isFinished: Bool { bytes[(records.last ?? 0) + 20] == 1 }

  mutating func leaveUnfinished() { bytes[(records.last ?? 0) + 20] = 0 }

  mutating func breakLastRecord() { bytes[(records.last ?? 0) + 30] ^= 1 }

  /// As after a failure of the power: the machine has booted again.
  mutating func forgetBoot() { for place in 8..<44 { bytes[place] = UInt8(ascii: "0") } }
}
