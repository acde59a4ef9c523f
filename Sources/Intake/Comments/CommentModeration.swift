import Content
import Git
import HTTP
import Site
import Store

/// Taking comments from sight, and closing threads.
extension Intake {
  /// By its author, or by a reviewer.
  func deleteComment(_ parameters: PathParameters, _ visit: Visit) async throws -> Response {
    let (target, comment) = try existingComment(parameters, visit)
    if let refusal = try missingReason(for: comment, target, visit) { return refusal }
    return try await delete(comment, target, visit)
  }

  func delete(_ comment: Comment, _ target: CommentTarget, _ visit: Visit) async throws -> Response {
    guard EditRights(pages.site.library).mayDelete(comment, try editor(of: visit)) else { throw Problem.notFound }
    let response = try await moderate(comment, target, .delete, visit) { _ in .delete }
    try await noteDecision(.deletedComment, of: comment, target, visit)
    return response
  }

  func setHidden(_ isHidden: Bool, _ parameters: PathParameters, _ visit: Visit) async throws -> Response {
    let (target, comment) = try existingComment(parameters, visit)
    if isHidden, let refusal = try missingReason(for: comment, target, visit) { return refusal }
    return try await setHidden(isHidden, comment, target, visit)
  }

  /// The page that asks why, where somebody takes what others said from sight without a word.
  private func missingReason(for comment: Comment, _ target: CommentTarget, _ visit: Visit) throws -> Response? {
    guard try !EditRights(pages.site.library).mayEdit(comment, editor(of: visit)), reason(visit).isEmpty else {
      return nil
    }
    return try commentPage(CommentForm(), target, comment, visit, lacksReason: true)
  }

  func setHidden(
    _ isHidden: Bool, _ comment: Comment, _ target: CommentTarget, _ visit: Visit
  ) async throws -> Response {
    guard comment.state != .deleted else { throw Problem.notFound }
    let response = try await moderate(comment, target, .edit, visit) { bytes throws(EditError) in
      .write(try CommentFile.hiding(bytes, isHidden))
    }
    try await noteDecision(isHidden ? .hidComment : .showedComment, of: comment, target, visit)
    return response
  }

  func setClosed(_ isClosed: Bool, _ parameters: PathParameters, _ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    let target = try commentTarget(parameters, visit)
    let head = try await contributions().repository.head().revision
    let path = CommentPath.settings(of: target.subject)
    let kept = try await submissions().keep(
      [path: .write(CommentFile.settings(isClosed: isClosed))], submission(.edit, "thread", target, account, visit),
      onto: head, author: account, at: visit.now)
    let response = try await settle(kept, target, visit)
    try await noteDecision(isClosed ? .closedThread : .openedThread, about: target.subject, authors: [], visit)
    return response
  }

  /// Changes the file of a comment as it is now.
  private func moderate(
    _ comment: Comment, _ target: CommentTarget, _ action: Submission.Action, _ visit: Visit,
    _ change: @Sendable ([UInt8]) throws(EditError) -> FileChange
  ) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    let content = try contributions()
    let head = try await content.repository.head().revision
    guard let source = try await content.source(comment.path, at: head) else { throw Problem.conflict }
    let new = try change(source.bytes)
    if case .write(source.bytes) = new { return .redirect(to: "\(target.address)#comment-\(comment.id)") }
    let kept = try await submissions().keep(
      [comment.path: new], submission(action, comment.id, target, account, visit), onto: head, author: account,
      at: visit.now)
    return try await settle(kept, target, visit)
  }

  private func noteDecision(
    _ action: AuditLog.Action, of comment: Comment, _ target: CommentTarget, _ visit: Visit
  ) async throws {
    try await noteDecision(action, about: target.subject, authors: try await accounts(of: comment.author), visit)
  }

  private func editor(of visit: Visit) throws(Problem) -> Editor {
    guard let account = visit.account else { throw .notFound }
    return editor(of: account)
  }
}
