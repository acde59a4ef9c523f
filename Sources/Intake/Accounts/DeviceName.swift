/// What people recognise a device by, from what its browser calls itself (RFC 9110 §10.1.5).
enum DeviceName {
  // Browsers name others that they resemble, so that the order matters.
  private static let browsers = [
    ("Firefox/", "Firefox"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
    ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
  ]
  private static let systems = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
  ]

  /// `Firefox, Android`; empty for what is none of those.
  static func of(_ agent: String) -> String {
    [browsers, systems].compactMap { names in names.first { agent.contains($0.0) }?.1 }.joined(separator: ", ")
  }
}
