import Glibc

/// Takes a multipart body apart as it comes in (RFC 2046 §5.1.1), in pieces of any size.
///
/// What is held back is never more than a delimiter or the header fields of one part.
struct MultipartParser {
  enum Event {
    /// A part begins; its header fields as they were sent.
    case part(ArraySlice<UInt8>)
    /// More of the part's content.
    case content(ArraySlice<UInt8>)
    case partEnd
  }

  private enum State {
    case preamble
    case afterDelimiter
    case header
    case content
    case epilogue
  }

  static let maximumHeaderBytes = 8_192
  private static let maximumPadding = 100
  private static let emptyLine: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]

  private let delimiter: [UInt8]
  private var state = State.preamble
  /// What is not yet understood.
  private var pending: [UInt8]
  /// Where that begins; what is before it has been handled.
  private var start = 0

  /// Nil for a boundary that can't be one (RFC 2046 §5.1.1).
  init?(boundary: String) {
    guard (1...70).contains(boundary.utf8.count), boundary.utf8.last != 0x20,
      boundary.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
    else { return nil }
    delimiter = Array("\r\n--\(boundary)".utf8)
    // The first delimiter may begin the body, without a line break before it.
    pending = [0x0D, 0x0A]
  }

  /// Takes more bytes, and calls `handle` with what they complete; throws a refusal of status 400.
  mutating func feed(_ bytes: UnsafeRawBufferPointer, _ handle: (Event) throws(Refusal) -> Void) throws(Refusal) {
    guard state != .epilogue else { return }
    pending.removeSubrange(..<start)
    start = 0
    pending.append(contentsOf: bytes)
    while try step(handle) {}
  }

  /// Throws a refusal of status 400 when the body has not come to its end.
  func finish() throws(Refusal) {
    guard state == .epilogue else { throw Refusal(.badRequest, "a multipart body ends with its boundary") }
  }

  /// Goes one state on; false when more bytes are needed.
  private mutating func step(_ handle: (Event) throws(Refusal) -> Void) throws(Refusal) -> Bool {
    switch state {
    case .preamble, .content:
      let end = find(delimiter)
      // A delimiter may have begun at the end.
      let known = end ?? max(start, pending.count - delimiter.count + 1)
      if state == .content, known > start { try handle(.content(pending[start..<known])) }
      start = end.map { $0 + delimiter.count } ?? known
      guard end != nil else { return false }
      if state == .content { try handle(.partEnd) }
      state = .afterDelimiter
    case .afterDelimiter: return try passDelimiterEnd()
    case .header:
      let end = find(Self.emptyLine)
      guard (end ?? pending.count) - start <= Self.maximumHeaderBytes else {
        throw Refusal(.badRequest, "the header of a part has at most \(Self.maximumHeaderBytes) bytes")
      }
      guard let end else { return false }
      try handle(.part(pending[start..<end].dropFirst(2)))
      start = end + Self.emptyLine.count
      state = .content
    case .epilogue: return false
    }
    return true
  }

  private mutating func passDelimiterEnd() throws(Refusal) -> Bool {
    var cursor = start
    while cursor < pending.count, pending[cursor] == 0x20 || pending[cursor] == 0x09 { cursor += 1 }
    guard cursor + 1 < pending.count else {
      guard cursor - start <= Self.maximumPadding else { throw Self.delimiterContinues }
      return false
    }
    switch (pending[cursor], pending[cursor + 1]) {
    case (0x0D, 0x0A):
      // The line break stays: a part without header fields then begins with an empty line like any other.
      start = cursor
      state = .header
    case (UInt8(ascii: "-"), UInt8(ascii: "-")) where cursor == start:
      pending = []
      start = 0
      state = .epilogue
    default: throw Self.delimiterContinues
    }
    return true
  }

  private static let delimiterContinues = Refusal(.badRequest, "nothing follows a boundary on its line")

  /// Where the first of such bytes begins, which start with a carriage return.
  private func find(_ needle: [UInt8]) -> Int? {
    pending.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var place = start
      while place + needle.count <= bytes.count {
        let last = bytes.count - needle.count
        guard let found = memchr(base + place, 0x0D, last - place + 1) else { return nil }
        place = UnsafeRawPointer(found) - base
        if needle.withUnsafeBytes({ memcmp(base + place, $0.baseAddress ?? base, $0.count) }) == 0 { return place }
        place += 1
      }
      return nil
    }
  }
}
