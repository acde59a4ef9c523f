import Content
import Git

/// Moves and deletions that others have written about since they were proposed.
extension Submissions {
  /// The changes with those of files that mention the entry by now; and the paths of those that nobody can change alone.
  func completing(
    _ changes: [String: FileChange], of submission: Submission, at head: ObjectID
  ) async throws(GitError) -> (changes: [String: FileChange], conflicts: [String]) {
    guard let fate = submission.fate, let kind = tree.kinds.first(where: { $0.name == submission.kind }),
      // What is no longer there is mentioned nowhere.
      let mentions = try? EntryMentions(
        of: EntryAddress(kind: submission.kind, slug: submission.slug), fate: fate, in: tree)
    else { return (changes, []) }
    let own = EntryMove(of: kind, from: submission.slug, to: submission.slug)
    var changes = changes
    var conflicts: [String] = []
    for path in mentions.files {
      let bytes: [UInt8]
      switch changes[path] {
      case .delete?: continue
      case .write(let merged)?: bytes = merged
      case nil:
        guard let source = try await content.source(path, at: head) else { continue }
        bytes = source.bytes
        // A language that was written meanwhile would be left behind.
        if own.path(of: path) != nil { conflicts.append(path) }
      }
      do throws(LastingMention) {
        if let changed = try mentions.changed(path, bytes) { changes[path] = .write(changed) }
      } catch {
        conflicts.append(path)
      }
    }
    return (changes, conflicts)
  }
}

extension Submission {
  /// Where its entry goes; nil where that stays.
  var destination: EntryAddress? { moved.map { EntryAddress(kind: kind, slug: $0) } }

  /// What becomes of its entry; nil where that stays where it is.
  var fate: EntryFate? { moved.map(EntryFate.moved) ?? (deletesEntry ? .gone : nil) }
}
