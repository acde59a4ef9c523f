import Foundation
import Git
import Glibc
import TestSupport
import Testing

/// A repository in a temporary folder, which the tests also reach by the program `git`.
final class TestRepository: Sendable {
  static let branch = "refs/heads/main"

  let folder: SiteFixture
  var path: String { folder.path }

  /// Makes a repository whose first commit has some files.
  init(_ files: [String: String] = ["content/a.md": "a\n", "content/b.md": "b\n"]) throws {
    folder = SiteFixture(files)
    try git("init", "--quiet", "--initial-branch=main")
    try commitAll("First")
  }

  /// An empty folder.
  init(empty: Void) { folder = SiteFixture() }

  /// A copy with a remote `origin`.
  init(cloning path: String) throws {
    folder = SiteFixture()
    try git("clone", "--quiet", path, ".")
  }

  func open(_ path: String = "", waiting: Duration = .seconds(20)) async throws(GitError) -> Repository {
    try await Repository.open(at: "\(self.path)/\(path)", waiting: waiting)
  }

  /// Runs git and answers what it wrote; a failure of git is one of the test.
  @discardableResult
  func git(_ arguments: String..., in inner: String = "", sourceLocation: SourceLocation = #_sourceLocation) throws
    -> String
  {
    let run = try Self.run(arguments, in: "\(path)/\(inner)")
    #expect(run.code == 0, "git \(arguments): \(run.errors)", sourceLocation: sourceLocation)
    return run.output
  }

  static func run(_ arguments: [String], in folder: String, input: String = "") throws -> ProcessRun {
    // Nothing of what whoever runs the tests has set.
    let environment = [
      "GIT_CONFIG_NOSYSTEM": "1", "HOME": "/nonexistent", "GIT_AUTHOR_NAME": "Hand",
      "GIT_AUTHOR_EMAIL": "hand@localhost",
      "GIT_COMMITTER_NAME": "Hand", "GIT_COMMITTER_EMAIL": "hand@localhost",
    ]
    return try ProcessRun(
      URL(filePath: "/usr/bin/git"), arguments, in: URL(filePath: folder), environment: environment, input: input)
  }

  func commitAll(_ message: String) throws {
    try git("add", "--all")
    try git("commit", "--quiet", "--allow-empty", "--message", message)
  }

  var status: String { get throws { try git("status", "--porcelain", "--untracked-files=all") } }

  /// Nothing is broken, and nothing differs from the head.
  func expectWhole(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let run = try Self.run(["fsck", "--strict", "--no-dangling"], in: path)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.output)\(run.errors)", sourceLocation: sourceLocation)
    #expect(try status == "", sourceLocation: sourceLocation)
  }
}

extension Change {
  static func text(_ text: String) -> Change { .write(Array(text.utf8)) }
}

extension NewCommit {
  static func test(_ message: String = "A change", trailers: [Trailer] = []) -> NewCommit {
    NewCommit(
      message, trailers: trailers,
      author: Signature(name: "Léa", email: "lea@members.invalid", time: 1_700_000_000, offset: 60))
  }
}

extension Repository {
  /// Changes the branch from where it is.
  @discardableResult
  func advance(_ changes: [String: Change], _ commit: NewCommit = .test()) async throws(GitError) -> ObjectID {
    try await advance(changes, from: try await head().revision, commit)
  }

  func text(_ path: String, at revision: ObjectID) async throws(GitError) -> String? {
    try await bytes(of: path, at: revision).map { String(decoding: $0, as: UTF8.self) }
  }
}

extension SiteFixture {
  func setMode(_ mode: mode_t, of path: String) throws {
    try #require(chmod("\(self.path)/\(path)", mode) == 0)
  }

  /// Gives a file a second name.
  func hardLink(_ name: String, to file: String, in folder: String) throws {
    try #require(Glibc.link("\(path)/\(folder)/\(file)", "\(path)/\(folder)/\(name)") == 0)
  }
}
