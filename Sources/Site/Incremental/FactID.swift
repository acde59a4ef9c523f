import Content

/// A number for something that pages read and that may be different in another build.
///
/// Numbers are those of one build: entries are counted as its library does, texts and queries as its `FactTable`.
struct FactID: Hashable, Comparable, Sendable {
  let rawValue: UInt32

  /// What one can read of an entry.
  enum Aspect: UInt32, CaseIterable {
    /// Its fields, in all languages.
    case fields
    /// The HTML, the outline and the beginning of its text.
    case body
    /// Who refers to it.
    case referrers
    /// Its place in a series.
    case sequence
    /// When it was published and changed.
    case dates
    /// The headings of its text.
    case headings
  }

  enum Subject {
    case entry(Int, Aspect)
    /// A group of the theme's texts, by its number.
    case texts(Int)
    case query(Int)
  }

  private static let texts: UInt32 = 6
  private static let query: UInt32 = 7

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ entry: EntryID, _ aspect: Aspect) { rawValue = UInt32(entry.index) << 3 | aspect.rawValue }

  init(texts group: Int) { rawValue = UInt32(group) << 3 | Self.texts }

  init(query number: Int) { rawValue = UInt32(number) << 3 | Self.query }

  var subject: Subject {
    let number = Int(rawValue >> 3)
    if let aspect = Aspect(rawValue: rawValue & 7) { return .entry(number, aspect) }
    return rawValue & 7 == Self.texts ? .texts(number) : .query(number)
  }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What a page or a text read, and how long that holds by itself.
struct ReadSet: Sendable {
  /// The facts in order, each as the distance from the one before: one or two bytes a fact.
  let bytes: [UInt8]
  /// Seconds since 1970 from which on the clock says something else; nil when it was not asked.
  let validUntil: Int?

  init(bytes: [UInt8], validUntil: Int?) {
    self.bytes = bytes
    self.validUntil = validUntil
  }

  /// Facts in any order, and as often as they were read.
  init(_ facts: [FactID], validUntil: Int? = nil) {
    var writer = ByteWriter()
    var last: UInt32 = 0
    for fact in facts.sorted() where fact.rawValue != last || writer.bytes.isEmpty {
      writer.write(UInt64(fact.rawValue - last))
      last = fact.rawValue
    }
    bytes = writer.bytes
    self.validUntil = validUntil
  }

  var facts: [FactID] {
    var facts: [FactID] = []
    _ = first { fact in
      facts.append(fact)
      return false
    }
    return facts
  }

  /// The first fact of which `isWanted` holds.
  func first(where isWanted: (FactID) -> Bool) -> FactID? {
    var reader = ByteReader(bytes)
    var last: UInt32 = 0
    while !reader.isAtEnd {
      last &+= UInt32(truncatingIfNeeded: reader.number())
      let fact = FactID(rawValue: last)
      if isWanted(fact) { return fact }
    }
    return nil
  }
}
