/// What a command is for and what it takes: its help and its parser are made from this.
struct CommandUsage: Sendable {
  /// A switch, or a setting with a value.
  struct Option: Sendable {
    /// With its dashes: `--strict`.
    var name: String
    /// One letter with its dash, such as `-v`.
    var short: String?
    /// What stands for the value in help, such as `DIR`; nil for a switch.
    var value: String?
    /// The only values that are accepted; empty for any.
    var choices: [String] = []
    var help: String
  }

  struct Positional: Sendable {
    var name: String
    var help: String
    var isRequired = true
  }

  var name: String
  /// One line, as in the overview.
  var purpose: String
  /// Paragraphs for the command's own help.
  var discussion = ""
  var positionals: [Positional] = []
  var options: [Option] = []
  /// A command line and what it does.
  var examples: [(line: String, effect: String)] = []

  static let help = Option(name: "--help", short: "-h", help: "show this help")

  var allOptions: [Option] { options + [Self.help] }
}

extension CommandUsage {
  /// The text of `preau COMMAND --help`.
  var helpText: String {
    var text = "\(purpose.prefix(1).uppercased() + purpose.dropFirst()).\n\nUsage: preau \(synopsis)\n"
    if !discussion.isEmpty { text += "\n\(discussion)\n" }
    if !positionals.isEmpty { text += "\nArguments:\n" + Self.table(positionals.map { ($0.name, $0.help) }) }
    text += "\nOptions:\n" + Self.table(allOptions.map { ($0.heading, $0.fullHelp) })
    if !examples.isEmpty { text += "\nExamples:\n" + Self.table(examples.map { ($0.line, $0.effect) }) }
    return text
  }

  private var synopsis: String {
    ([name] + positionals.map { $0.isRequired ? $0.name : "[\($0.name)]" } + ["[options]"]).joined(separator: " ")
  }

  /// Two columns; a long first column has a line of its own.
  static func table(_ rows: [(String, String)]) -> String {
    let width = min(rows.map(\.0.count).max() ?? 0, 34)
    return rows.map { left, right in
      left.count > width
        ? "  \(left)\n  \(String(repeating: " ", count: width))  \(right)\n"
        : "  \(left)\(String(repeating: " ", count: width - left.count))  \(right)\n"
    }.joined()
  }
}

extension CommandUsage.Option {
  fileprivate var heading: String {
    let names = (short.map { "\($0), " } ?? "") + name
    return value.map { "\(names) \($0)" } ?? names
  }

  fileprivate var fullHelp: String {
    choices.isEmpty ? help : "\(help): \(choices.joined(separator: ", "))"
  }
}
