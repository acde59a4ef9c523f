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
