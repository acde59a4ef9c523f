import HTTP
import Site
import Templates

/// What somebody is writing about an entry, as far as they have written it.
struct CommentForm: Sendable {
  /// More is an article of its own.
  static let longest = 10_000

  var text = ""
  /// The comment that it answers.
  var replyTo = ""
  /// The submission that is taken up again.
  var submission = ""
  /// A key of the theme's texts; nil while nothing is wrong.
  var mistake: String?
  /// The text as the site will show it.
  var preview: String?

  init(replyTo: String = "") { self.replyTo = replyTo }

  /// What a browser sent; line ends are those of files, and signs that nobody sees are left out.
  init(_ sent: NamedValues) {
    let text = (sent["content"] ?? "").replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    var visible = ""
    visible.unicodeScalars.append(
      contentsOf: text.unicodeScalars.filter { $0 == "\n" || $0 == "\t" || $0.value >= 0x20 && $0.value != 0x7F })
    self.text = String(visible.drop(while: \.isNewline).reversed().drop(while: \.isWhitespace).reversed())
    replyTo = sent["reply_to"] ?? ""
    submission = sent["submission"] ?? ""
  }

  /// Finds out whether it can be published; `html` is the text as the site will show it.
  mutating func check(html: String) {
    if text.allSatisfy(\.isBlank) {
      mistake = "error_required"
    } else if text.count > Self.longest {
      mistake = "comment_too_long"
    } else if html.isEmpty {
      mistake = "comment_empty_text"
    }
  }

  var templateValues: [(String, Value)] {
    [
      ("text", .string(text)), ("reply_to", .string(replyTo)), ("submission", .string(submission)),
      ("mistake", Value(mistake)), ("preview", preview.map { .safe($0) } ?? .none),
      ("longest", .integer(Self.longest)),
    ]
  }
}
