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
    var runStart = 0
    for index in 0..<bytes.count where isHTMLSpecial(start[index]) {
      append(UnsafeBufferPointer(start: start + runStart, count: index - runStart))
      let entity = htmlEntity(of: start[index])
      append(UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
      runStart = index + 1
    }
    append(UnsafeBufferPointer(start: start + runStart, count: bytes.count - runStart))
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

/// Whether a byte is one of `& < > ' "`, each of which has its bit in one word.
@inline(__always)
private func isHTMLSpecial(_ byte: UInt8) -> Bool {
  let specials: UInt64 = 1 << 0x22 | 1 << 0x26 | 1 << 0x27 | 1 << 0x3C | 1 << 0x3E
  return byte < 64 && specials & (1 << UInt64(byte)) != 0
}

private func htmlEntity(of byte: UInt8) -> StaticString {
  switch byte {
  case UInt8(ascii: "&"): "&amp;"
  case UInt8(ascii: "<"): "&lt;"
  case UInt8(ascii: ">"): "&gt;"
  case UInt8(ascii: "'"): "&#39;"
  default: "&#34;"
  }
}

/// HTML text of plain text.
func htmlEscaped(_ text: String) -> String {
  var buffer = OutputBuffer(minimumCapacity: text.utf8.count + 32)
  buffer.appendEscaped(text)
  return buffer.text
}
