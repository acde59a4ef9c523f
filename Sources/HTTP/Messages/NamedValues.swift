/// Names and values in the order they came, such as those of a query; a name can come more than once.
public struct NamedValues: Sendable, Equatable {
  public struct Pair: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public var pairs: [Pair]

  public init(_ pairs: [Pair] = []) { self.pairs = pairs }

  /// The first value of a name.
  public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// All values of a name.
  public func all(_ name: String) -> [String] { pairs.filter { $0.name == name }.map(\.value) }

  public var isEmpty: Bool { pairs.isEmpty }
}

extension NamedValues {
  /// Reads a query, as browsers and forms write it; what is no UTF-8 becomes U+FFFD, as links from old pages have it.
  ///
  /// Nil when there are more than `maximumCount` pairs.
  public init?(query: some StringProtocol, maximumCount: Int = 1_000) {
    guard let pairs = Self.split(Array(query.utf8), maximumCount: maximumCount) else { return nil }
    self.init(pairs.map { Pair(String(decoding: $0.name, as: UTF8.self), String(decoding: $0.value, as: UTF8.self)) })
  }

  /// The decoded bytes of names and values; nil when there are more than `maximumCount`.
  static func split(_ bytes: [UInt8], maximumCount: Int) -> [(name: [UInt8], value: [UInt8])]? {
    var pairs: [(name: [UInt8], value: [UInt8])] = []
    for part in bytes.split(separator: UInt8(ascii: "&")) {
      guard pairs.count < maximumCount else { return nil }
      let sign = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
      pairs.append(
        (PercentEncoding.decodedFormText(part[..<sign]), PercentEncoding.decodedFormText(part[sign...].dropFirst())))
    }
    return pairs
  }
}
