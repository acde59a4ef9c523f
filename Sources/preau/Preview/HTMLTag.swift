/// A start or end tag of an HTML page.
struct HTMLTag {
  /// In lower case.
  var name: String
  var isEnd: Bool
  /// From `<` to past `>`.
  var range: Range<Int>
  var attributes: [Attribute]

  struct Attribute {
    /// In lower case.
    var name: String
    /// The bytes of the value, without quotes.
    var value: Range<Int>
    /// The same with them.
    var quoted: Range<Int>
  }

  /// The first attribute of a name; browsers take no notice of others.
  func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }
}

/// Finds the tags of a page as browsers do (HTML Standard §13.2.5): not in comments, nor in the text of scripts.
struct HTMLTagReader {
  private let bytes: [UInt8]
  private var place = 0

  static func tags(in bytes: [UInt8]) -> [HTMLTag] {
    var reader = HTMLTagReader(bytes: bytes)
    var tags: [HTMLTag] = []
    while let tag = reader.next() { tags.append(tag) }
    return tags
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Elements whose text has no tags.
  private static let textElements: Set<String> = [
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes",
  ]

  private mutating func next() -> HTMLTag? {
    while let open = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      place = open + 1
      if starts("!--") {
        skipComment()
      } else if starts("!") || starts("?") {
        skip(past: ">")
      } else {
        let isEnd = starts("/")
        if isEnd { place += 1 }
        guard byte.map(Self.isLetter) == true else { continue }
        guard let tag = tag(from: open, isEnd: isEnd) else { return nil }
        if !isEnd, Self.textElements.contains(tag.name) { skipText(of: tag.name) }
        return tag
      }
    }
    return nil
  }

  // MARK: Tags

  /// Nil when the page ends within it.
  private mutating func tag(from start: Int, isEnd: Bool) -> HTMLTag? {
    let name = word { !Self.isSpace($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }
    var tag = HTMLTag(name: name, isEnd: isEnd, range: start..<start, attributes: [])
    while true {
      _ = word { Self.isSpace($0) || $0 == UInt8(ascii: "/") }
      guard let byte else { return nil }
      if byte == UInt8(ascii: ">") {
        place += 1
        tag.range = start..<place
        return tag
      }
      tag.attributes.append(attribute())
    }
  }

  private mutating func attribute() -> HTMLTag.Attribute {
    let start = place
    place += 1  // an equals sign here is part of the name
    _ = word { !Self.isSpace($0) && !"/>=".utf8.contains($0) }
    let name = String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
    let end = place
    _ = word(Self.isSpace)
    guard byte == UInt8(ascii: "=") else {
      place = end
      return .init(name: name, value: end..<end, quoted: end..<end)
    }
    place += 1
    _ = word(Self.isSpace)
    let first = place
    guard let quote = byte, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      _ = word { !Self.isSpace($0) && $0 != UInt8(ascii: ">") }
      return .init(name: name, value: first..<place, quoted: first..<place)
    }
    place += 1
    _ = word { $0 != quote }
    let value = first + 1..<place
    place = min(place + 1, bytes.count)
    return .init(name: name, value: value, quoted: first..<place)
  }

  // MARK: What has no tags

  /// A comment may end at once, as `<!-->` and `<!--->` do.
  private mutating func skipComment() {
    place += 1
    while place < bytes.count {
      if starts("-->") || starts("--!>") { break }
      place += 1
    }
    skip(past: ">")
  }

  private mutating func skipText(of name: String) {
    while let open = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      place = open
      let end = open + 2 + name.utf8.count
      if bytes.count > end, bytes[open + 1] == UInt8(ascii: "/"),
        String(decoding: bytes[open + 2..<end], as: UTF8.self).lowercased() == name,
        Self.isSpace(bytes[end]) || bytes[end] == UInt8(ascii: "/") || bytes[end] == UInt8(ascii: ">")
      {
        return
      }
      place += 1
    }
    place = bytes.count
  }

  private mutating func skip(past end: Unicode.Scalar) {
    _ = word { $0 != UInt8(ascii: end) }
    place = min(place + 1, bytes.count)
  }

  // MARK: Bytes

  private var byte: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func starts(_ text: StaticString) -> Bool {
    bytes[place...].starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Goes on while bytes are of a sort; the bytes, in lower case.
  @discardableResult
  private mutating func word(_ isPart: (UInt8) -> Bool) -> String {
    let start = place
    while place < bytes.count, isPart(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self).lowercased()
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
