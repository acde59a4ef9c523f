import Content
import HTTP
import Site
import Store
import Templates

/// Saying something about an entry.
extension Intake {
  private static let limits = FormLimits(maximumBytes: 256 << 10, maximumFields: 20)

  var commentRoutes: [ServiceRoute] {
    let one = "/-/comment/{kind}/{slug}/{id}"
    return [
      .get("/-/comment/{kind}/{slug}", .role(.member)) { visit, parameters in
        try await self.showCommentForm(about: try self.commentTarget(parameters, visit), visit)
      },
      .form("/-/comment/{kind}/{slug}", .anyone, Self.limits) { visit, parameters in
        try await self.takeComment(parameters, visit)
      },
      .get(one, .role(.member)) { visit, parameters in
        let (target, comment) = try self.existingComment(parameters, visit)
        var form = CommentForm()
        form.text = comment.text
        return try self.commentPage(form, target, comment, visit)
      },
      .form(one, .anyone, Self.limits) { visit, parameters in try await self.takeComment(parameters, visit) },
      .post("\(one)/delete", .role(.member)) { visit, parameters in
        try await self.deleteComment(parameters, visit)
      },
      .post("\(one)/hide", .role(.reviewer)) { visit, parameters in
        try await self.setHidden(true, parameters, visit)
      },
      .post("\(one)/show", .role(.reviewer)) { visit, parameters in
        try await self.setHidden(false, parameters, visit)
      },
      .post("/-/thread/{kind}/{slug}/close", .role(.reviewer)) { visit, parameters in
        try await self.setClosed(true, parameters, visit)
      },
      .post("/-/thread/{kind}/{slug}/open", .role(.reviewer)) { visit, parameters in
        try await self.setClosed(false, parameters, visit)
      },
      .post("/-/markdown/comment", .role(.member), maximumBytes: 64 << 10) { visit, _ in
        let html = self.pages.site.html(ofComment: visit.request.form["text"] ?? "", in: visit.language)
        return .bytes(Array(html.utf8), type: "text/html; charset=utf-8")
      },
    ]
  }

  /// What is commented on.
  struct CommentTarget: Sendable {
    let subject: EntryAddress
    let id: EntryID
    /// Of the entry, in the reader's language.
    let title: String
    /// Of the entry's page.
    let address: String

    /// Of the form's page, without the language's prefix.
    var path: String { "/-/comment/\(subject.kind)/\(subject.slug)" }
  }

  /// The entry of an address; one whose kind opens no comments, or that has no page, is not there.
  func commentTarget(_ parameters: PathParameters, _ visit: Visit) throws(Problem) -> CommentTarget {
    try commentTarget(EntryAddress(kind: parameters["kind"], slug: parameters["slug"]), visit)
  }

  private func commentTarget(_ subject: EntryAddress, _ visit: Visit) throws(Problem) -> CommentTarget {
    let site = pages.site
    let id = site.library.entry(subject) ?? site.entry(formerlyAt: subject)
    guard let id else { throw .notFound }
    let subject = EntryAddress(kind: subject.kind, slug: site.library[id].slug)
    guard site.library.kind(named: subject.kind)?.opensComments == true,
      let entry = site.entry(subject, in: visit.language)
    else { throw .notFound }
    return CommentTarget(subject: subject, id: id, title: entry.title, address: entry.address)
  }

  /// A comment that somebody may do something about.
  func existingComment(
    _ parameters: PathParameters, _ visit: Visit
  ) throws(Problem) -> (target: CommentTarget, comment: Comment) {
    let subject = EntryAddress(kind: parameters["kind"], slug: parameters["slug"])
    return try commentTarget(parameters["id"], of: subject, visit)
  }

  func commentTarget(
    _ id: String, of subject: EntryAddress, _ visit: Visit
  ) throws(Problem) -> (target: CommentTarget, comment: Comment) {
    let target = try commentTarget(subject, visit)
    let library = pages.site.library
    guard let editor = visit.account.map(editor(of:)), let comment = library.threads[subject]?[id],
      EditRights(library).mayEdit(comment, editor) || EditRights(library).mayDelete(comment, editor)
    else { throw .notFound }
    return (target, comment)
  }

  // MARK: Pages

  private func showCommentForm(about target: CommentTarget, _ visit: Visit) async throws -> Response {
    let thread = pages.site.library.threads[target.subject]
    let asked = visit.request.query["reply"] ?? ""
    let isGone = thread?[asked].map { $0.state != .shown } ?? false
    var form = CommentForm(replyTo: isGone || !CommentID.isID(asked) ? "" : asked)
    if let draft = try await commentDraft(about: target, replyTo: asked, visit) {
      form = CommentForm(draft.values)
    } else if let id = visit.request.query["submission"], let open = try await openComment(id, target, visit) {
      form.text = open.text
      form.replyTo = open.replyTo ?? ""
      form.submission = id
    }
    return try await newCommentPage(form, target, visit)
  }

