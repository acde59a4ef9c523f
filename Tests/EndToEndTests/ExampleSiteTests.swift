import Foundation
import FoundationXML
import TestSupport
import Testing

/// The example community with its theme, built by the real program as `make` does.
@Suite(.serialized) struct ExampleSiteTests {
  private static let site = Result { try BuiltSite(name: "first") }

  @Test func theContentHasNoMistakes() throws {
    let run = try ProcessRun(preau, ["check", "--strict"], in: packageFolder, environment: BuiltSite.environment)
    #expect(run.code == 0, "\(run.errors)")
  }

  @Test func everyLinkAndImageLeadsSomewhere() throws {
    let site = try Self.site.get()
    #expect(site.pages.count > 200)
    for page in site.pages {
      for address in page.addresses where !site.has(address, from: page) {
        Issue.record("\(page.path): \(address) leads nowhere")
      }
    }
  }

  @Test func feedsAndTheSitemapAreWellFormed() throws {
    let files = try Self.site.get().paths.filter { $0.hasSuffix(".xml") }
    #expect(files.contains("sitemap.xml") && files.contains { $0.hasSuffix("feed.xml") })
    for file in files {
      let parser = XMLParser(data: try Self.site.get().data(file))
      #expect(parser.parse(), "\(file): \(String(describing: parser.parserError))")
    }
  }

  @Test func aSecondBuildElsewhereIsTheSameToTheByte() throws {
    let first = try Self.site.get()
    let second = try BuiltSite(name: "second")
    #expect(first.paths == second.paths)
    for path in first.paths where try first.data(path) != second.data(path) { Issue.record("\(path) differs") }
  }

  @Test func noPictureIsPublishedAsItCame() throws {
    let site = try Self.site.get()
    let pictures = site.paths.filter { path in ["png", "jpg", "webp"].contains { path.hasSuffix("." + $0) } }
    #expect(pictures.count > 100)
    for path in pictures where !path.hasPrefix("assets/") {
      #expect(path.firstMatch(of: #/-\d+\.[0-9a-f]{10}\.(png|jpg|webp)$/#) != nil, "\(path)")
    }
  }

  @Test func pagesAskNobodyElseAndHaveNoInlineCode() throws {
    for page in try Self.site.get().pages {
      #expect(page.html.firstMatch(of: #/<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+="/#) == nil, "\(page.path)")
      #expect(
        page.html.firstMatch(of: #/<(img|script|iframe|link rel="stylesheet")[^>]*\s(src|href)="https?:/#) == nil,
        "\(page.path)")
    }
  }

  @Test func membersFieldsReachNoFile() throws {
    let site = try Self.site.get()
    let profiles = packageFolder.appending(path: "content/profiles")
    let names = try FileManager.default.subpathsOfDirectory(atPath: profiles.path).filter { $0.hasSuffix(".md") }
    let contacts = try names.compactMap { name in
      try String(contentsOf: profiles.appending(path: name), encoding: .utf8).firstMatch(of: #/\nemail: *(\S+@\S+)/#)?
        .1
    }
    #expect(contacts.count > 5)
    for page in site.pages {
      for contact in contacts where page.html.contains(contact) { Issue.record("\(page.path) shows \(contact)") }
    }
  }
}

/// A site that was built into a folder of its own.
private struct BuiltSite {
  struct Page {
    var path: String
    var html: String

    /// What its links, images and sources name, besides the members' service, which is no part of the site.
    var addresses: [String] {
      let single = html.matches(of: #/\s(?:href|src)="([^"]*)"/#).map { String($0.1).replacing("&amp;", with: "&") }
      let choices = html.matches(of: #/\ssrcset="([^"]*)"/#).flatMap { $0.1.split(separator: ", ") }
      return single.filter { !$0.contains("/-/") } + choices.map { String($0.prefix { $0 != " " }) }
    }
  }

  static let environment = ["SOURCE_DATE_EPOCH": "1795262400"]

  let folder: SiteFixture
  let paths: [String]
  let pages: [Page]
  private let ids: [String: Set<String>]

  init(name: String) throws {
    folder = SiteFixture()
    let run = try ProcessRun(
      preau, ["build", "--output", "\(folder.path)/\(name)"], in: packageFolder, environment: Self.environment)
    guard run.code == 0 else { throw CocoaError(.fileReadCorruptFile, userInfo: ["errors": run.errors]) }
    let root = "\(folder.path)/\(name)"
    self.root = root
    paths = try FileManager.default.subpathsOfDirectory(atPath: root).filter { path in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
    pages = try paths.filter { $0.hasSuffix(".html") }.map {
      Page(path: $0, html: try String(contentsOfFile: "\(root)/\($0)", encoding: .utf8))
    }
    ids = Dictionary(
      uniqueKeysWithValues: pages.map { page in
        (page.path, Set(page.html.matches(of: #/\sid="([^"]*)"/#).map { String($0.1) }))
      })
  }

  private let root: String

  func data(_ path: String) throws -> Data {
    try Data(contentsOf: URL(filePath: "\(root)/\(path)"))
  }

  /// Whether an address of a page is on another site, or a file and heading of this one.
  func has(_ address: String, from page: Page) -> Bool {
    if address.firstMatch(of: #/^[a-z]+:/#) != nil { return true }
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let path = (parts[0].split(separator: "?").first.map(String.init) ?? "").removingPercentEncoding ?? ""
    guard path.isEmpty || path.hasPrefix("/") else { return false }
    let file = path.isEmpty ? page.path : String(path.dropFirst()) + (path.hasSuffix("/") ? "index.html" : "")
    guard paths.binaryContains(file) else { return false }
    return parts.count == 1 || parts[1].isEmpty || ids[file]?.contains(parts[1].removingPercentEncoding ?? "") == true
  }
}

extension [String] {
  /// Whether a sorted array has the element.
  fileprivate func binaryContains(_ element: String) -> Bool {
    var range = startIndex..<endIndex
    while !range.isEmpty {
      let middle = (range.lowerBound + range.upperBound) / 2
      if self[middle] == element { return true }
      range = self[middle] < element ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    return false
  }
}
