import Foundation
import TestSupport

/// A case of the command line in one text file: the files of a folder, and what commands in it print.
///
/// ```
/// == file content/site.yaml        a file of the folder, up to the next line that begins with ==
/// title: Test
/// == run check --format json       a command of preau; several run in turn
/// == out                           what it writes to standard output, exactly
/// []
/// == err                           what it writes to standard error
/// == code 1                        its exit code, where that is not 0
/// == git commit -qam Second        a command of git, in turn with those of preau
/// == change content/site.yaml      a file as it is from here on
/// ```
///
/// `{folder}` stands for the folder's path. A line that is `…` matches any lines, and `…` within a line
/// any part of it. A line end at the very end does not count. What is not given is not compared, but for the exit code.
struct CommandCase: CustomStringConvertible {
  struct Run {
    var isGit = false
    var arguments: [String]
    /// Files that are written before it.
    var changes: [(path: String, text: String)] = []
    var environment: [String: String] = [:]
    var input = ""
    var output: String?
    var errors: String?
    var code: Int32 = 0
  }

  var name: String
  var files: [(path: String, text: String)] = []
  var runs: [Run] = []
  private var changes: [(path: String, text: String)] = []

  var description: String { name }

  static let all: [CommandCase] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Commands")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().compactMap { name in
      (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)).map { CommandCase(name: name, text: $0) }
    }
  }()

  init(name: String, text: String) {
    self.name = name
    let text = text.hasSuffix("\n") ? text.dropLast() : text[...]
    for section in ("\n" + text).components(separatedBy: "\n== ").dropFirst() {
      let head = section.prefix { $0 != "\n" }
      let body = String(section.dropFirst(head.count + 1))
      let words = head.split(separator: " ").map(String.init)
      add(words.first ?? "", words.dropFirst().map { $0.replacing("␠", with: " ") }, body.isEmpty ? "" : body + "\n")
    }
  }

  private mutating func add(_ word: String, _ rest: [String], _ body: String) {
    switch word {
    case "file": files.append((rest.joined(separator: " "), body))
    case "change": changes.append((rest.joined(separator: " "), body))
    case "run", "git":
      runs.append(Run(isGit: word == "git", arguments: rest, changes: changes))
      changes = []
    case "env": runs[runs.count - 1].environment[rest[0]] = rest.dropFirst().joined(separator: " ")
    case "in": runs[runs.count - 1].input = body
    case "out": runs[runs.count - 1].output = body
    case "err": runs[runs.count - 1].errors = body
    case "code": runs[runs.count - 1].code = Int32(rest[0]) ?? -1
    default: break
    }
  }
}

/// The first line in which a text differs from what is expected; nil where it fits.
func firstDifference(_ text: String, _ expected: String) -> String? {
  func split(_ text: String) -> ArraySlice<Substring> {
    (text.hasSuffix("\n") ? text.dropLast() : text[...]).split(separator: "\n", omittingEmptySubsequences: false)[...]
  }
  var lines = split(text)
  var wanted = split(expected)
  while let line = wanted.popFirst() {
    if line == "…" {
      guard let next = wanted.first else { return nil }
      while let found = lines.first, !fits(found, next) { lines = lines.dropFirst() }
      continue
    }
    guard let found = lines.popFirst() else { return "nothing where '\(line)' should be" }
    guard fits(found, line) else { return "'\(found)' where '\(line)' should be" }
  }
  return lines.first.map { "'\($0)' after the end" }
}

/// Whether a line is what is expected, with anything where that has an ellipsis.
private func fits(_ line: Substring, _ expected: Substring) -> Bool {
  let parts = expected.split(separator: "…", omittingEmptySubsequences: false)
  guard let first = parts.first, let last = parts.last, parts.count > 1 else { return line == expected }
  guard line.count >= first.count + last.count, line.hasPrefix(first), line.hasSuffix(last) else { return false }
  var rest = line.dropFirst(first.count).dropLast(last.count)
  for part in parts.dropFirst().dropLast() where !part.isEmpty {
    guard let found = rest.firstRange(of: part) else { return false }
    rest = rest[found.upperBound...]
  }
  return true
}
