import Git
import Glibc

/// A process that tests can kill or race with: `git-writer advance PATH` or `git-writer add PATH NAME COUNT`.
@main
enum GitWriter {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 2 else { exit(64) }
    let repository = try await Repository.open(at: arguments[2], waiting: .seconds(60))
    switch arguments[1] {
    case "advance": try await advance(repository)
    case "add" where arguments.count > 4: try await add(repository, arguments[3], Int(arguments[4]) ?? 0)
    default: exit(64)
    }
  }

  /// Submits and accepts for ever, and prints a number once the repository has said that it is kept.
  ///
  /// Each commit makes one file, replaces one, and deletes one and its folder.
  private static func advance(_ repository: Repository) async throws {
    let head = try await repository.head().revision
    let count = try await repository.bytes(of: "count", at: head) ?? []
    var number = Int(String(decoding: count, as: UTF8.self)) ?? 0
    while true {
      number += 1
      var changes: [String: Change] = [
        "count": .write(Array("\(number)".utf8)), "notes/\(number)/index.md": .write(text(of: number)),
      ]
      if number > 3 { changes["notes/\(number - 3)/index.md"] = .delete }
      let head = try await repository.head().revision
      let reference = "refs/submissions/\(number)"
      let left = try await repository.revision(of: reference)
      let submission = try await repository.commit(changes, onto: head, to: reference, replacing: left, commit(number))
      print(line: "submitted \(number)")
      _ = try await repository.advance(changes, from: head, commit(number), retiring: (reference, submission))
      print(line: "accepted \(number)")
    }
  }

  /// Adds files while others do, one a commit.
  private static func add(_ repository: Repository, _ name: String, _ count: Int) async throws {
    for number in 0..<count {
      while true {
        do throws(GitError) {
          let head = try await repository.head().revision
          let changes = ["\(name)/\(number)": Change.write(text(of: number))]
          _ = try await repository.advance(changes, from: head, commit(number))
          break
        } catch .referenceMoved {
          // Somebody was faster.
        }
      }
    }
  }

  private static func text(of number: Int) -> [UInt8] {
    Array(String(repeating: "\(number)\n", count: number * 37 % 300 + 1).utf8)
  }

  private static func commit(_ number: Int) -> NewCommit {
    NewCommit("Number \(number)", author: Signature(name: "Writer", email: "writer@localhost", time: 1_700_000_000))
  }

  /// Prints without a buffer, which a kill would take along.
  private static func print(line: String) {
    var line = line + "\n"
    line.withUTF8 { bytes in _ = write(1, bytes.baseAddress, bytes.count) }
  }
}
