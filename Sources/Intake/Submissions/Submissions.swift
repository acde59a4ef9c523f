import Content
import Git
import Store

/// Keeps what members submit as commits, and brings what was accepted into the site.
///
/// A submission is on disk, in git and in the store, before any of these answers.
struct Submissions: Sendable {
  let store: any Store
  let content: ContentRepository
  let audit: AuditLog
  /// The content as it was last built.
  let tree: ContentTree
  let library: Library

  /// What became of an attempt to publish.
  enum Outcome: Sendable, Equatable {
    /// By path, the files that are now in the tree, and the commit that brought them; nil where an earlier one had.
    case published([String: FileChange], by: ObjectID?)
    /// Somebody has changed the same meanwhile; the paths are relative to `content/`.
    case conflict([String])
  }

  /// Keeps changes as a commit on a ref of its own, and notes them in the store.
  ///
  /// - Parameters:
  ///   - files: by path relative to `content/`.
  ///   - head: the revision that they were made for.
  func keep(
    _ files: [String: FileChange], _ submission: Submission, onto head: ObjectID, author: Account, at now: Int
  ) async throws -> Submission {
    var submission = submission
    let commit = try await content.repository.commit(
      content.placed(files), onto: head, to: Submission.reference(submission.id),
      Self.commit(submission, author: author, at: now))
    submission.base = head.description
    submission.commit = commit.description
    return try await put(submission, noting: .submitted, by: author.id, at: now)
  }

  /// Replaces what an open submission holds, after its author took it up again; throws where somebody was quicker.
  func replace(
    _ submission: Submission, with files: [String: FileChange], onto head: ObjectID, author: Account, at now: Int
  ) async throws -> Submission {
    guard try await find(submission.id)?.version == submission.version else { throw Problem.conflict }
    var submission = submission
    let reference = Submission.reference(submission.id)
    // Not the commit that the store knows: a crash may have come between the reference and the store.
    let commit = try await content.repository.commit(
      content.placed(files), onto: head, to: reference,
      replacing: try await content.repository.revision(of: reference),
      Self.commit(submission, author: author, at: now))
    submission.base = head.description
    submission.commit = commit.description
    submission.updated = now
    return try await put(submission, noting: .submitted, by: author.id, at: now)
  }

  /// Brings a submission into the branch and the work tree, merged field by field with what has happened since.
  ///
  /// The same again does nothing more, so that it can be finished after a crash.
  ///
  /// - Parameter isPublishable: whether a build would take what is to come into the tree.
  func publish(
    _ submission: Submission, author: Account?, by reviewer: Account?, at now: Int,
    if isPublishable: ([String: FileChange]) async throws -> Bool
  ) async throws -> Outcome {
    guard let commit = ObjectID(submission.commit), let base = ObjectID(submission.base) else {
      throw GitError.unknownRevision(submission.commit)
    }
    // Another commit may come between looking and moving the branch; then it is looked at again, and a whole class that
    // publishes at the same moment takes its turns.
    let start = ContinuousClock.now
    var attempts = 0
    while attempts < 10 || start.duration(to: .now) < Self.patience {
      if attempts > 0 { try await Task.sleep(for: .milliseconds(Int.random(in: 0...min(100, attempts * 5)))) }
      attempts += 1
      let head = try await content.repository.head().revision
      let reference = Submission.reference(submission.id)
      let changes = try await content.changes(of: commit, since: base)
      // Where there is none, it has arrived already, by an attempt that did not live to say so. One that names another
      // commit was moved by an attempt to replace this one that failed; what was decided about is this one.
      guard let kept = try await content.repository.revision(of: reference) else { return .published(changes, by: nil) }
      let followed = followed(changes, of: submission, by: author)
      let threaded = try await completed(merge(followed, base: base, head: head), of: submission, at: head)
      let completed = try await completing(threaded.changes, of: submission, at: head)
      let merged = (changes: completed.changes, conflicts: threaded.conflicts + completed.conflicts)
      guard merged.conflicts.isEmpty else { return .conflict(merged.conflicts.sorted()) }
      guard try await isPublishable(merged.changes) else { return .conflict([]) }
      if merged.changes.isEmpty {
        // Somebody has made the same change by hand.
        try await retire(submission)
        return .published([:], by: nil)
      }
      let text = Self.commit(submission, author: author, committer: reviewer ?? author, at: now)
      // Nothing has happened since, and nobody else has had a hand in it.
      let isWhole = base == head && reviewer == nil && merged.changes == changes
      let advanced = try await advance(
        isWhole ? .to(commit) : .by(merged.changes, from: head, text), retiring: (reference, kept))
      if let advanced { return .published(merged.changes, by: advanced) }
    }
    throw GitError.busy(path: content.repository.root)
  }

  private static let patience = Duration.seconds(10)

  private enum Advance {
    /// With the commit that was kept.
    case to(ObjectID)
    case by([String: FileChange], from: ObjectID, NewCommit)
  }

