import Content
import Git

/// What comments and the entries that they are about owe one another, whatever happens at the same time.
///
/// Judged by the revision that the branch is moved from, so that nothing can come between.
extension Submissions {
  typealias Merged = (changes: [String: FileChange], conflicts: [String])

  /// Changes with what must go with them.
  ///
  /// An entry that goes or moves takes its comments along, and a comment that something answers leaves its place. What would have
  /// no place any more is a conflict.
  func completed(_ merged: Merged, of submission: Submission, at head: ObjectID) async throws(GitError) -> Merged {
    var (changes, conflicts) = merged
    for (path, change) in merged.changes {
      switch (CommentPath.parse(path), change) {
      case (let comment?, .write(let bytes)):
        // What goes along with a page has its place there.
        guard comment.id != nil, comment.subject != submission.destination,
          try await content.source(path, at: head) == nil
        else { continue }
        if try await !hasPlace(bytes, about: comment.subject, at: head) { conflicts.append(path) }
      case (let comment?, .delete):
        guard let id = comment.id, try await isAnswered(id, of: comment.subject, but: changes, at: head),
          let bytes = try await content.source(path, at: head)?.bytes, let stub = try? CommentFile.stub(of: bytes)
        else { continue }
        changes[path] = .write(stub)
      case (nil, .delete):
        guard let id = library.entry(atPath: path), try await goes(id, with: changes, at: head) else { continue }
        let kind = library[library[id].kind]
        let move = submission.moved.map { EntryMove(of: kind, from: submission.slug, to: $0) }
        // What was said since the move was proposed goes along, too.
        for file in try await files(of: EntryAddress(kind: kind.name, slug: library[id].slug), at: head)
        where changes[file] == nil {
          changes[file] = .delete
          guard let new = move?.path(of: file), let source = try await content.source(file, at: head) else { continue }
          changes[new] = .write(source.bytes)
        }
      case (nil, .write): break
      }
    }
    return (changes, conflicts)
  }

  /// A new comment where its page is by now, under the address that its writer's own page has by now.
  func followed(
    _ changes: [String: FileChange], of submission: Submission, by author: Account?
  ) -> [String: FileChange] {
    guard submission.comment != nil, submission.action == .add else { return changes }
    let subject = EntryAddress(kind: submission.kind, slug: submission.slug)
    var followed = changes
    for (path, change) in changes {
      guard case .write(let bytes) = change, let id = CommentPath.parse(path)?.id else { continue }
      followed[path] = nil
      let signed = author?.profile.flatMap { try? CommentFile.movingAuthor(of: bytes, to: $0) }
      followed[CommentPath.file(id, of: subject)] = .write(signed ?? bytes)
    }
    return followed
  }

  /// Whether the entry is still there, and the comment that is answered.
  private func hasPlace(
    _ bytes: [UInt8], about subject: EntryAddress, at head: ObjectID
  ) async throws(GitError) -> Bool {
    guard let entry = library.entry(subject), try await content.source(library[entry].main.path, at: head) != nil else {
      return false
    }
    guard let parent = (try? CommentFile.parts(of: bytes))?.replyTo else { return true }
    return try await content.source(CommentPath.file(parent, of: subject), at: head) != nil
  }

  /// Whether another comment that stays answers this one.
  private func isAnswered(
    _ id: String, of subject: EntryAddress, but changes: [String: FileChange], at head: ObjectID
  ) async throws(GitError) -> Bool {
    for path in try await files(of: subject, at: head) where path.hasSuffix(".md") && changes[path] != .delete {
      let bytes = try await content.source(path, at: head)?.bytes
      if let bytes, (try? CommentFile.parts(of: bytes))?.replyTo == id { return true }
    }
    return false
  }

  /// Whether nothing of an entry is left.
  private func goes(
    _ id: EntryID, with changes: [String: FileChange], at head: ObjectID
  ) async throws(GitError) -> Bool {
    for variant in library[id].variants where changes[variant.path] != .delete {
      if try await content.source(variant.path, at: head) != nil { return false }
    }
    return true
  }

  /// The files of a thread, relative to `content/`.
  private func files(of subject: EntryAddress, at head: ObjectID) async throws(GitError) -> [String] {
    let folder = content.full(CommentPath.folder(of: subject))
    let skipped = content.full("").utf8.count
    return try await content.repository.files(under: folder, at: head).map { String($0.path.dropFirst(skipped)) }
  }
}
