import Content
import Diagnostics
import Git
import Site
import Store

/// Bringing what was decided into the site.
extension Intake {
  /// How long an answer waits for the page that it leads to; building goes on all the same.
  private static let patience = Duration.seconds(5)

  /// Publishes a submission, and waits until the site shows it.
  ///
  /// Answers it with its new state, and whether the site shows what was published; later it will all the same.
  func publish(
    _ submission: Submission, by reviewer: Account?, at now: Int
  ) async throws -> (done: Submission, isShown: Bool) {
    let (submissions, author) = (try submissions(), try await account(submission.account))
    var done = submission
    if done.state != .accepting {
      done.state = .accepting
      done.updated = now
      try await submissions.put(done, noting: nil, by: nil, at: now)
    }
    // From here on only publishers write it, and another one can have done nothing else than this one.
    done.version = nil
    let outcome: Submissions.Outcome
    do {
      outcome = try await submissions.publish(done, author: author, by: reviewer, at: now) { files in
        // What needs no reviewer was looked at just now.
        if reviewer == nil { return true }
        return try await obstacles(to: files, of: done, in: "").isEmpty
      }
    } catch let error as GitError {
      // What was sent is kept; a person has to put the repository in order before it can be published.
      done.state = .waiting
      try await submissions.put(done, noting: nil, by: nil, at: now)
      log.write("repository", ["error": .text("\(error)"), "submission": .text(done.id)])
      throw Problem.repository
    }
    switch outcome {
    case .conflict:
      done.state = .conflict
      try await submissions.put(done, noting: nil, by: nil, at: now)
    case .published(let files, let commit):
      if done.action == .add, done.comment == nil { try await claim(done) }
      try await follow(done)
      done.state = .accepted
      done.slug = done.moved ?? done.slug
      if let commit, commit.description != done.commit {
        // What was merged is what people have got.
        done.base = try await submissions.content.repository.commit(commit).parents.first?.description ?? done.base
        done.commit = commit.description
      }
      try await submissions.put(done, noting: .acceptedSubmission, by: reviewer?.id, at: now)
      remoteSignal.wake()
      try await tellOfComment(done, files, at: now)
      return (done, await waitUntilShown(files))
    }
    return (done, false)
  }

  /// Goes on with what a crash has interrupted, or a disk that was full.
  ///
  /// - Parameter age: seconds since it was begun, at least.
  public func finishPublishing(after age: Int) async throws {
    guard content != nil else { return }
    let begun = Query(
      .and([
        .equals("state", .text(Submission.State.accepting.rawValue)),
        .less("updated", .integer(Int64(now() - age + 1))),
      ]))
    for submission in try await store.find(begun, in: Submission.collection).compactMap(Submission.init) {
      let reviewer: Account? = if let id = submission.reviewer { try await account(id) } else { nil }
      _ = try? await publish(submission, by: reviewer, at: now())
    }
  }

  /// A profile that somebody without one has made is theirs.
  private func claim(_ submission: Submission) async throws(StoreError) {
    guard submission.kind == settings.profileKind else { return }
    do throws(StoreError) {
      try await store.transaction { (transaction) throws(StoreError) in
        guard let account = try transaction.document(submission.account, in: Account.collection).flatMap(Account.init),
          account.profile == nil, account.role == .member || account.name == submission.title
        else { return }
        try transaction.change(account.id) { $0.profile = submission.slug }
      }
    } catch .duplicate {
      // It belongs to somebody already.
    }
  }

  /// Waits until the site was built from these files, for a while; answers whether it was.
  private func waitUntilShown(_ files: [String: FileChange]) async -> Bool {
    let (sites, wasStuck) = (pages.sites(), pages.isStuck)
    return await withTaskGroup { group in
      group.addTask {
        for await site in sites {
          if let site, Self.shows(site, files) { return true }
          // Else a build may only have come between two files of one change.
          if site == nil, wasStuck { return false }
        }
        return false
      }
      group.addTask {
        try? await Task.sleep(for: Self.patience)
        return false
      }
      defer { group.cancelAll() }
      return await group.next() ?? false
    }
  }

  private static func shows(_ site: ServicePages, _ files: [String: FileChange]) -> Bool {
    files.allSatisfy { path, change in
      // Images are no entries, and where comments are closed nobody reads them.
      guard path.contains("/"), isText(path) else { return true }
      if let thread = CommentPath.parse(path)?.subject, site.library.kind(named: thread.kind)?.opensComments != true {
        return true
      }
      return switch change {
      case .write(let bytes): site.bytes(atPath: path) == bytes
      case .delete: site.bytes(atPath: path) == nil
      }
    }
  }
}
