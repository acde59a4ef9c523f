import Content
public import Diagnostics
import Markup

extension ServicePages {
  /// The HTML of a comment that somebody is writing, as the site will show it; empty for one that would cost too much.
  public func html(ofComment markdown: String, in language: String) -> String {
    let file = SourceFile(path: "", bytes: Array(markdown.utf8))
    return CommentTexts.html(
      of: file, in: 0..<file.bytes.count, named: "preview", context: site.model.bodies.context,
      language: known(language)
    ).html
  }

  /// What a build would refuse in a text: links and images that lead nowhere, and unsafe addresses, each with the
  /// place in the text.
  ///
  /// - Parameter folder: what paths in it are relative to, itself relative to `content/`.
  public func problems(inText markdown: String, folder: String, in language: String) -> [(
    diagnostic: Diagnostic, text: String
  )] {
    let bodies = site.model.bodies
    let file = SourceFile(path: "", bytes: Array(markdown.utf8))
    let language = known(language)
    let links = EntryLinks(bodies.context, folder: folder, language: language)
    var diagnostics: [Diagnostic] = []
    _ = bodies.context.renderer(for: language)
      .render(file, in: 0..<file.bytes.count, resolver: links, into: &diagnostics)
    return diagnostics.filter { $0.severity == .error }.map { diagnostic in
      (diagnostic, diagnostic.location?.range.map { file.text(in: $0) } ?? "")
    }
  }

  /// The HTML of a text that somebody is writing, as the site will show it; empty for one that would cost too much.
  ///
  /// - Parameters:
  ///   - folder: what paths in it are relative to, itself relative to `content/`.
  ///   - unpublished: the address of an image that is not part of the site yet; nil for all others.
  public func html(
    of markdown: String, folder: String, in language: String, showing unpublished: (String) -> String? = { _ in nil }
  ) -> String {
    let bodies = site.model.bodies
    let file = SourceFile(path: "", bytes: Array(markdown.utf8))
    let language = known(language)
    let links = EntryLinks(bodies.context, folder: folder, language: language)
    var diagnostics: [Diagnostic] = []
    return withoutActuallyEscaping(unpublished) { unpublished in
      bodies.context.renderer(for: language).render(
        file, in: 0..<file.bytes.count, resolver: PreviewLinks(links: links, unpublished: unpublished),
        into: &diagnostics
      ).html
    }
  }
}

/// Links and images as the site will have them, with images that are not part of it yet.
private struct PreviewLinks: MarkdownResolver {
  let links: EntryLinks
  let unpublished: (String) -> String?

  func link(_ destination: String) -> LinkResolution { links.link(destination) }

  func image(_ destination: String) -> ImageResolution {
    unpublished(destination).map { .image(url: $0, width: nil, height: nil) } ?? links.image(destination)
  }
}
