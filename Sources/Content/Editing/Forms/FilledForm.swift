public import Diagnostics

/// What is wrong with a value of an entry, as `preau check` says it.
public struct EntryProblem: Sendable {
  /// Nil for the text below the fields, and for the file as a whole.
  public var path: ValuePath?
  /// Its id, and a message whose arguments stand apart so that it can be said in the reader's language.
  public var diagnostic: Diagnostic

  public init(path: ValuePath?, diagnostic: Diagnostic) {
    self.path = path
    self.diagnostic = diagnostic
  }
}

/// A form that was sent: what it changes, and what no file may hold of it.
public struct FilledForm: Sendable {
  /// What the form changes; empty where it says what was there before.
  public private(set) var edit = EntryEdit()
  /// Texts with control characters, which are left out of the changes.
  public private(set) var problems: [EntryProblem] = []
  private let inputs: FormInputs
  /// For each list of groups the numbers that its items have in the form.
  private var numbers: [ValuePath: [Int]] = [:]

  init(inputs: FormInputs) {
    self.inputs = inputs
  }

  /// The name of the input that a problem belongs beside: that of its value, or of the nearest around it.
  public func inputName(for path: ValuePath) -> String {
    var translated = ValuePath(field: path.field)
    var written = translated
    for step in path.steps.dropFirst() {
      var next = step
      if case .item(let index) = step, let known = numbers[written], known.indices.contains(index) {
        next = .item(known[index])
      }
      guard inputs.contains(translated.appending(next).steps[...]) else { break }
      translated = translated.appending(next)
      written = written.appending(step)
    }
    return translated.formName
  }

  mutating func set(_ field: String, to value: WrittenValue?, over old: WrittenValue?) {
    guard value != old else { return }
    if let value {
      edit.set(ValuePath(field: field), to: value)
    } else if old != .nothing {
      edit.remove(ValuePath(field: field))
    }
  }

  mutating func setText(_ text: String) {
    edit.text = text
  }

  mutating func number(_ list: ValuePath, _ numbers: [Int]) {
    self.numbers[list] = numbers
  }

  /// The text without control characters, which are a problem.
  mutating func clean(_ text: String, at path: ValuePath?) -> String {
    guard text.hasControlCharacters else { return text }
    problems.append(
      EntryProblem(
        path: path,
        diagnostic: .error(
          "invalid-text", at: nil, "text must hold no control characters",
          help: "remove the invisible signs, or type the text again")))
    return String(decoding: text.utf8.filter { !String.isControl($0) }, as: UTF8.self)
  }
}