  func newCommentPage(_ form: CommentForm, _ target: CommentTarget, _ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    let (site, rights) = (pages.site, EditRights(pages.site.library))
    let editor = editor(of: account)
    let answered = site.library.threads[target.subject]?[form.replyTo]
    let heading = site.text("comment_title", language: visit.language, [("title", target.title)])
    var shown: Value = .none
    if let answered, answered.state == .shown {
      shown = .dictionary([
        ("name", .string(name(of: answered, visit))),
        ("content", .safe(site.html(ofComment: answered.text, in: visit.language))),
      ])
    }
    return try pages.page(
      "comment-form", at: target.path, heading: heading, for: visit,
      form.templateValues + [
        ("shown_at", .string(ReadingTime.stamp(visit))), ("heading", .string(heading)),
        ("page_address", .string(target.address)), ("answered", shown),
        ("is_closed", .bool(!rights.mayComment(on: target.id, editor))),
        ("is_reviewed", .bool(rights.isReviewed(commentBy: editor))), ("moderates", .bool(rights.mayModerate(editor))),
        (
          "thread_address", .string(pages.address(target.path.replacing("/-/comment/", with: "/-/thread/"), for: visit))
        ),
        ("kept", .string("comment:\(target.subject):\(form.replyTo)")), ("comment", .none),
      ], status: form.mistake == nil ? .ok : .unprocessableContent)
  }

  /// One comment, and what may be done about it.
  ///
  /// - Parameter lacksReason: whether it was to be taken from sight without the reason that its author must be told.
  func commentPage(
    _ form: CommentForm, _ target: CommentTarget, _ comment: Comment, _ visit: Visit, lacksReason: Bool = false
  ) throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    let (site, rights) = (pages.site, EditRights(pages.site.library))
    let editor = editor(of: account)
    let heading = site.text("comment_on", language: visit.language, [("title", target.title)])
    let path = "\(target.path)/\(comment.id)"
    let shown = Value.dictionary([
      ("name", .string(name(of: comment, visit))), ("hidden", .bool(comment.state == .hidden)),
      ("content", .safe(site.html(ofComment: comment.text, in: visit.language))),
      ("address", .string(pages.address(path, for: visit))), ("mine", .bool(rights.mayEdit(comment, editor))),
    ])
    return try pages.page(
      "comment-form", at: path, heading: heading, for: visit,
      form.templateValues + [
        ("shown_at", .string(ReadingTime.stamp(visit))), ("heading", .string(heading)),
        ("page_address", .string("\(target.address)#comment-\(comment.id)")),
        ("answered", .none), ("is_closed", .bool(false)), ("is_reviewed", .bool(false)),
        ("moderates", .bool(rights.mayModerate(editor))), ("thread_address", .none),
        ("kept", .string("comment:\(target.subject):\(comment.id)")), ("comment", shown),
        ("lacks_reason", .bool(lacksReason)),
      ], status: form.mistake == nil && !lacksReason ? .ok : .unprocessableContent)
  }

  /// What people call the writer of a comment.
  func name(of comment: Comment, _ visit: Visit) -> String {
    let known = comment.author.profile.flatMap { pages.site.library.entry($0) }.map {
      pages.site.library[$0][pages.site.known(visit.language)].title
    }
    return known ?? comment.author.name ?? pages.site.text("comment_former_member", language: visit.language)
  }

  /// What somebody may do about the comments of a page, for the script of static pages.
  func commentLinks(onPage page: String, for account: Account, _ visit: Visit) -> [DocumentValue] {
    let site = pages.site
    guard content != nil, case .entry(let id, let language)? = site.subject(ofPage: page) else { return [] }
    let (rights, editor) = (EditRights(site.library), editor(of: account))
    let subject = EntryAddress(kind: site.library[site.library[id].kind].name, slug: site.library[id].slug)
    return (site.library.threads[subject]?.comments ?? []).compactMap { comment in
      let isMine = rights.mayEdit(comment, editor)
      guard isMine || rights.mayDelete(comment, editor) else { return nil }
      return .object([
        "id": .text(comment.id),
        "label": .text(site.text(isMine ? "comment_edit" : "comment_moderate", language: language)),
        "address": .text(site.address("/-/comment/\(subject.kind)/\(subject.slug)/\(comment.id)", in: language)),
      ])
    }
  }
}
