import Git
import Intake

/// What `preau doctor` tells of the remote repository that published content goes to.
struct RemoteCheckup {
  let content: String
  let usesRemote: Bool?
  /// What stood in the way when the service last tried.
  let trouble: RemoteTrouble?

  func findings() async -> [Finding] {
    // A site in no repository, or in one that cannot be used, has no remote either.
    guard let repository = try? await Repository.open(at: content) else { return [] }
    let name = try? await repository.upstream()  // a branch that cannot be told has none
    await repository.close()
    guard let name else {
      return [
        Finding(
          .notable, "what members publish stays on this machine: its branch has no remote",
          help: "'git push --set-upstream' gives it one, where the service then pushes")
      ]
    }
    guard usesRemote != false else {
      return [Finding(.notable, "what members publish is not pushed to '\(name)': PREAU_REMOTE is off")]
    }
    guard let trouble else { return [Finding(.good, "what members publish is pushed to '\(name)'")] }
    let (text, help) = Self.sentences(trouble, name)
    return [Finding(trouble.kind == .unreachable ? .notable : .bad, text, help: help)]
  }

  private static func sentences(_ trouble: RemoteTrouble, _ name: String) -> (String, String) {
    let detail = trouble.detail
    switch trouble.kind {
    case .conflict:
      return (
        "this site and '\(name)' have changed the same files: \(detail)",
        "'git pull --rebase' in the site's folder lets you choose; until then nothing is pushed"
      )
    case .edited:
      return (
        "changes by hand keep out what others have pushed to '\(name)': \(detail)", "commit them, or undo them"
      )
    case .credentials:
      return ("'\(name)' wants other credentials: \(detail)", "'git push' as the service's user must ask for nothing")
    case .refused: return ("'\(name)' refuses what is pushed: \(detail)", "look at its rules and hooks")
    case .unreachable: return ("'\(name)' cannot be reached: \(detail)", "the service goes on trying by itself")
    case .unfinished: return ("git is in the middle of something: \(detail)", "'git status' tells how to end it")
    case .other: return ("exchanging with '\(name)' fails: \(detail)", "'git pull --rebase && git push' tells more")
    }
  }
}
