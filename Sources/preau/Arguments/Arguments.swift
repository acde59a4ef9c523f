import Diagnostics

/// The words of a command line after its command, read by the command's usage.
struct Arguments {
  /// The name of the command.
  let command: String
  private(set) var positionals: [String] = []
  private var values: [String: String] = [:]
  private var switches: Set<String> = []

  /// Reads `words`: `--name value`, `--name=value`, `-n value`, switches, and `--` before words that begin with a dash.
  init(_ words: [String], usage: CommandUsage) throws(Misuse) {
    command = usage.name
    var rest = words[...]
    var takesOptions = true
    while let word = rest.popFirst() {
      if takesOptions, word == "--" {
        takesOptions = false
      } else if takesOptions, word.hasPrefix("-"), word != "-" {
        try readOption(word, rest: &rest, usage: usage)
      } else {
        positionals.append(word)
      }
    }
    guard !isSet("--help") else { return }
    try checkPositionals(usage)
  }

  func isSet(_ name: String) -> Bool { switches.contains(name) }

  func value(_ name: String) -> String? { values[name] }

  private mutating func readOption(
    _ word: String, rest: inout ArraySlice<String>, usage: CommandUsage
  ) throws(Misuse) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let option = usage.allOptions.first(where: { $0.name == parts[0] || $0.short == parts[0] }) else {
      throw Misuse(
        "'\(parts[0])' is no option of 'preau \(usage.name)'",
        suggestion: nearestName(to: parts[0], among: usage.allOptions.map(\.name)), command: usage.name)
    }
    guard option.value != nil else {
      guard parts.count == 1 else { throw Misuse("option '\(option.name)' takes no value", command: usage.name) }
      switches.insert(option.name)
      return
    }
    guard let value = parts.count > 1 ? parts[1] : rest.popFirst(), !value.isEmpty else {
      throw Misuse("option '\(option.name)' needs a value: \(option.name) \(option.value ?? "")", command: usage.name)
    }
    try check(value, of: option, usage)
    guard values.updateValue(value, forKey: option.name) == nil else {
      throw Misuse("option '\(option.name)' is given twice", command: usage.name)
    }
  }

  private func check(_ value: String, of option: CommandUsage.Option, _ usage: CommandUsage) throws(Misuse) {
    guard !option.choices.isEmpty, !option.choices.contains(value) else { return }
    throw Misuse(
      "option '\(option.name)' takes \(option.choices.joined(separator: ", ")); '\(value)' is none of these",
      suggestion: nearestName(to: value, among: option.choices), command: usage.name)
  }

  private func checkPositionals(_ usage: CommandUsage) throws(Misuse) {
    let required = usage.positionals.filter(\.isRequired)
    if positionals.count < required.count {
      throw Misuse("'preau \(usage.name)' needs \(required[positionals.count].name)", command: usage.name)
    }
    if positionals.count > usage.positionals.count {
      throw Misuse(
        "'\(positionals[usage.positionals.count])' is more than 'preau \(usage.name)' takes", command: usage.name)
    }
  }
}

/// A command line that cannot be understood: exit code 2.
struct Misuse: Error {
  var message: String
  var suggestion: String?
  /// Whose help says more; nil for the overview.
  var command: String?

  init(_ message: String, suggestion: String? = nil, command: String? = nil) {
    self.message = message
    self.suggestion = suggestion
    self.command = command
  }
}
