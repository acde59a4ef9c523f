import Git
import Site
public import Store
import Templates

extension Intake {
  /// Fetches, rebases and pushes once, and keeps what stands in the way; answers false for what is soon to be tried again.
  func synchronise() async -> Bool {
    guard let repository = content?.repository else { return true }
    do throws(GitError) {
      // Without a remote of its own a branch is nobody else's.
      guard try await repository.upstream() != nil else {
        await note(nil)
        return true
      }
      _ = try await repository.synchronise()
      await note(nil)
      return true
    } catch .closed {
      return true
    } catch {
      guard let trouble = RemoteTrouble(error, at: now()) else { return false }
      await note(trouble)
      return true
    }
  }

  /// What stands in the way of the remote; nil where all is well.
  public func remoteTrouble() async throws(StoreError) -> RemoteTrouble? { try await Self.remoteTrouble(in: store) }

  /// The same of a store that no service is running on.
  public static func remoteTrouble(in store: any Store) async throws(StoreError) -> RemoteTrouble? {
    try await store.document(RemoteTrouble.id, in: RemoteTrouble.collection).flatMap(RemoteTrouble.init)
  }

  private func note(_ trouble: RemoteTrouble?) async {
    do throws(StoreError) {
      let known = try await remoteTrouble()
      if let trouble, let known, known.kind == trouble.kind, known.detail == trouble.detail { return }
      guard trouble != nil || known != nil else { return }
      log.write(
        "remote", ["state": .text(trouble?.kind.rawValue ?? "in order"), "detail": .text(trouble?.detail ?? "")])
      try await store.transaction { (transaction) throws(StoreError) in
        if try transaction.document(RemoteTrouble.id, in: RemoteTrouble.collection) != nil {
          try transaction.delete(RemoteTrouble.id, from: RemoteTrouble.collection)
        }
        if var trouble {
          // It lasts since it began, whatever the remote's words are by now.
          if let known, known.kind == trouble.kind {
            trouble = RemoteTrouble(trouble.kind, trouble.detail, since: known.since)
          }
          try transaction.insert(trouble.fields, id: RemoteTrouble.id, into: RemoteTrouble.collection)
        }
      }
    } catch {
      log.write("remote", ["state": .text("unknown"), "detail": .text("\(error)")])
    }
  }

  /// A sentence for those who look after the site; nothing for members, and where nobody need do anything.
  func remoteNotice(_ visit: Visit) async throws -> Value {
    guard let account = visit.account, account.role >= .reviewer, let trouble = try await remoteTrouble(),
      trouble.needsPerson(at: visit.now)
    else { return .none }
    return .string(
      pages.site.text(
        "remote_\(trouble.kind.rawValue)", language: visit.language, [("detail", trouble.detail)]))
  }
}
