public import Diagnostics

/// Decides what the links and images of a text become.
public protocol MarkdownResolver {
  /// What a link to `destination` becomes.
  ///
  /// The destination is as the author meant it, without Markdown's escapes: a path, `#fragment`, `kind:slug`, or a
  /// URL, which may leave out its scheme (`//example.org/`). Schemes that run code are never asked for.
  func link(_ destination: String) -> LinkResolution

  /// What an image at `destination` becomes.
  func image(_ destination: String) -> ImageResolution
}

public enum LinkResolution: Sendable {
  /// An address; external ones are marked as by a member and not endorsed.
  case url(String, isExternal: Bool)
  case broken(Message, help: Message? = nil, suggestion: String? = nil)
}

public enum ImageResolution: Sendable {
  /// An address, and the size in pixels where it is known.
  case image(url: String, width: Int?, height: Int?)
  case broken(Message, help: Message? = nil, suggestion: String? = nil)
}
