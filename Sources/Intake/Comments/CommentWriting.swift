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
    do {
      return try await take(&form, sent, parameters, visit)
    } catch let error as UnsentForm {
      throw error
    } catch {
      // Without its page there is no place where it could wait.
      throw UnsentForm(problem: problem(for: error, visit.request), kept: .shown(form.text))
    }
  }

  private func take(
    _ form: inout CommentForm, _ sent: FormData, _ parameters: PathParameters, _ visit: Visit
  ) async throws -> Response {
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
    guard !visit.hasStaleForm else {
      form.mistake = "mistake_stale_form"
      return try await again()
    }
    switch sent.fields["action"] ?? "submit" {
    case "preview":
      form.preview = html
      return try await again()
    case "draft" where comment == nil:
      try await keepDraft(of: form, sent.fields, target, account, visit)
      return pages.redirect(to: "/-/my", for: visit, done: .draftKept)
    case "submit":
      form.check(html: html)
      guard form.mistake == nil else { return try await again() }
      if let comment {
        try limit(.commentsOfAccount, account.id, visit)
        return try await change(comment, to: form, target, account, visit)
      }
      guard EditRights(pages.site.library).mayComment(on: target.id, editor(of: account)) else {
        throw Problem.commentsClosed
      }
      do {
        try limit(.commentsOfAccount, account.id, visit)
        return try await add(form, target, account, visit)
      } catch {
        try await keepDraft(of: form, sent.fields, target, account, visit)
        throw UnsentForm(problem: problem(for: error, visit.request), kept: .asDraft)
      }
    default: throw Problem.refused(.badRequest)
    }
  }

  // MARK: Adding

  private func add(
    _ form: CommentForm, _ target: CommentTarget, _ account: Account, _ visit: Visit
  ) async throws -> Response {
    let library = pages.site.library
    // What was declined stays so; this is another one.
    let open = try await openComment(form.submission, target, visit)
      .flatMap { $0.submission.state.isWithAuthor ? $0 : nil }
    let thread = library.threads[target.subject]
    if let same = thread?.comments.last(where: { isRepeated($0, form, account) }) {
      try await discardCommentDraft(target, replyTo: form.replyTo, visit)
      return .redirect(to: "\(target.address)#comment-\(same.id)")
    }
    let id = open?.submission.comment ?? CommentID.make()
    // What was answered may have been deleted meanwhile; then it stands for itself.
    let parent = try await isThere(form.replyTo, target) ? form.replyTo : nil
    let bytes = try CommentFile.bytes(
      form.text, by: author(account), at: library.settings.timeZone.moment(at: visit.now), replyTo: parent)
    let response = try await send(
      [CommentPath.file(id, of: target.subject): .write(bytes)],
      open?.submission ?? submission(.add, id, target, account, visit), isNew: open == nil, target, visit)
    try await discardCommentDraft(target, replyTo: form.replyTo, visit)
    return response
  }

  /// Whether a comment can be answered, as git has it: the site may be a build behind.
  private func isThere(_ id: String, _ target: CommentTarget) async throws -> Bool {
    guard CommentID.isID(id) else { return false }
    let source = try await contributions().source(CommentPath.file(id, of: target.subject))
    return source.flatMap { try? CommentFile.parts(of: $0.bytes) }?.isShown ?? false
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
    guard EditRights(pages.site.library).mayEdit(comment, editor(of: account)) else { throw Problem.notFound }
    guard let source = try await contributions().source(comment.path) else { throw Problem.conflict }
    let bytes = try CommentFile.replacingText(in: source.bytes, with: form.text)
    guard bytes != source.bytes else { return .redirect(to: "\(target.address)#comment-\(comment.id)") }
    return try await send(
      [comment.path: .write(bytes)], submission(.edit, comment.id, target, account, visit), isNew: true, target, visit)
  }

  // MARK: Submissions

  func submission(
    _ action: Submission.Action, _ id: String, _ target: CommentTarget, _ account: Account, _ visit: Visit
  ) -> Submission {
    Submission(
      id: RandomID.make(), account: account.id, action: action, kind: target.subject.kind, slug: target.subject.slug,
      comment: id, title: target.title, base: "", commit: "", created: visit.now, updated: visit.now)
  }

  /// Keeps what somebody says, and publishes it unless somebody must read it first.
  private func send(
    _ files: [String: FileChange], _ submission: Submission, isNew: Bool, _ target: CommentTarget, _ visit: Visit
  ) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    let head = try await contributions().repository.head().revision
    let verdict = try await judge(
      files, about: target.subject, of: account, against: head, isTimed: true, visit)
    var noted = submission
    noted.note(verdict)
    let isRead = verdict.isHeld || EditRights(pages.site.library).isReviewed(commentBy: editor(of: account))
    noted.state = isRead ? .waiting : .accepting
    let kept =
      isNew
      ? try await submissions().keep(files, noted, onto: head, author: account, at: visit.now)
      : try await submissions().replace(noted, with: files, onto: head, author: account, at: visit.now)
    guard kept.state == .accepting else {
      return pages.redirect(to: "/-/submissions/\(kept.id)", for: visit, done: .commentHeld)
    }
    return try await settle(kept, target, visit)
  }

  /// Publishes a submission, and leads to what it changed.
  func settle(_ kept: Submission, _ target: CommentTarget, _ visit: Visit) async throws -> Response {
    let (done, isShown) = try await publish(kept, by: nil, at: visit.now)
    guard done.state == .accepted else { return pages.redirect(to: "/-/submissions/\(kept.id)", for: visit) }
    guard isShown else { return pages.redirect(to: "/-/my", for: visit, done: .publishedLater) }
    let place = done.comment == "thread" || done.action == .delete ? "_comments" : "comment-\(done.comment ?? "")"
    return .redirect(to: "\(target.address)#\(place)")
  }

  /// A comment of somebody's own that is not published, and what it says.
  func openComment(
    _ id: String, _ target: CommentTarget, _ visit: Visit
  ) async throws -> (submission: Submission, text: String, replyTo: String?)? {
    guard let account = visit.account, !id.isEmpty, let submission = try await submissions().find(id),
      submission.account == account.id, submission.state.isWithAuthor || submission.state.isOver,
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
  /// Whether it can be one, of the service or written by hand: nothing that leads elsewhere.
  static func isID(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 200
      && text.utf8.allSatisfy { Base64URL.isDigit($0) && $0 != UInt8(ascii: "_") }
  }

  /// Twelve random letters and digits, of which files and ids of elements can be made.
  static func make() -> String {
    let digits = Array("abcdefghijkmnpqrstuvwxyz23456789".utf8)
    return String(decoding: Secret.randomBytes(12).map { digits[Int($0) & 31] }, as: UTF8.self)
  }
}
