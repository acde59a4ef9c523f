extension SiteTimeZone {
  /// Reads a time zone of the system's tz database (RFC 8536); nil when there is none of that name.
  public static func load(named name: String) -> SiteTimeZone? {
    if name == "UTC" { return .utc }
    guard isSafe(name), let bytes = RawFile.read("\(databaseFolder)/\(name)", maximumBytes: 1 << 20) else { return nil }
    return SiteTimeZone(name: name, tzFile: bytes)
  }

  /// The names of places, for suggestions; empty when the database lacks its index.
  static func knownNames() -> [String] {
    guard let table = RawFile.read("\(databaseFolder)/zone.tab", maximumBytes: 1 << 20) else { return [] }
    return table.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let columns = line.split(separator: UInt8(ascii: "\t"))
      guard line.first != UInt8(ascii: "#"), columns.count >= 3 else { return nil }
      return String(decoding: columns[2], as: UTF8.self)
    }
  }

  private static let databaseFolder = "/usr/share/zoneinfo"

  private static func isSafe(_ name: String) -> Bool {
    let signs = "_+-/".utf8
    return name.utf8.first?.isUppercaseLetter == true
      && name.utf8.allSatisfy { $0.isLetterOrDigit || signs.contains($0) }
  }
}

extension SiteTimeZone {
  /// Nil when the file is not in version 2 or later of the format.
  init?(name: String, tzFile bytes: [UInt8]) {
    guard let old = TZHeader(bytes, at: 0), old.version >= UInt8(ascii: "2"),
      let header = TZHeader(bytes, at: TZHeader.size + old.bodySize(timeSize: 4)),
      bytes.count >= header.start + TZHeader.size + header.bodySize(timeSize: 8)
    else { return nil }
    let times = header.start + TZHeader.size
    let indices = times + header.timeCount * 8
    let types = indices + header.timeCount
    func offset(ofType type: Int) -> Int {
      Int(Int32(truncatingIfNeeded: bigEndian(bytes, at: types + type * 6, count: 4)))
    }
    var transitions: [TimeZoneTransition] = []
    for number in 0..<header.timeCount {
      let type = Int(bytes[indices + number])
      guard type < header.typeCount else { return nil }
      transitions.append(.init(start: bigEndian(bytes, at: times + number * 8, count: 8), offset: offset(ofType: type)))
    }
    let footer = bytes[(times + header.bodySize(timeSize: 8))...].split(separator: UInt8(ascii: "\n")).first
    self.init(
      name: name, firstOffset: offset(ofType: 0), transitions: transitions,
      rule: footer.flatMap { DaylightRule(String(decoding: $0, as: UTF8.self)) })
  }
}

/// The head of one of a tz file's two blocks (RFC 8536 §3.1).
private struct TZHeader {
  static let size = 44
  let start: Int
  let version: UInt8
  let timeCount: Int
  let typeCount: Int
  private let otherSizes: (isUTC: Int, isStandard: Int, leap: Int, characters: Int)

  init?(_ bytes: [UInt8], at start: Int) {
    guard bytes.count >= start + Self.size, bytes[start...].starts(with: "TZif".utf8) else { return nil }
    func count(_ number: Int) -> Int { bigEndian(bytes, at: start + 20 + number * 4, count: 4) }
    self.start = start
    version = bytes[start + 4]
    otherSizes = (count(0), count(1), count(2), count(5))
    timeCount = count(3)
    typeCount = count(4)
    let counts = [
      timeCount, typeCount, otherSizes.isUTC, otherSizes.isStandard, otherSizes.leap, otherSizes.characters,
    ]
    guard typeCount > 0, counts.allSatisfy({ $0 < 1 << 20 }) else { return nil }
  }

  func bodySize(timeSize: Int) -> Int {
    timeCount * (timeSize + 1) + typeCount * 6 + otherSizes.characters + otherSizes.leap * (timeSize + 4)
      + otherSizes.isStandard + otherSizes.isUTC
  }
}

private func bigEndian(_ bytes: [UInt8], at start: Int, count: Int) -> Int {
  bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
}
