/// What a token is, which decides its colour.
///
/// | class | token |
/// | --- | --- |
/// | `k` | keyword, CSS at-rule |
/// | `t` | type, HTML tag, CSS element |
/// | `b` | builtin function or command |
/// | `f` | function where it is defined or called, CSS class or id |
/// | `v` | variable with a sigil: `$name`, `@name`, `--name`, a YAML anchor |
/// | `p` | property or key: JSON, YAML, TOML, CSS, object literals |
/// | `l` | literal: `true`, `null`, `MAX_SIZE`, `:symbol`, a CSS value word |
/// | `n` | number, CSS colour |
/// | `s` | string, heredoc, HTML attribute value, link target |
/// | `e` | escape, entity, delimiters of an interpolation |
/// | `r` | regular expression |
/// | `c` | comment |
/// | `a` | annotation: decorator, attribute, preprocessor directive, HTML attribute name, command-line option |
/// | `m` | mark: prompt, list marker, code fence, template delimiter |
/// | `hd` | heading: Markdown heading, INI section, header of a diff or of its hunks |
/// | `ins`, `del` | inserted and deleted line of a diff |
/// | `em`, `st` | emphasised and strong text of Markdown |
enum TokenClass: UInt8 {
  case keyword
  case type
  case builtin
  case function
  case variable
  case property
  case literal
  case number
  case string
  case escape
  case regexp
  case comment
  case annotation
  case mark
  case heading
  case inserted
  case deleted
  case emphasis
  case strong

  /// The whole start tag, so that a token costs one append.
  var startTag: StaticString {
    switch self {
    case .keyword: "<span class=\"k\">"
    case .type: "<span class=\"t\">"
    case .builtin: "<span class=\"b\">"
    case .function: "<span class=\"f\">"
    case .variable: "<span class=\"v\">"
    case .property: "<span class=\"p\">"
    case .literal: "<span class=\"l\">"
    case .number: "<span class=\"n\">"
    case .string: "<span class=\"s\">"
    case .escape: "<span class=\"e\">"
    case .regexp: "<span class=\"r\">"
    case .comment: "<span class=\"c\">"
    case .annotation: "<span class=\"a\">"
    case .mark: "<span class=\"m\">"
    case .heading: "<span class=\"hd\">"
    case .inserted: "<span class=\"ins\">"
    case .deleted: "<span class=\"del\">"
    case .emphasis: "<span class=\"em\">"
    case .strong: "<span class=\"st\">"
    }
  }
}
