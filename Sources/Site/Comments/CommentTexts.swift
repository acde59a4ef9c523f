import Content
import Diagnostics
import Markup
import Synchronization

/// The comments of the site as HTML, thread by thread.
///
/// A thread is rendered when a page first asks for it; shared by all threads of the program.
final class CommentTexts: Sendable {
  private let context: BodyContext
  private let rendered = Mutex<[Key: Texts]>([:])

  private struct Key: Hashable {
    let subject: EntryAddress
    let language: Language
  }

  /// The HTML of comments by their ids, and what else than the thread it depends on.
  struct Texts: Sendable {
    var html: [String: String] = [:]
    var reads: [FactID] = []
  }

  init(_ context: BodyContext) { self.context = context }

  /// The texts that readers may see, with words in the language of the page.
  func texts(of thread: CommentThread, in language: Language) -> Texts {
    let key = Key(subject: thread.subject, language: language)
    if let known = rendered.withLock({ $0[key] }) { return known }
    var texts = Texts()
    for comment in thread.comments where comment.state == .shown {
      let (html, reads) = Self.html(
        of: comment.file, in: comment.body, named: comment.id, context: context, language: language)
      texts.html[comment.id] = html
      texts.reads += reads
    }
    rendered.withLock { $0[key] = texts }
    return texts
  }

  /// The HTML of what somebody says; empty for what would cost too much.
  static func html(
    of file: SourceFile, in range: Range<Int>, named id: String, context: BodyContext, language: Language
  ) -> (html: String, reads: [FactID]) {
    var options = context.renderer(for: language).options
    // Below the page's own headings, and apart from their ids.
    options.topHeadingLevel = 4
    options.idPrefix = "comment-\(id)-"
    let links = EntryLinks(context, folder: "", language: language)
    var ignored: [Diagnostic] = []
    let html = MarkdownRenderer(options: options)
      .render(file, in: range, resolver: CommentLinks(inner: links), into: &ignored).html
    return (html, links.reads)
  }
}
