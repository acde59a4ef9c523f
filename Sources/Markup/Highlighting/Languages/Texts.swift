/// Texts that aren't programs.
extension Language {
  static let diff = Language(
    name: "diff", aliases: ["patch", "udiff"],
    layout: .lines([
      LineRule(prefix: "+++ ", tokenClass: .heading),
      LineRule(prefix: "--- ", tokenClass: .heading),
      LineRule(prefix: "@@", tokenClass: .heading),
      LineRule(prefix: "diff ", tokenClass: .heading),
      LineRule(prefix: "index ", tokenClass: .heading),
      LineRule(prefix: "+", tokenClass: .inserted),
      LineRule(prefix: "-", tokenClass: .deleted),
      LineRule(prefix: "\\ ", tokenClass: .comment),
    ]))

  static let markdown = Language(name: "markdown", aliases: ["md", "mkd", "mdown"], layout: .prose)
}
