import Diagnostics

extension SchemaReader {
  mutating func pattern(_ key: String) -> Pattern? {
    guard let text = text(key), let range = text.location.range else { return nil }
    do throws(PatternMistake) {
      return try Pattern(text.value)
    } catch {
      report("bad-pattern", at: range, message(error), help: help(error))
      return nil
    }
  }

  private func message(_ mistake: PatternMistake) -> Message {
    let place = mistake.position + 1
    return switch mistake.reason {
    case .unclosedGroup: "a '(' in a pattern must be closed; the one at character \(place) is not"
    case .unopenedGroup: "a ')' in a pattern must close a '('; the one at character \(place) does not"
    case .unclosedClass: "a '[' in a pattern must be closed; the one at character \(place) is not"
    case .nothingToRepeat: "a repetition in a pattern must follow what it repeats; see character \(place)"
    case .badRepetition: "a repetition in a pattern must be written as {3}, {3,} or {3,5}; see character \(place)"
    case .unsupported: "this pattern uses something that can't be used, at character \(place)"
    case .incompleteEscape: "a pattern must not end with a backslash"
    case .tooLarge: "a pattern must not repeat or nest so much"
    }
  }

  private func help(_ mistake: PatternMistake) -> Message? {
    guard case .unsupported = mistake.reason else { return nil }
    return """
      patterns may use letters, '.', classes such as [a-z], \\d, \\w and \\s, groups, '|', '*', '+', '?' and {3,5}; the \
      whole text is matched
      """
  }
}
