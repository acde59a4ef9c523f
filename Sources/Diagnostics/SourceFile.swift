internal import Synchronization

/// A file's bytes and the path under which its problems are reported.
///
/// Positions inside a file are UTF-8 byte offsets everywhere; lines and columns are computed only when a
/// diagnostic is printed.
public final class SourceFile: Sendable {
  /// The path as a person sees it, relative to the site's root.
  public let path: String
  private let contents: Contents

  private enum Contents: Sendable {
    case known([UInt8])
    case deferred(DeferredBytes)
  }

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    contents = .known(bytes)
  }

  /// A file that is read when somebody asks for its bytes.
  public init(path: String, read: @escaping @Sendable () -> [UInt8]) {
    self.path = path
    contents = .deferred(DeferredBytes(read))
  }

  public var bytes: [UInt8] {
    switch contents {
    case .known(let bytes): bytes
    case .deferred(let deferred): deferred.bytes
    }
  }

  /// The bytes of `range` as text; invalid UTF-8 becomes U+FFFD.
  public func text(in range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The line and column of a byte offset.
  ///
  /// Costs one pass over the file up to the offset.
  public func position(ofByte offset: Int) -> SourcePosition {
    let end = min(max(offset, 0), bytes.count)
    var line = 1
    var start = startOfText
    for index in startOfText..<max(end, startOfText) where isLineEnd(at: index) {
      line += 1
      start = index + 1
    }
    return SourcePosition(line: line, column: scalarCount(in: min(start, end)..<end) + 1)
  }

  /// The line that holds a byte offset, without its line end.
  public func lineRange(containingByte offset: Int) -> Range<Int> {
    var start = min(max(offset, startOfText), bytes.count)
    while start > startOfText, !isLineEnd(at: start - 1) { start -= 1 }
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
    return start..<end
  }

  /// Where a text first stands inside of a range; nil when it does not.
  public func firstRange(of text: String, in range: Range<Int>) -> Range<Int>? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, wanted.count <= range.count else { return nil }
    for start in range.lowerBound...(range.upperBound - wanted.count)
    where bytes[start] == first && bytes[start..<start + wanted.count].elementsEqual(wanted) {
      return start..<start + wanted.count
    }
    return nil
  }

  /// The offset of the first byte after a byte-order mark.
  public var startOfText: Int {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// Whether a line ends with this byte: LF, or a CR that no LF follows.
  private func isLineEnd(at index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): index + 1 >= bytes.count || bytes[index + 1] != UInt8(ascii: "\n")
    default: false
    }
  }

  private func scalarCount(in range: Range<Int>) -> Int {
    bytes[range].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }
}

/// A place in a file as editors count it: both numbers start at 1, columns count Unicode scalars.
public struct SourcePosition: Sendable, Hashable, Comparable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// Bytes that are read once, by whoever asks first.
private final class DeferredBytes: Sendable {
  private let read: @Sendable () -> [UInt8]
  private let known = Mutex<[UInt8]?>(nil)

  init(_ read: @escaping @Sendable () -> [UInt8]) {
    self.read = read
  }

  var bytes: [UInt8] {
    known.withLock { known in
      if let known { return known }
      let bytes = read()
      known = bytes
      return bytes
    }
  }
}
