import Content

/// A page of the built site, and what becomes of it on its way to the browser.
///
/// The file stays as it was built. What is served has one script more, and a policy that lets it run.
struct PreviewPage {
  private let bytes: [UInt8]
  private let tags: [HTMLTag]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tags = HTMLTagReader.tags(in: bytes)
  }

  /// The page with our script, which is told what it belongs to.
  func served(as version: PageVersion) -> [UInt8] {
    var edits = policies
    let script =
      "<script src=\"/-/preview.js\" defer data-page=\"\(version.page)\" data-styles=\"\(version.styles)\"></script>\n"
    edits.append((bodyEnd..<bodyEnd, Array(script.utf8)))
    var result: [UInt8] = []
    var place = 0
    for (range, replacement) in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      result += bytes[place..<range.lowerBound]
      result += replacement
      place = range.upperBound
    }
    return result + bytes[place...]
  }

  /// Where the body ends; browsers take what comes after all tags for a part of it.
  private var bodyEnd: Int {
    tags.last { $0.isEnd && $0.name == "body" }?.range.lowerBound ?? bytes.count
  }

  private typealias Edit = (range: Range<Int>, bytes: [UInt8])

  private var policies: [Edit] {
    tags.compactMap { tag in
      guard tag.name == "meta", !tag.isEnd, let name = tag.attribute("http-equiv"),
        text(name).lowercased() == "content-security-policy", let content = tag.attribute("content")
      else { return nil }
      return (content.quoted, Array("\"\(Self.escaped(PreviewPolicy.loosened(text(content))))\"".utf8))
    }
  }
}

extension PreviewPage {
  /// The addresses of style sheets, and their places.
  var sheets: [(place: Range<Int>, address: String)] {
    tags.compactMap { tag in
      guard tag.name == "link", relations(of: tag).contains("stylesheet"), let address = tag.attribute("href") else {
        return nil
      }
      return (address.value, text(address))
    }
  }

  /// The addresses of what else a browser loads for the page: images, scripts, icons.
  var parts: [String] {
    tags.flatMap { tag -> [String] in
      if tag.name == "link" {
        guard !relations(of: tag).isDisjoint(with: Self.loaded), let address = tag.attribute("href") else { return [] }
        return [text(address)]
      }
      let single = ["src", "poster", "data"].compactMap { tag.attribute($0).map(text) }
      let several = tag.attribute("srcset").map(text) ?? ""
      return single + several.split(separator: ",").compactMap { $0.split(separator: " ").first.map(String.init) }
    }
  }

  /// The links that a browser follows by itself, besides style sheets.
  private static let loaded: Set<String> = ["icon", "apple-touch-icon", "manifest", "preload", "modulepreload"]

  /// The page without the addresses of its style sheets, which can be exchanged while it stays.
  var fingerprint: Fingerprint {
    var print = Fingerprint()
    var place = 0
    for sheet in sheets {
      print.add(bytes[place..<sheet.place.lowerBound])
      place = sheet.place.upperBound
    }
    print.add(bytes[place...])
    return print
  }

  private func relations(of tag: HTMLTag) -> Set<String> {
    Set(tag.attribute("rel").map { text($0).lowercased().split(separator: " ").map(String.init) } ?? [])
  }

  // MARK: Attributes

  private func text(_ attribute: HTMLTag.Attribute) -> String {
    let text = String(decoding: bytes[attribute.value], as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    // What escapes attributes writes these; the ampersand comes last, or it would make new ones.
    return [("&#39;", "'"), ("&#34;", "\""), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
      .reduce(text) { $0.replacing($1.0, with: $1.1) }
  }

  private static func escaped(_ text: String) -> String {
    [("&", "&amp;"), ("\"", "&quot;"), ("<", "&lt;")].reduce(text) { $0.replacing($1.0, with: $1.1) }
  }
}
