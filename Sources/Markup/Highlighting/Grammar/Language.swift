/// A language as data: its words and the rules that open its other tokens.
///
/// Word lists are separated by spaces. When rules open at the same byte, the longest comes first.
struct Language: Sendable {
  /// The canonical name, in lower case.
  let name: String
  var aliases: [String] = []
  var layout: Layout = .code
  var variant: Variant?

  var keywords = ""
  var types = ""
  var literals = ""
  var builtins = ""
  /// Keywords before the name of a function, as `def`.
  var functionIntroducers = ""
  /// Keywords before the name of a type, as `class`.
  var typeIntroducers = ""
  /// Words after which a command is expected, as `then` in a shell.
  var commandIntroducers: String?
  var ignoresCase = false
  var capitals: Capitals = .plain

  /// Bytes besides letters, digits and `_` that words are made of.
  var wordBytes = ""
  /// Bytes that may end a word, as `?` in Ruby.
  var wordEnds: ByteSet = ""
  /// The byte that turns a word into a macro call, as `!` in Rust.
  var macroMark: UInt8?
  /// The byte that may group digits besides `_`.
  var digitSeparator: UInt8?
  var keys: Keys = .none
  var rules: [Rule] = []
}

extension Language {
  /// How the text is cut into tokens.
  enum Layout: Sendable {
    case code
    case markup(Markup)
    case styleSheet
    case lines([LineRule])
    case outline
    case properties
    case prose
  }

  /// Another language that takes over when the code shows that it is meant.
  struct Variant: Sendable {
    enum Sign: Sendable {
      case start(BytePattern)
      case anywhere(BytePattern)
    }
    let sign: Sign
    let language: String
  }

  /// What words mean that start with a capital and are in no list.
  enum Capitals: Sendable {
    case plain
    /// `MAX_SIZE` is a literal.
    case literals
    /// `MAX_SIZE` is a literal, `Point` a type.
    case types
    /// As `types`, but `Point(` is a call, `a.Point` a member, and `int Point` a declaration.
    case typesUnlessMembers
  }

  /// What makes a word or a string a key.
  enum Keys: Sendable {
    case none
    /// A word right before `:` or `?:`.
    case wordsBeforeColon
    /// A string before a colon.
    case stringsBeforeColon
    /// A word or string before an equals sign, or a word before a dot.
    case beforeEquals
  }

  /// What a line means by how it starts; the first rule that fits decides.
  struct LineRule: Sendable {
    let prefix: BytePattern
    let tokenClass: TokenClass
    /// The language of the rest of the line; without one the class is that of the whole line.
    var rest: String?
  }

  /// What markup holds besides tags.
  struct Markup: Sendable {
    var contents: [ElementContent] = []
    /// They open with a brace or `<`.
    var islands: [Island] = []
  }

  /// The language of an element's content, as CSS in `style`.
  struct ElementContent: Sendable {
    let element: BytePattern
    let language: String
  }

  /// A part of markup in another language, as `{{ name }}`.
  struct Island: Sendable {
    let open: BytePattern
    let close: BytePattern
    /// The language within; without one the island is a comment.
    var language: String?
  }
}
