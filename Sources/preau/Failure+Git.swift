import Git

extension Failure {
  init(_ error: GitError) {
    let (message, help) = Self.sentences(error)
    self.init(message: message, help: help, code: Self.code(error))
  }

  /// Whether a person has asked for something that is not there, or something has failed.
  private static func code(_ error: GitError) -> ExitCode {
    switch error {
    case .notRepository, .bare, .foreignOwner, .ignored, .alreadyExists, .unborn, .detached, .unfinished,
      .unknownRevision,
      .unknownPath, .invalidPath, .invalidReference:
      .misused
    case .indexLocked, .dirty, .obstructed, .conflict, .remote, .referenceMoved, .busy, .full, .incomplete, .io,
      .engine,
      .closed:
      .failed
    }
  }

  private static func sentences(_ error: GitError) -> (message: String, help: String?) {
    switch error {
    case .notRepository(let path):
      ("'\(path)' is in no git repository", "'git init' there, and a first commit, make one")
    case .bare(let path): ("the repository of '\(path)' has no work tree", "clone it, and work in the clone")
    case .foreignOwner(let path):
      (
        "the repository of '\(path)' belongs to another user, so that git does not trust it",
        "'git config --global --add safe.directory' and its folder declare it safe"
      )
    case .ignored(let path): ("the repository ignores '\(path)'", "take it out of .gitignore, and commit it")
    case .alreadyExists(let path): ("'\(path)' is a repository already", nil)
    case .unborn(let branch): ("the branch '\(Self.short(branch))' has no commit yet", "commit once")
    case .detached(let id): ("no branch is checked out, but the commit \(id)", "'git switch' goes to a branch")
    case .unfinished(let work): ("\(Self.text(work)) was begun here and not ended", "'git status' tells how to end it")
    case .indexLocked(let path, _):
      ("another git is at work, or was ended and left '\(path)' behind", "remove the file if no git is running")
    case .dirty(let paths):
      ("these files were changed by hand and not committed: \(Self.list(paths))", "commit them, or undo the changes")
    case .obstructed(let path): ("something is in the way of '\(path)'", "move it elsewhere")
    case .conflict(let paths):
      ("both sides have changed \(Self.list(paths))", "'git pull --rebase' by hand lets you choose")
    case .remote(let problem, let message): (Self.text(problem) + (message.isEmpty ? "" : ": \(message)"), nil)
    case .unknownRevision(let name):
      (
        "'\(name)' is no revision of the repository",
        "'git fetch' may bring it; a clone with fetch-depth 1 has the last commit only"
      )
    case .unknownPath(let path): ("the revision has no file '\(path)'", nil)
    case .invalidPath(let path): ("'\(path)' can be no path in a repository", nil)
    case .invalidReference(let name): ("'\(name)' can be no reference", nil)
    case .referenceMoved(let name, _): ("'\(Self.short(name))' has moved meanwhile", "try again")
    case .busy(let path): ("others kept '\(path)' locked for too long", "nothing was changed: try again")
    case .full(let path): ("there is no space left for '\(path)'", "make room on the disk, or raise the quota")
    case .incomplete(_, let cause): ("a change is not finished yet: \(Self.sentences(cause).message)", nil)
    case .io(let operation, let path, let code): ("cannot \(operation) '\(path)': \(Self.text(code))", nil)
    case .engine(let code, let message): ("git cannot do this: \(message) (\(code))", nil)
    case .closed: ("the repository was closed before all was done", "try again")
    }
  }

  private static func short(_ reference: String) -> String {
    reference.hasPrefix("refs/heads/") ? String(reference.dropFirst(11)) : reference
  }

  /// The first of many.
  private static func list(_ paths: [String]) -> String {
    paths.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
      + (paths.count > 5 ? " and \(paths.count - 5) more" : "")
  }

  private static func text(_ work: UnfinishedWork) -> String {
    switch work {
    case .merge: "a merge"
    case .revert: "a revert"
    case .cherryPick: "a cherry-pick"
    case .bisect: "a bisection"
    case .rebase: "a rebase"
    case .mailbox: "the applying of patches"
    }
  }

  private static func text(_ problem: RemoteProblem) -> String {
    switch problem {
    case .authentication: "the remote repository wants other credentials"
    case .unreachable: "the remote repository cannot be reached"
    case .refused: "the remote repository refuses what is sent"
    case .contended: "others pushed to the remote repository again and again"
    case .timeout: "the remote repository does not answer"
    case .gitMissing: "there is no program 'git'"
    case .other: "the remote repository cannot be used"
    }
  }
}
