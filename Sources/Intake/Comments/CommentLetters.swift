import Content
import Git
import Site
import Store

/// Who hears of a comment: those whom the entry is by, and whom it answers, once it can be read.
extension Intake {
  /// - Parameter files: what was published.
  func tellOfComment(_ submission: Submission, _ files: [String: FileChange], at now: Int) async throws {
    let subject = EntryAddress(kind: submission.kind, slug: submission.slug)
    let library = pages.site.library
    guard submission.action == .add, let id = submission.comment, let entry = library.entry(subject) else { return }
    guard case .write(let bytes)? = files[CommentPath.file(id, of: subject)] else { return }
    var told: Set<String> = [submission.account]
    let parent = (try? CommentFile.parts(of: bytes))?.replyTo.flatMap { library.threads[subject]?[$0] }
    if let author = parent?.author {
      try await tell(.commentReply, accounts(of: author), of: id, on: subject, but: &told, at: now)
    }
    let people = try await accounts(of: EditRights(library).people(of: entry))
    try await tell(.commentOnEntry, people, of: id, on: subject, but: &told, at: now)
  }

  private func tell(
    _ letter: Letter.Subject, _ accounts: [Account], of id: String, on subject: EntryAddress,
    but told: inout Set<String>,
    at now: Int
  ) async throws {
    for account in accounts where account.state == .active && told.insert(account.id).inserted {
      // A quarrel fills no mailbox.
      guard limits.take(.mailAboutComments, account.id, at: now) == nil,
        let page = pages.site.entry(subject, in: account.language)
      else { continue }
      let letter = Letter(
        subject: letter, to: account.email, language: account.language,
        link: pages.site.baseURL.origin + page.address + "#comment-\(id)")
      let message = try message(of: letter, at: now)
      try await store.transaction { (transaction) throws(StoreError) in
        try self.send(message, letter, at: now, in: transaction)
      }
    }
  }

  /// The accounts of people by their pages.
  func accounts(of profiles: [EntryAddress]) async throws(StoreError) -> [Account] {
    let slugs = profiles.filter { $0.kind == settings.profileKind }.map { DocumentValue.text($0.slug) }
    return try await store.find(Query(.isIn("profile", slugs)), in: Account.collection).compactMap(Account.init)
  }

  /// The account of whoever has written a comment.
  func accounts(of author: Comment.Author) async throws(StoreError) -> [Account] {
    if let profile = author.profile { return try await accounts(of: [profile]) }
    guard let id = author.member, let account = try await account(id) else { return [] }
    return [account]
  }
}
