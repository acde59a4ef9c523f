import Content
import Git
import HTTP
import Site
import Store

/// From what somebody says to a submission, and to the page that shows it.
extension Intake {
  /// Takes the form of a new comment, and that of one that is there.
  func takeComment(_ parameters: PathParameters, _ visit: Visit) async throws -> Response {
    guard case .form(let sent) = visit.request.body else { throw Problem.refused(.badRequest) }
    var form = CommentForm(sent.fields)
    // Who was signed out while they wrote finds it again once they have signed in.
    guard let account = visit.account else {
      return try await keepCommentForLater(sent.fields, commentTarget(parameters, visit), visit)
    }
    let (target, comment) =
      parameters["id"].isEmpty
      ? (try commentTarget(parameters, visit), nil)
      : try existingComment(parameters, visit) as (CommentTarget, Comment?)
    let html = pages.site.html(ofComment: form.text, in: visit.language)
    func again() async throws -> Response {
      if let comment { return try commentPage(form, target, comment, visit) }
      return try await newCommentPage(form, target, visit)
    }
    switch sent.fields["action"] ?? "submit" {
    case "preview":
      form.preview = html
      return try await again()
    case "draft" where comment == nil:
      try await keepDraft(of: form, sent.fields, target, account, visit)
      return pages.redirect(to: "/-/my", for: visit, done: .draftKept)
    default:
      form.check(html: html)
      guard form.mistake == nil else { return try await again() }
      try limit(.commentsOfAccount, account.id, visit)
      if let comment { return try await change(comment, to: form, target, account, visit) }
      return try await add(form, target, account, visit)
    }
  }

  // MARK: Adding

  private func add(
    _ form: CommentForm, _ target: CommentTarget, _ account: Account, _ visit: Visit
  ) async throws -> Response {
    let (library, content) = (pages.site.library, try contributions())
    let editor = try await knownEditor(account)
    let rights = EditRights(library)
    guard rights.mayComment(on: target.id, editor) else { throw Problem.notFound }
    let open = try await openComment(form.submission, target, visit)
    let thread = library.threads[target.subject]
    let id = open?.submission.comment ?? CommentID.make()
    // What was answered may have been deleted meanwhile; then it stands for itself.
    let parent = thread?[form.replyTo].flatMap { $0.state == .shown ? $0.id : nil }
    let bytes = try CommentFile.bytes(
      form.text, by: author(account), at: library.settings.timeZone.moment(at: visit.now), replyTo: parent)
    if let same = thread?.comments.last(where: { isRepeated($0, form, account) }) {
      try await discardCommentDraft(target, visit)
      return .redirect(to: "\(target.address)#comment-\(same.id)")
    }
    let head = try await content.repository.head().revision
    let files = [CommentPath.file(id, of: target.subject): FileChange.write(bytes)]
    let kept: Submission
    if let open {
      kept = try await submissions().replace(open.submission, with: files, onto: head, author: account, at: visit.now)
    } else {
      kept = try await submissions().keep(
        files, submission(.add, id, target, account, visit), onto: head, author: account, at: visit.now)
    }
    try await discardCommentDraft(target, visit)
    return try await settle(kept, isHeld: rights.isReviewed(commentBy: editor), target, visit)
  }

  /// Whether a form was sent twice.
  private func isRepeated(_ comment: Comment, _ form: CommentForm, _ account: Account) -> Bool {
    comment.state == .shown && comment.author == author(account) && comment.text == form.text
      && (comment.replyTo?.value ?? "") == form.replyTo
  }

  /// How the file says who has written it: by their page, where they have one.
  private func author(_ account: Account) -> Comment.Author {
    let own = account.profile.map { EntryAddress(kind: settings.profileKind, slug: $0) }
    if let own, pages.site.library.entry(own) != nil { return Comment.Author(profile: own) }
    return Comment.Author(name: account.name, member: account.id)
  }

  // MARK: Changing

