/// Something that `preau doctor` has found out.
struct Finding: Sendable {
  enum Grade: String, Sendable {
    case good = "✓"
    /// Nothing is wrong, but whoever runs the site should know.
    case notable = "·"
    case bad = "✗"
  }

  var grade: Grade
  var text: String
  /// What to do about it.
  var help: String?

  init(_ grade: Grade, _ text: String, help: String? = nil) {
    self.grade = grade
    self.text = text
    self.help = help
  }

  /// An error that kept something from being found out.
  init(_ error: any Error) {
    let failure = Failure(error)
    self.init(.bad, failure.message, help: failure.help)
  }

  /// As it is printed, with its line ends.
  var lines: String { "\(grade.rawValue) \(text)\n" + (help.map { "    \($0)\n" } ?? "") }
}
