extension Language {
  static let shell = Language(
    name: "shell", aliases: ["sh", "bash", "zsh", "ksh", "dash", "fish"],
    variant: Variant(sign: .start("$ "), language: "console"),
    keywords: "case do done elif else esac fi for function if in select then time until while",
    literals: "true false",
    builtins: """
      alias apt apt-get awk bg brew cat cd chmod chown command cp curl cut date declare docker echo eval exec exit \
      export fg find getopts git grep head jobs kill less let ln local ls make mkdir mktemp mv node npm npx pip pip3 \
      printf ps pwd python python3 read readonly rm rmdir rsync sed set shift sort source ssh sudo systemctl tail tar \
      tee test touch tr trap type ulimit umask unalias uniq unset wait wc wget which xargs
      """,
    functionIntroducers: "function",
    commandIntroducers: """
      do elif else if then time until while command declare env exec export local readonly sudo xargs
      """,
    wordBytes: "-",
    rules: [
      .lineComment("#", place: .afterBlank),
      .sigil(.annotation, "-", joint: "-", place: .afterBlank),
      .sigil(.annotation, "--", joint: "-", place: .afterBlank),
      .sigil(.variable, "$", specials: "0123456789@#?*!$-_"),
      .region(.variable, "${", "}", nested: "{"),
      .string("'", StringRule(close: "'", isMultiline: true, escapes: .none)),
      .string("$'", StringRule(close: "'", isMultiline: true)),
      .string(
        "\"",
        StringRule(
          close: "\"", isMultiline: true, interpolation: .dollarParentheses, variableSigil: UInt8(ascii: "$"))),
      Rule(
        open: "<<",
        action: .heredoc(
          Heredoc(
            fillers: "- ", isCapitalised: true,
            body: StringRule(
              close: "\n", isMultiline: true, interpolation: .dollarParentheses,
              variableSigil: UInt8(ascii: "$"))))),
    ])

  /// Commands after their prompts, among what they print.
  static let console = Language(
    name: "console", aliases: ["shell-session", "shellsession", "sh-session", "terminal"],
    layout: .lines([
      LineRule(prefix: "$ ", tokenClass: .mark, rest: "shell"),
      LineRule(prefix: "% ", tokenClass: .mark, rest: "shell"),
      LineRule(prefix: "> ", tokenClass: .mark, rest: "shell"),
      LineRule(prefix: "# ", tokenClass: .comment),
    ]))
}
