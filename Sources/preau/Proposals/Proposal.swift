import Content
import Diagnostics
import Git

/// What the work tree, with all that is committed in it, would change in another revision.
struct Proposal {
  let repository: Repository
  let base: ObjectID
  /// The folder of the content as people name it.
  let displayedContent: String

  /// Every file that would be another one there if the work tree were merged.
  ///
  /// What has only changed there since the branch began is not the proposal's. Where it cannot be known when that was, as in
  /// a shallow clone, all that differs counts.
  func files() async throws -> [ProposedFile] {
    let head = try await repository.revision("HEAD")
    let known = try await repository.mergeBases(of: base, and: head)
    var now: [String: TreeFile?] = [:]
    // With several beginnings, what differs from any of them may count in a merge.
    for beginning in known.isEmpty ? [base] : known {
      for change in try await repository.changes(from: beginning, to: head) { now[change.path] = .some(change.new) }
    }
    for change in try await repository.uncommitted() { now[change.path] = .some(change.new) }
    var files: [ProposedFile] = []
    for (path, new) in now.sorted(by: { $0.key < $1.key }) {
      let old = try await repository.file(path, at: base)
      guard old?.blob != new?.blob || old?.form != new?.form else { continue }
      files.append(try file(path, from: old, to: new))
    }
    return files
  }

  private func file(_ path: String, from old: TreeFile?, to new: TreeFile?) throws(CommandFailure) -> ProposedFile {
    let prefix = repository.folder.isEmpty ? "" : repository.folder + "/"
    let inner = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
    let isPlain = [old, new].compactMap(\.self).allSatisfy { $0.form == .file || $0.form == .executable }
    let isRead = isPlain && new != nil && inner.map { $0.hasSuffix(".md") || $0.hasSuffix(".yaml") } ?? false
    let bytes = isRead ? try FileBytes.read("\(repository.root)/\(path)") : []
    return ProposedFile(
      path: inner, old == nil ? .added : new == nil ? .deleted : .changed,
      SourceFile(path: inner.map { "\(displayedContent)/\($0)" } ?? path, bytes: bytes), isPlain: isPlain)
  }
}
