import Content
import HTTP

/// The files of a built site by their addresses, as pages and style sheets write them.
struct PreviewFolder: Sendable {
  let path: String
  /// The segments that every address of the site begins with, from a base URL with a path.
  let base: [String]

  /// What the system says of a file; nil for an address that is none of the site's.
  func stamp(of address: String) -> FileStamp? { file(at: address).flatMap { FileStamp(of: $0) } }

  /// The addresses of the images and fonts that a style sheet loads.
  func references(ofSheet address: String) -> [String] {
    // A sheet that cannot be read loads nothing.
    guard let file = file(at: address), let bytes = try? FileBytes.read(file) else { return [] }
    let folder = Self.withoutQuery(address).split(separator: "/").dropLast().map(String.init)
    return Self.references(in: bytes).compactMap { $0.hasPrefix("/") ? $0 : Self.resolved($0, in: folder) }
  }

  /// What stands between `url(` and `)`, without quotes; bytes, since every page that is served asks for it.
  private static func references(in sheet: [UInt8]) -> [String] {
    var references: [String] = []
    var rest = sheet[...]
    while let open = rest.firstIndex(of: UInt8(ascii: "(")) {
      let isReference = rest[..<open].suffix(3).elementsEqual("url".utf8)
      rest = rest[(open + 1)...]
      guard isReference, let end = rest.firstIndex(of: UInt8(ascii: ")")) else { continue }
      references.append(String(decoding: rest[..<end].filter { !"\"' \n".utf8.contains($0) }, as: UTF8.self))
    }
    return references
  }

  private func file(at address: String) -> String? {
    guard address.hasPrefix("/"), !address.hasPrefix("//"), let path = RequestPath(Self.withoutQuery(address)),
      path.segments.starts(with: base)
    else { return nil }
    return self.path + path.segments.dropFirst(base.count).map { "/" + $0 }.joined()
  }

  private static func withoutQuery(_ address: String) -> Substring { address.prefix { $0 != "?" && $0 != "#" } }

  /// Nil for what is on another site, or in the address itself.
  private static func resolved(_ reference: String, in folder: [String]) -> String? {
    guard !reference.contains(":") else { return nil }
    var parts = folder
    for part in reference.split(separator: "/").map(String.init) where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
