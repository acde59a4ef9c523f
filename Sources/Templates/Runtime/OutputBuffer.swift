/// A growing byte buffer that is written by one thread and used again for the next page.
///
/// It owns its memory alone, so that moving it to another thread is safe.
public struct OutputBuffer: ~Copyable, @unchecked Sendable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  public private(set) var count = 0

  public init(minimumCapacity: Int = 16384) {
    capacity = max(minimumCapacity, 64)
    base = .allocate(capacity: capacity)
  }

  deinit {
    base.deallocate()
  }

  /// A copy of what was written.
  public var bytes: [UInt8] {
    bytes(from: 0)
  }

  public var text: String {
    text(from: 0)
  }

  public func withUnsafeBytes<Result, Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(start: base, count: count))
  }

  /// Forgets what was written; the memory is given back unless it is kept for the next page.
  public mutating func removeAll(keepingCapacity: Bool = true) {
    count = 0
    if keepingCapacity { return }
    base.deallocate()
    capacity = 64
    base = .allocate(capacity: capacity)
  }

  public mutating func append(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ append($0) }) != nil { return }
    var text = text
    text.withUTF8 { append($0) }
  }

  public mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    reserve(bytes.count)
    (base + count).update(from: start, count: bytes.count)
    count += bytes.count
  }

  public mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  /// Writes text with `& < > ' "` as entities.
  public mutating func appendEscaped(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ appendEscaped($0) }) != nil { return }
    var text = text
    text.withUTF8 { appendEscaped($0) }
  }

  public mutating func appendEscaped(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    var source = UnsafeRawPointer(start)
    let end = source + bytes.count
    while source < end {
      // An entity takes at most five bytes for one, and a whole word is written at a time.
      let batch = min(end - source, 4096)
      reserve(5 * batch + 16)
      var target = UnsafeMutableRawPointer(base + count)
      escape(&source, upTo: source + batch, into: &target)
      count = target - UnsafeMutableRawPointer(base)
    }
  }

  /// Copies eight bytes before it is known how many of them may stay.
  private func escape(
    _ source: inout UnsafeRawPointer, upTo end: UnsafeRawPointer, into target: inout UnsafeMutableRawPointer
  ) {
    while source + 8 <= end {
      let word = source.loadUnaligned(as: UInt64.self)
      target.storeBytes(of: word, as: UInt64.self)
      let marks = specialMarks(of: UInt64(littleEndian: word))
      // A branch that is nearly always taken lets the processor begin the next word before this one is known.
      guard marks != 0 else {
        source += 8
        target += 8
        continue
      }
      source += marks.trailingZeroBitCount >> 3
      target += marks.trailingZeroBitCount >> 3
      escapeByte(&source, into: &target)
    }
    while source < end { escapeByte(&source, into: &target) }
  }

  @inline(__always)
  private func escapeByte(_ source: inout UnsafeRawPointer, into target: inout UnsafeMutableRawPointer) {
    let escaped = EscapedByte(of: source.load(as: UInt8.self))
    source += 1
    target.storeBytes(of: escaped.bytes, as: UInt64.self)
    target += escaped.length
  }

  mutating func append(_ number: Int) {
    guard number < 0 else { return appendDigits(number.magnitude) }
    append(UInt8(ascii: "-"))
    appendDigits(number.magnitude)
  }

  private mutating func appendDigits(_ number: UInt) {
    reserve(20)
    var rest = number
    var length = 1
    while rest >= 10 {
      rest /= 10
      length += 1
    }
    rest = number
    var position = count + length
    repeat {
      position -= 1
      base[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    count += length
  }

  func bytes(from start: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: base + start, count: count - start))
  }

  /// What was written from an offset on, as text.
  func text(from start: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: base + start, count: count - start), as: UTF8.self)
  }

  mutating func truncate(to length: Int) {
    count = min(count, length)
  }

  private mutating func reserve(_ extra: Int) {
    if count + extra > capacity { grow(to: count + extra) }
  }

  @inline(never)
  private mutating func grow(to needed: Int) {
    let newCapacity = max(needed, capacity * 2)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = newCapacity
  }
}

/// Marks the highest bit of the lowest of eight bytes that may have to be escaped; zero when there is none.
///
/// With two bits set, `" & '` are one byte, together with `#`, which the caller sorts out; so are `<` and `>`.
@inline(__always)
private func specialMarks(of word: UInt64) -> UInt64 {
  let ones: UInt64 = 0x0101_0101_0101_0101
  return zeroMarks((word | (0x05 &* ones)) ^ (0x27 &* ones)) | zeroMarks((word | (0x02 &* ones)) ^ (0x3E &* ones))
}

/// Marks the highest bit of the lowest byte that is zero, and of none below it.
@inline(__always)
private func zeroMarks(_ word: UInt64) -> UInt64 {
  (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
}

/// The escaped form of a byte, in the low bytes of a word.
private struct EscapedByte {
  let bytes: UInt64
  let length: Int

  @inline(__always)
  init(of byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): self.init(bytes: 0x3B_706D_6126, length: 5)
    case UInt8(ascii: "<"): self.init(bytes: 0x3B_746C_26, length: 4)
    case UInt8(ascii: ">"): self.init(bytes: 0x3B_7467_26, length: 4)
    case UInt8(ascii: "'"): self.init(bytes: 0x3B_3933_2326, length: 5)
    case UInt8(ascii: "\""): self.init(bytes: 0x3B_3433_2326, length: 5)
    default: self.init(bytes: UInt64(byte), length: 1)
    }
  }

  private init(bytes: UInt64, length: Int) {
    self.bytes = bytes.littleEndian
    self.length = length
  }
}

/// HTML text of plain text.
func htmlEscaped(_ text: String) -> String {
  var buffer = OutputBuffer(minimumCapacity: text.utf8.count + 32)
  buffer.appendEscaped(text)
  return buffer.text
}
