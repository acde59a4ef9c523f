/// What went wrong in a repository.
public enum GitError: Error, Sendable, Equatable {
  // The repository is not as it must be; a person has to do something.

  case notRepository(path: String)
  /// The repository has no work tree.
  case bare(path: String)
  /// The repository belongs to another user, and nobody has declared it safe (`safe.directory`).
  case foreignOwner(path: String)
  /// The repository ignores the folder: what is in it is under no version control.
  case ignored(path: String)
  /// A repository with commits is there already.
  case alreadyExists(path: String)
  /// The branch has no commit yet.
  case unborn(branch: String)
  /// No branch is checked out.
  case detached(ObjectID)
  /// Somebody is in the middle of something, or left it there.
  case unfinished(UnfinishedWork)
  /// Another git is at work, or was ended and left this file, made at `since` (seconds since 1970), behind.
  case indexLocked(path: String, since: Int64)
  /// Files have been edited by hand and not committed. Nothing was changed.
  case dirty([String])
  /// A folder, a symbolic link or a file is where the path needs something else. Nothing was changed.
  case obstructed(String)
  /// Both sides have changed these files in ways that do not go together. Nothing was changed.
  case conflict([String])
  case remote(RemoteProblem, message: String)

  // What was asked for cannot be done, or makes no sense.

  case unknownRevision(String)
  /// The revision has no file of this path.
  case unknownPath(String)
  /// A path that could harm the repository or what lies outside of it, or that some system cannot have.
  case invalidPath(String)
  case invalidReference(String)
  /// The branch or reference is not where the caller has seen it; nil where it is not there. Nothing was changed.
  case referenceMoved(String, found: ObjectID?)

  // The world failed.

  /// Others kept the repository for too long; the same can be tried again.
  case busy(path: String)
  /// The disk or a quota is full. Nothing was changed.
  case full(path: String)
  /// The branch has this commit for good; files or the index are behind, and follow soon, or at the next write or opening.
  indirect case incomplete(ObjectID, cause: GitError)
  /// The system refused; `code` is its errno.
  case io(operation: String, path: String, code: Int32)
  /// The library failed in a way that has no case of its own.
  case engine(code: Int32, message: String)
  case closed
}

/// What somebody has begun in a work tree and not ended.
public enum UnfinishedWork: Sendable, Equatable {
  case merge
  case revert
  case cherryPick
  case bisect
  case rebase
  /// Applying of patches.
  case mailbox
}

/// Why a remote repository could not be reached or did not take what was sent.
public enum RemoteProblem: Sendable, Equatable {
  /// It wants other credentials, or does not know this machine's key.
  case authentication
  case unreachable
  /// It has a rule or a hook against what was sent.
  case refused
  /// Others pushed so often that this one never came through; it can be tried again.
  case contended
  case timeout
  /// There is no program `git`.
  case gitMissing
  case other
}
