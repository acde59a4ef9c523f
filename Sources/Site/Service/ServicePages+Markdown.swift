import Content
import Diagnostics
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

  /// The HTML of a text that somebody is writing, as the site will show it; empty for one that would cost too much.
  ///
  /// - Parameter folder: what paths in it are relative to, itself relative to `content/`.
  public func html(of markdown: String, folder: String, in language: String) -> String {
    let bodies = site.model.bodies
    let file = SourceFile(path: "", bytes: Array(markdown.utf8))
    let language = known(language)
    let links = EntryLinks(bodies.context, folder: folder, language: language)
    var diagnostics: [Diagnostic] = []
    return bodies.context.renderer(for: language)
      .render(file, in: 0..<file.bytes.count, resolver: links, into: &diagnostics).html
  }
}
