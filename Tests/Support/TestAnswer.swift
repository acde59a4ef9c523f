/// An answer of a server, as it came.
public struct TestAnswer: Sendable {
  public var status: Int
  public var fields: [(name: String, value: String)]
  public var body: [UInt8]

  /// The body as text.
  public var text: String { String(decoding: body, as: UTF8.self) }

  /// The first value of a field.
  public subscript(name: String) -> String? { all(name).first }

  /// All values of a field.
  public func all(_ name: String) -> [String] {
    fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }

  /// The first answer in `bytes`, and how many of them it is; nil when more must come.
  static func read(_ bytes: [UInt8], isHead: Bool, isClosed: Bool) -> (answer: TestAnswer, count: Int)? {
    guard let end = place(of: Array("\r\n\r\n".utf8), in: bytes, from: 0) else { return nil }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    guard let first = lines.first?.split(separator: " "), first.count >= 2, let status = Int(first[1]) else {
      return nil
    }
    let fields = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (name: String(parts[0]), value: String(parts.last?.drop { $0 == " " } ?? ""))
    }
    var answer = TestAnswer(status: status, fields: fields, body: [])
    let start = end + 4
    if isHead || status < 200 || status == 204 || status == 304 { return (answer, start) }
    if answer["Transfer-Encoding"] == "chunked" {
      guard let (body, count) = chunks(bytes, from: start) else { return nil }
      answer.body = body
      return (answer, count)
    }
    if let length = answer["Content-Length"].flatMap(Int.init) {
      guard bytes.count >= start + length else { return nil }
      answer.body = Array(bytes[start..<start + length])
      return (answer, start + length)
    }
    guard isClosed else { return nil }
    answer.body = Array(bytes[start...])
    return (answer, bytes.count)
  }

  private static func chunks(_ bytes: [UInt8], from start: Int) -> (body: [UInt8], end: Int)? {
    var body: [UInt8] = []
    var cursor = start
    while let line = place(of: [13, 10], in: bytes, from: cursor) {
      guard let size = Int(String(decoding: bytes[cursor..<line], as: UTF8.self), radix: 16),
        bytes.count >= line + 4 + size
      else { return nil }
      body += bytes[line + 2..<line + 2 + size]
      cursor = line + 4 + size
      if size == 0 { return (body, cursor) }
    }
    return nil
  }

  private static func place(of text: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= start + text.count else { return nil }
    return (start...bytes.count - text.count).first { bytes[$0..<$0 + text.count].elementsEqual(text) }
  }
}
