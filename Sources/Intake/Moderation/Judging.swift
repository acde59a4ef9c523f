import Content
import Git
import HTTP
import Store

/// What is thought of something that somebody sends, before anybody has read it.
struct Verdict: Sendable {
  var score: SpamScore
  /// Whether it waits, whatever its kind says.
  var isHeld = false
  /// Whether it is sorted away, and its sender told that it was sent.
  var isSilenced = false
  /// Of the text, to find it sent again.
  var digest = ""
}

extension Intake {
  /// Looks at what files say that they have not said before.
  ///
  /// - Parameters:
  ///   - entry: what they are about.
  ///   - isTimed: whether the form says when it was shown.
  func judge(
    _ files: [String: FileChange], about entry: EntryAddress, of account: Account, against head: ObjectID,
    isTimed: Bool, _ visit: Visit
  ) async throws -> Verdict {
    let added = try await addedText(files, against: head)
    let text = SpamText(added)
    // A page of somebody says where else they are found.
    let usualLinks = files.keys.contains { CommentPath.parse($0) == nil } ? 6 : 2
    var verdict = Verdict(score: SpamScore(of: text, usualLinks: usualLinks))
    guard account.role == .member else { return verdict }
    // Many say "thank you", and many learn the same trade.
    if text.linkCount > 0 || added.count >= 100 { verdict.digest = Digest.text(of: Array(added.utf8)) }
    verdict.score.add(
      try await behaviour(of: account, about: entry, verdict.digest, isTimed: isTimed, visit),
      linkCount: text.linkCount)
    verdict.isSilenced = account.isSilenced
    let isKnown = account.accepted > 0 || account.trust == .given
    verdict.isHeld =
      verdict.isSilenced
      || verdict.score.points >= (isKnown ? SpamScore.threshold : SpamScore.newcomerThreshold)
    return verdict
  }

  private func behaviour(
    of account: Account, about entry: EntryAddress, _ digest: String, isTimed: Bool, _ visit: Visit
  ) async throws(StoreError) -> SpamScore.Behaviour {
    func count(since time: Int, _ conditions: [Condition]) async throws(StoreError) -> Int {
      try await store.count(
        .and(conditions + [.greater("created", .integer(Int64(time)))]), in: Submission.collection)
    }
    // Whoever works on a page of theirs saves it often.
    let own = Condition.and([.equals("account", .text(account.id)), .equals("action", .text("add"))])
    var behaviour = SpamScore.Behaviour()
    behaviour.recent = (
      tenMinutes: try await count(since: visit.now - 600, [own]), hour: try await count(since: visit.now - 3_600, [own])
    )
    if !digest.isEmpty {
      let about = Condition.equals("entry", .text(Submission.entry(kind: entry.kind, slug: entry.slug)))
      // Who sends the same again about the same has been asked to, or is not sure that it arrived.
      let same = try await count(
        since: visit.now - 86_400,
        [.equals("digest", .text(digest)), .not(.and([about, .equals("account", .text(account.id))]))])
      behaviour.hasRepeated = same > 0
    }
    behaviour.isNewcomer = account.accepted == 0
    behaviour.wasTooQuick = isTimed && !ReadingTime.hasPassed(visit)
    // Forms of entries have no trap, and may have a field of its name.
    behaviour.filledTrap = isTimed && visit.filledTrap
    return behaviour
  }

  /// The lines that are new.
  private func addedText(
    _ files: [String: FileChange], against head: ObjectID
  ) async throws -> String {
    var added: [String] = []
    for (path, change) in files.sorted(by: { $0.key < $1.key }) where path.hasSuffix(".md") || path.hasSuffix(".yaml") {
      guard case .write(let bytes) = change else { continue }
      if CommentPath.parse(path) != nil {
        // Of a comment the text alone, which may be the same as that of another.
        added.append((try? CommentFile.parts(of: bytes))?.text ?? "")
        continue
      }
      let old = try await content?.source(path, at: head)?.bytes ?? []
      let diff = LineDiff(
        from: String(decoding: old, as: UTF8.self), to: String(decoding: bytes, as: UTF8.self), context: 0)
      added += diff.hunks.flatMap(\.lines).filter { $0.change == .added }.map(\.text)
    }
    return added.joined(separator: "\n")
  }
}
