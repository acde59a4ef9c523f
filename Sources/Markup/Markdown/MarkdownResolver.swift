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
  /// What it leads to is not shown; its text stands alone.
  case leftOut
  case broken(Message, help: Message? = nil, suggestion: String? = nil)
}

public enum ImageResolution: Sendable {
  /// An address, the size in pixels where it is known, and other files that show the same.
  case image(url: String, width: Int?, height: Int?, choices: ImageChoices = ImageChoices())
  /// It is not shown; its description stands in its place.
  case leftOut
  case broken(Message, help: Message? = nil, suggestion: String? = nil)
  /// The file is there, and is not taken for an image.
  case refused(Message, help: Message)
}

/// The files among which a browser may choose, each list as `srcset` has it (HTML §4.8.4.2.1).
public struct ImageChoices: Sendable {
  /// Of the type that every browser knows.
  public var srcset: String
  /// Of other types, the best first.
  public var sources: [(mediaType: String, srcset: String)]

  public init(srcset: String = "", sources: [(mediaType: String, srcset: String)] = []) {
    self.srcset = srcset
    self.sources = sources
  }
}