  private func change(
    _ comment: Comment, to form: CommentForm, _ target: CommentTarget, _ account: Account, _ visit: Visit
  ) async throws -> Response {
    let editor = try await knownEditor(account)
    let rights = EditRights(pages.site.library)
    guard rights.mayEdit(comment, editor) else { throw Problem.notFound }
    return try await submit(.edit, comment, target, isHeld: rights.isReviewed(commentBy: editor), visit) {
      bytes throws(EditError) in
      .write(try CommentFile.replacingText(in: bytes, with: form.text))
    }
  }

  func deleteComment(_ parameters: PathParameters, _ visit: Visit) async throws -> Response {
    let (target, comment) = try existingComment(parameters, visit)
    return try await submit(.delete, comment, target, isHeld: false, visit) { _ in .delete }
  }

  func setHidden(_ isHidden: Bool, _ parameters: PathParameters, _ visit: Visit) async throws -> Response {
    let (target, comment) = try existingComment(parameters, visit)
    return try await submit(.edit, comment, target, isHeld: false, visit) { bytes throws(EditError) in
      .write(try CommentFile.hiding(bytes, isHidden))
    }
  }

  func setClosed(_ isClosed: Bool, _ parameters: PathParameters, _ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    let target = try commentTarget(parameters, visit)
    let content = try contributions()
    let head = try await content.repository.head().revision
    let path = CommentPath.settings(of: target.subject)
    let kept = try await submissions().keep(
      [path: .write(CommentFile.settings(isClosed: isClosed))], submission(.edit, "thread", target, account, visit),
      onto: head, author: account, at: visit.now)
    return try await settle(kept, isHeld: false, target, visit)
  }

  /// Changes the file of a comment as it is now.
  private func submit(
    _ action: Submission.Action, _ comment: Comment, _ target: CommentTarget, isHeld: Bool, _ visit: Visit,
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
    return try await settle(kept, isHeld: isHeld, target, visit)
  }

  // MARK: Submissions

  private func submission(
    _ action: Submission.Action, _ id: String, _ target: CommentTarget, _ account: Account, _ visit: Visit
  ) -> Submission {
    Submission(
      id: RandomID.make(), account: account.id, action: action, kind: target.subject.kind, slug: target.subject.slug,
      comment: id, title: target.title, base: "", commit: "", created: visit.now, updated: visit.now)
  }

  /// Publishes a submission unless somebody must read it first, and leads to what it changed.
  private func settle(
    _ kept: Submission, isHeld: Bool, _ target: CommentTarget, _ visit: Visit
  ) async throws -> Response {
    guard !isHeld else { return pages.redirect(to: "/-/submissions/\(kept.id)", for: visit, done: .commentHeld) }
    let done = try await publish(kept, by: nil, at: visit.now)
    guard done.state == .accepted else { return pages.redirect(to: "/-/submissions/\(kept.id)", for: visit) }
    let place = done.comment == "thread" || done.action == .delete ? "_comments" : "comment-\(done.comment ?? "")"
    return .redirect(to: "\(target.address)#\(place)")
  }

  /// A comment of somebody's own that is not published yet, and what it says.
  func openComment(
    _ id: String, _ target: CommentTarget, _ visit: Visit
  ) async throws -> (submission: Submission, text: String, replyTo: String?)? {
    guard let account = visit.account, !id.isEmpty, let submission = try await submissions().find(id),
      submission.account == account.id, [.waiting, .changes, .conflict].contains(submission.state),
      submission.action == .add, let comment = submission.comment,
      EntryAddress(kind: submission.kind, slug: submission.slug) == target.subject,
      let commit = ObjectID(submission.commit)
    else { return nil }
    guard let source = try await contributions().source(CommentPath.file(comment, of: target.subject), at: commit)
    else {
      return nil
    }
    let parts = try CommentFile.parts(of: source.bytes)
    return (submission, parts.text, parts.replyTo)
  }
}

/// The names of comments' files.
enum CommentID {
  /// Twelve random letters and digits, of which files and ids of elements can be made.
  static func make() -> String {
    let digits = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)
    return String(decoding: Secret.randomBytes(12).map { digits[Int($0) & 31] }, as: UTF8.self)
  }
}