  /// Answers the branch's new commit; nil when the branch has moved since it was looked at.
  private func advance(
    _ advance: Advance, retiring retired: (name: String, id: ObjectID)
  ) async throws(GitError) -> ObjectID? {
    do throws(GitError) {
      switch advance {
      case .to(let commit):
        try await content.repository.advance(to: commit, retiring: retired)
        return commit
      case .by(let changes, let head, let text):
        return try await content.repository.advance(content.placed(changes), from: head, text, retiring: retired)
      }
    } catch {
      if case .referenceMoved = error { return nil }
      throw error
    }
  }

  /// Forgets the commit of a submission that will not be published.
  func retire(_ submission: Submission) async throws(GitError) {
    let reference = Submission.reference(submission.id)
    guard let commit = try await content.repository.revision(of: reference) else { return }
    do throws(GitError) {
      try await content.repository.delete(reference, expecting: commit)
    } catch .referenceMoved {
      // Somebody was quicker.
    }
  }

  /// Writes what the store knows of a submission; throws `conflict` where somebody was quicker.
  @discardableResult func put(
    _ submission: Submission, noting action: AuditLog.Action?, by actor: String?, at now: Int
  ) async throws(StoreError) -> Submission {
    try await store.transaction { [audit] (transaction) throws(StoreError) in
      var submission = submission
      let earlier = try transaction.document(submission.id, in: Submission.collection)
      if submission.isAcceptedByAnother, earlier.flatMap(Submission.init)?.state != .accepted {
        try transaction.countAccepted(of: submission.account)
      }
      if submission.isSpam, earlier.flatMap(Submission.init)?.isSpam != true {
        try transaction.countSpam(of: submission.account)
      }
      let document =
        if let earlier {
          try transaction.replace(
            Document(id: earlier.id, version: submission.version ?? earlier.version, fields: submission.fields),
            in: Submission.collection)
        } else {
          try transaction.insert(submission.fields, id: submission.id, into: Submission.collection)
        }
      submission.version = document.version
      guard let action else { return submission }
      try audit.note(
        action, by: actor, of: submission.account, "\(submission.kind):\(submission.slug)",
        because: actor == submission.account ? "" : submission.reason, at: now, in: transaction)
      return submission
    }
  }

  func find(_ id: String) async throws(StoreError) -> Submission? {
    guard Base64URL.isText(id) else { return nil }
    return try await store.document(id, in: Submission.collection).flatMap(Submission.init)
  }

  // MARK: Merging

  private func merge(
    _ changes: [String: FileChange], base: ObjectID, head: ObjectID
  ) async throws(GitError) -> (changes: [String: FileChange], conflicts: [String]) {
    guard base != head else { return (changes, []) }
    var merged: [String: FileChange] = [:]
    var conflicts: [String] = []
    for (path, change) in changes {
      let before = try await content.source(path, at: base)
      let current = try await content.source(path, at: head)
      if before?.blob == current?.blob {
        merged[path] = change
        continue
      }
      switch change {
      case .write(let theirs):
        if theirs == current?.bytes { continue }
        guard let before, let current, let kind = kind(ofPath: path),
          let bytes = try? EntryWriting.merge(
            path, base: before.bytes, current: current.bytes, submitted: theirs, of: kind)
        else {
          conflicts.append(path)
          continue
        }
        merged[path] = .write(bytes)
      case .delete:
        if current != nil { conflicts.append(path) }
      }
    }
    return (merged, conflicts)
  }

  /// The kind of the entry that a file describes; any for one that is no entry, whose fields no kind knows.
  private func kind(ofPath path: String) -> Kind? {
    guard let slash = path.firstIndex(of: "/") else { return tree.kinds.first }
    return tree.kinds.first { $0.plural == path[..<slash] }
  }

  // MARK: Commits

  /// A commit by somebody whose mail address stays out of git, which never forgets.
  private static func commit(
    _ submission: Submission, author: Account?, committer: Account? = nil, at now: Int
  ) -> NewCommit {
    let verb =
      switch submission.action {
      case .add: "Add"
      case .edit: "Edit"
      case .delete: "Delete"
      }
    let subject = "\(submission.kind) \(submission.slug)"
    let title =
      submission.comment.map { "\(verb) comment \($0) on \(subject)" }
      ?? submission.moved.map { "Move \(subject) to \($0)" } ?? "\(verb) \(subject)"
    return NewCommit(
      title,
      trailers: [Trailer("Preau-Submission", submission.id), Trailer("Preau-Member", submission.account)],
      author: signature(author, at: now), committer: signature(committer ?? author, at: now))
  }

  private static func signature(_ account: Account?, at now: Int) -> Signature {
    Signature(
      name: account?.profile ?? account?.id ?? "preau", email: "\(account?.id ?? "preau")@members.invalid",
      time: Int64(now))
  }
}
