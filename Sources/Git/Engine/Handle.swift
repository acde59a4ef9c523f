import CGit2
import Glibc

/// A repository that is open, for one thread at a time.
final class Handle {
  let repository: OpaquePointer
  /// The work tree, without a slash at its end.
  let root: String
  /// Where git keeps what belongs to this work tree, with a slash at its end.
  let gitFolder: String
  /// The folder that was asked for, from the root; empty for the root.
  let folder: String
  let recent: RecentCommits

  /// Finds the repository that a folder lies in.
  init(at path: String, recent: RecentCommits = RecentCommits()) throws(GitError) {
    self.recent = recent
    _ = Library.start
    guard let place = realpath(path, nil) else { throw GitError(operation: "find", path: path) }
    defer { free(place) }
    let whole = String(cString: place)
    repository = try Self.open(whole)
    let workTree = git_repository_workdir(repository).map { Self.realPath(String(cString: $0)) }
    root = workTree ?? ""
    gitFolder = String(cString: git_repository_path(repository))
    folder = String(whole.dropFirst(root.count).drop { $0 == "/" })
    guard workTree != nil else { throw .bare(path: whole) }
    guard whole == root || whole.hasPrefix(root == "/" ? root : root + "/"), !(whole + "/").hasPrefix(gitFolder) else {
      throw .notRepository(path: whole)
    }
    var isIgnored: Int32 = 0
    if !folder.isEmpty, git_ignore_path_is_ignored(&isIgnored, repository, folder + "/") == 0, isIgnored != 0 {
      throw .ignored(path: whole)
    }
  }

  deinit {
    git_repository_free(repository)
  }

  private static func open(_ path: String) throws(GitError) -> OpaquePointer {
    var repository: OpaquePointer?
    let code = git_repository_open_ext(&repository, path, 0, nil)
    switch code {
    case 0: break
    case GIT_EOWNER.rawValue: throw .foreignOwner(path: path)
    case GIT_ENOTFOUND.rawValue:
      // Version 1.5 looks the owner's permission up in the configuration, and lets the error of that search out.
      if case .engine(_, let message) = GitError(code: code), message.contains("safe.directory") {
        throw .foreignOwner(path: path)
      }
      throw .notRepository(path: path)
    default: throw GitError(code: code)
    }
    guard let repository else { throw .notRepository(path: path) }
    return repository
  }

  private static func realPath(_ path: String) -> String {
    guard let place = realpath(path, nil) else { return path }
    defer { free(place) }
    return String(cString: place)
  }
}
