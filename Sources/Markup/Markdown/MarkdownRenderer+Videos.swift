/// A video on a site that can play it inside another page.
struct Video: Equatable {
  /// How the site is called.
  var site: String
  /// The page that plays only the video.
  var player: String

  /// The video that a page shows; nil for pages of other sorts.
  init?(address: String) {
    guard let page = VideoPage(address) else { return nil }
    switch page.host {
    case "youtube.com", "m.youtube.com":
      guard page.path.first == "watch", let id = page.query["v"], Self.isName(id, 11...11) else { return nil }
      self.init(site: "YouTube", player: "https://www.youtube-nocookie.com/embed/\(id)")
    case "youtu.be":
      guard page.path.count == 1, Self.isName(page.path[0], 11...11) else { return nil }
      self.init(site: "YouTube", player: "https://www.youtube-nocookie.com/embed/\(page.path[0])")
    case "vimeo.com":
      guard page.path.count == 1, Self.isNumber(page.path[0]) else { return nil }
      self.init(site: "Vimeo", player: "https://player.vimeo.com/video/\(page.path[0])?dnt=1")
    case "dailymotion.com":
      guard page.path.count == 2, page.path[0] == "video", Self.isName(page.path[1], 4...16) else { return nil }
      self.init(site: "Dailymotion", player: "https://www.dailymotion.com/embed/video/\(page.path[1])")
    case "dai.ly":
      guard page.path.count == 1, Self.isName(page.path[0], 4...16) else { return nil }
      self.init(site: "Dailymotion", player: "https://www.dailymotion.com/embed/video/\(page.path[0])")
    default:
      self.init(peerTube: page)
    }
  }

  private init(site: String, player: String) {
    self.site = site
    self.player = player
  }

  /// Any host can be a PeerTube; its videos are known by their path and the length of their ids.
  private init?(peerTube page: VideoPage) {
    let id: String
    switch (page.path.count, page.path.first) {
    case (2, "w"): id = page.path[1]
    case (3, "videos") where page.path[1] == "watch": id = page.path[2]
    default: return nil
    }
    guard Self.isName(id, 22...22) || Self.isName(id, 36...36) else { return nil }
    self.init(site: page.host, player: "https://\(page.authority)/videos/embed/\(id)")
  }

  private static func isName(_ text: String, _ length: ClosedRange<Int>) -> Bool {
    length.contains(text.utf8.count)
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
  }

  private static func isNumber(_ text: String) -> Bool {
    (5...12).contains(text.utf8.count) && text.allSatisfy { $0.isASCII && $0.isNumber }
  }
}

/// The parts of an `https://` address that say which video it is.
private struct VideoPage {
  /// With its port, as it was written.
  let authority: String
  /// In lower case, without `www.`.
  let host: String
  let path: [String]
  let query: [String: String]

  init?(_ address: String) {
    let schemes = ["https://", "http://"]
    guard let scheme = schemes.first(where: { address.lowercased().hasPrefix($0) }) else { return nil }
    let rest = address.dropFirst(scheme.count).prefix { $0 != "#" }
    let parts = rest.split(separator: "?", maxSplits: 1)
    let segments = (parts.first ?? "").split(separator: "/").map(String.init)
    guard let authority = segments.first, Self.isPlain(authority) else { return nil }
    self.authority = authority
    let host = authority.lowercased()
    self.host = host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    path = Array(segments.dropFirst())
    query = parts.count == 2 ? Self.parameters(parts[1]) : [:]
  }

  /// Without user names or other oddities.
  private static func isPlain(_ authority: String) -> Bool {
    authority.contains(".")
      && authority.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-" || $0 == ":") }
  }

  private static func parameters(_ query: Substring) -> [String: String] {
    var parameters: [String: String] = [:]
    for parameter in query.split(separator: "&") {
      let parts = parameter.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2, parameters[parts[0]] == nil { parameters[parts[0]] = parts[1] }
    }
    return parameters
  }
}

extension MarkdownRenderer.Pass {
  /// A link to the video's page, which a script may turn into the player when it is clicked.
  ///
  /// Nothing of the other site is loaded before that.
  mutating func videoCard(_ video: Video, for node: MarkdownNode) {
    hasVideos = true
    block("<p class=\"video\"><a class=\"video-card\" href=\"")
    html.url(node.urlText)
    html.markup("\" rel=\"ugc nofollow noopener\" data-player=\"")
    html.url(video.player)
    html.markup("\">")
    videoTitle(node)
    html.markup("<span class=\"video-action\">")
    html.text(options.labels.watchVideoOn + " " + video.site)
    html.markup("</span></a></p>\n")
  }

  /// The link's own text, unless that is the bare address.
  private mutating func videoTitle(_ node: MarkdownNode) {
    let title = plainText(of: node)
    guard !title.isEmpty, !node.urlText.hasSuffix(title) else { return }
    html.markup("<span class=\"video-title\">")
    html.text(title)
    html.markup("</span> ")
  }
}
