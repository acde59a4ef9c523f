import Content
import Diagnostics
import Site

/// Problems of an entry in the words of who fills in its form.
struct EntryMistakes {
  let site: ServicePages
  let language: String
  let kind: Kind

  /// What is wrong with a file as it would be, beside which control, and how it is said; warnings are not said.
  func mistakes(of candidate: EntryCandidate) -> [(path: String, text: String)] {
    site.problems(in: candidate).filter { $0.diagnostic.severity == .error || $0.diagnostic.id == "missing-alt" }
      .map { problem in
        let path = control(of: problem)
        return (path: path, text: text(of: problem, at: path))
      }
  }

  /// The path of the control that a problem stands beside.
  private func control(of problem: EntryProblem) -> String {
    let path = problem.path?.formName
    switch problem.diagnostic.id {
    case "missing-field":
      guard let missing = problem.diagnostic.message.arguments.last else { break }
      guard let path, path != missing else { return missing }
      // An empty list stands where its field is.
      return path.hasSuffix(".\(missing)") ? path : "\(path).\(missing)"
    case "too-many", "too-few":
      // Not beside the first that is too much.
      guard let path, let dot = path.lastIndex(of: "."), Int(path[dot...].dropFirst()) != nil else { break }
      return String(path[..<dot])
    default: break
    }
    return path ?? FormValues.body
  }

  /// What a build would refuse in the texts of a form, by the paths of their controls.
  ///
  /// - Parameter companions: the files that the form brings, which the site does not know yet.
  func mistakes(
    inTexts values: FormValues, ofFile path: String, companions: [String]
  ) -> [(path: String, text: String)] {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let names = companions.compactMap { $0.split(separator: "/").last.map(String.init) }
    return values.paths.filter(isMarkdown).flatMap { control in
      values[control].flatMap { text in
        site.problems(inText: text, folder: folder, in: language).filter { problem in
          // Files come with the form, or go along when the page moves.
          !(problem.diagnostic.id == "missing-image" || problem.diagnostic.id == "broken-link")
            || !names.contains(where: problem.text.contains)
        }.map { (control, say($0.diagnostic.id, in: $0.text, or: $0.diagnostic)) }
      }
    }
  }

  private func isMarkdown(_ path: String) -> Bool {
    if path == FormValues.body { return true }
    guard case .area(let isMarkdown, _)? = kind.field(at: path)?.control else { return false }
    return isMarkdown
  }

  private func say(_ id: Diagnostic.ID, in place: String, or diagnostic: Diagnostic) -> String {
    let place = ("place", String(place.prefix(120)))
    return switch id {
    case "broken-link": say("mistake_link", [place])
    case "missing-image": say("mistake_text_image", [place])
    case "unsafe-url": say("mistake_unsafe_link", [place])
    default: say("mistake_other", [("message", diagnostic.message.text())])
    }
  }

  private func text(of problem: EntryProblem, at path: String) -> String {
    let limits = kind.field(at: path).map(\.control).flatMap(Self.limits)
    switch problem.diagnostic.id {
    case "missing-field": return say("mistake_missing")
    case "too-long": return say("mistake_too_long", [("count", number(in: problem) ?? "?")])
    case "too-short": return say("mistake_too_short", [("count", number(in: problem) ?? "?")])
    case "out-of-range":
      switch (limits?.minimum, limits?.maximum) {
      case (let least?, let most?): return say("mistake_between", [("least", least), ("most", most)])
      case (let least?, nil): return say("mistake_at_least", [("least", least)])
      case (nil, let most): return say("mistake_at_most", [("most", most ?? "?")])
      }
    case "no-such-date": return say("mistake_no_such_date")
    case "several-lines": return say("mistake_several_lines")
    case "pattern-mismatch": return say(pattern(at: path))
    case "unknown-reference", "unknown-choice", "wrong-kind": return say("mistake_reference")
    case "too-many": return say("mistake_too_many", [("count", kind.field(at: path)?.mostItems.map { "\($0)" } ?? "?")])
    case "too-few": return say("mistake_too_few", [("count", kind.field(at: path)?.fewestItems.map { "\($0)" } ?? "?")])
    case "missing-key": return say(isFile(path) ? "mistake_no_file" : "mistake_missing")
    case "missing-alt": return say("mistake_alt")
    case "refused-image", "missing-file", "path-outside-content": return say("mistake_image")
    case "refused-file": return say("mistake_file")
    case "unsafe-url": return say("mistake_url")
    case "wrong-type": return say(wrongType(at: path))
    default: return say("mistake_other", [("message", problem.diagnostic.message.text())])
    }
  }

  /// The limit that a message tells.
  private func number(in problem: EntryProblem) -> String? {
    problem.diagnostic.message.arguments.first { Int($0) != nil }
  }

  private func isFile(_ path: String) -> Bool {
    let control = kind.field(at: path)?.control
    return control == .image || control == .file
  }

  private func wrongType(at path: String) -> String {
    guard case .line(let type, _)? = kind.field(at: path)?.control else { return pattern(at: path) }
    return switch type {
    case "date": "mistake_date"
    case "datetime": "mistake_datetime"
    case "number", "decimal": "mistake_number"
    case "email": "mistake_email"
    case "url": "mistake_url"
    default: pattern(at: path)
    }
  }

  private func pattern(at path: String) -> String {
    kind.field(at: path)?.help == nil ? "mistake_pattern_alone" : "mistake_pattern"
  }

  private func say(_ key: String, _ words: [(String, String)] = []) -> String {
    site.text(key, language: language, words)
  }

  private static func limits(of control: FieldControl) -> FieldControl.Limits? {
    switch control {
    case .line(_, let limits), .area(_, let limits): limits
    default: nil
    }
  }
}

extension Kind {
  /// The field that a form's path leads to: `experiences.0.title`.
  func field(at path: String) -> Field? {
    var fields: FieldSet? = self.fields
    var found: Field?
    for part in path.split(separator: ".") where Int(part) == nil {
      found = fields?[String(part)]
      fields = found?.group
    }
    return found
  }
}
