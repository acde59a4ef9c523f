import Content
import Git
import HTTP
import Site
import Store
import Templates

/// What was reported, for reviewers: one row for everything that was said about the same.
extension Intake {
  var reportQueueRoutes: [ServiceRoute] {
    [
      .get("/-/review/reports", .role(.reviewer)) { visit, _ in try await self.reportQueue(visit) },
      .post("/-/review/reports/{id}", .role(.reviewer)) { visit, parameters in
        try await self.decideReport(parameters["id"], visit)
      },
    ]
  }

  private static let mostReports = 500

  /// - Parameter unexplained: the report that something was to be done about without a reason.
  private func reportQueue(_ visit: Visit, unexplained: String? = nil) async throws -> Response {
    let isOpen = visit.request.query["state"] != "decided"
    let open = Condition.equals("state", .text(Report.State.open.rawValue))
    let found = try await store.find(
      Query(
        isOpen ? open : .not(open), sort: [isOpen ? .ascending("created") : .descending("created")],
        limit: Self.mostReports),
      in: Report.collection
    ).compactMap(Report.init)
    var groups: [(about: String, reports: [Report])] = []
    for report in found {
      if let place = groups.firstIndex(where: { $0.about == report.about }) {
        groups[place].reports.append(report)
      } else {
        groups.append((report.about, [report]))
      }
    }
    return try pages.page(
      "reports", at: "/-/review/reports", title: "reports_title", for: visit,
      [
        ("groups", .list(groups.map { value(of: $0.reports, visit) })), ("is_open", .bool(isOpen)),
        ("queue", try await queue(visit)), ("unexplained", Value(unexplained)),
      ], status: unexplained == nil ? .ok : .unprocessableContent)
  }

  private func value(of reports: [Report], _ visit: Visit) -> Value {
    guard let first = reports.first else { return .none }
    let site = pages.site
    let comment = first.comment.flatMap { site.library.threads[first.subject]?[$0] }
    let page = site.entry(first.subject, in: visit.language)
    let kind = site.library.kind(named: first.kind)?.labels.singular.text(in: site.known(visit.language))
    return .dictionary([
      ("id", .string(first.id)), ("title", .string(first.title)),
      ("kind", .string(first.comment == nil ? kind ?? first.kind : site.text("comment", language: visit.language))),
      ("page", Value(page.map { $0.address + (first.comment.map { "#comment-\($0)" } ?? "") })),
      ("said", comment.map { .safe(site.html(ofComment: $0.text, in: visit.language)) } ?? .none),
      ("name", comment.map { .string(name(of: $0, visit)) } ?? .none), ("state", .string(first.state.rawValue)),
      ("created", site.moment(first.created)),
      ("age", .string(Age.text(from: first.created, to: visit.now, site, visit.language))),
      // What nobody shows any more cannot be hidden.
      ("is_there", .bool(first.comment == nil ? page != nil : comment?.state == .shown)),
      ("can_return", .bool(first.state == .hidden && (first.comment == nil ? page == nil : comment?.state == .hidden))),
      (
        "reports",
        .list(
          reports.map { report in
            .dictionary([
              ("reason", .string(report.reason.key)), ("text", .string(report.text)),
              ("member", .bool(report.account != nil)), ("created", site.moment(report.created)),
            ])
          })
      ),
    ])
  }

  // MARK: Deciding

  private func decideReport(_ id: String, _ visit: Visit) async throws -> Response {
    guard Base64URL.isText(id),
      let report = try await store.document(id, in: Report.collection).flatMap(Report.init)
    else { throw Problem.notFound }
    let action = visit.field("action")
    if action == "hide" || action == "delete", reason(visit).isEmpty {
      return try await reportQueue(visit, unexplained: id)
    }
    let state: Report.State
    switch action {
    case "dismiss":
      try await noteDecision(.dismissedReport, about: report.subject, authors: [], visit)
      state = .dismissed
    case "hide":
      if let comment = report.comment {
        try await moderate(comment, of: report, visit, isHidden: true)
      } else {
        try await setHidden(true, report, visit)
      }
      state = .hidden
    case "return" where report.state == .hidden:
      if let comment = report.comment {
        try await moderate(comment, of: report, visit, isHidden: false)
      } else {
        try await setHidden(false, report, visit)
      }
      state = .dismissed
    case "delete":
      try await delete(report, visit)
      state = .deleted
    default: throw Problem.refused(.badRequest)
    }
    try await settle(report, as: state, visit)
    return pages.redirect(to: "/-/review/reports", for: visit, done: .decided)
  }

  /// All that was said about the same is decided together.
  private func settle(_ report: Report, as state: Report.State, _ visit: Visit) async throws(StoreError) {
    try await store.transaction { (transaction) throws(StoreError) in
      let same = Query(.equals("about", .text(report.about)))
      for var document in try transaction.find(same, in: Report.collection) {
        guard var other = Report(document), other.id == report.id || other.state == .open else { continue }
        other.state = state
        other.decided = visit.now
        document.fields = other.fields
        try transaction.replace(document, in: Report.collection)
      }
    }
  }

  private func moderate(_ id: String, of report: Report, _ visit: Visit, isHidden: Bool) async throws {
    let (target, comment) = try commentTarget(id, of: report.subject, visit)
    _ = try await setHidden(isHidden, comment, target, visit)
  }

  private func delete(_ report: Report, _ visit: Visit) async throws {
    if let id = report.comment {
      let (target, comment) = try commentTarget(id, of: report.subject, visit)
      _ = try await delete(comment, target, visit)
      return
    }
    let library = pages.site.library
    guard let account = visit.account, let id = library.entry(report.subject),
      EditRights(library).mayEdit(id, editor(of: account))
    else { throw Problem.notFound }
    let authors = try await accounts(of: EditRights(library).people(of: id))
    let content = try contributions()
    let head = try await content.repository.head().revision
    var files: [String: FileChange] = [:]
    for variant in library[id].variants where try await content.source(variant.path, at: head) != nil {
      files[variant.path] = .delete
    }
    try await change(files, .delete, report, at: head, visit)
    try await noteDecision(.deletedEntry, about: report.subject, authors: authors, visit)
  }

  /// Makes an entry a draft, which no build shows, or takes that back.
  private func setHidden(_ isHidden: Bool, _ report: Report, _ visit: Visit) async throws {
    let library = pages.site.library
    let id = library.entry(report.subject)
    guard let account = visit.account, account.role >= .reviewer,
      id.map({ EditRights(library).mayEdit($0, editor(of: account)) }) ?? !isHidden,
      let kind = library.kind(named: report.kind)
    else { throw Problem.notFound }
    let authors = try await accounts(of: id.map { EditRights(library).people(of: $0) } ?? [])
    let content = try contributions()
    let head = try await content.repository.head().revision
    guard let source = try await content.source(report.path, at: head) else { throw Problem.conflict }
    var edit = EntryEdit()
    if isHidden {
      edit.set(ValuePath(field: "draft"), to: .text("true"))
    } else {
      edit.remove(ValuePath(field: "draft"))
    }
    let bytes = try edit.applied(to: try EntryDocument(path: source.path, bytes: source.bytes), of: kind)
    if bytes != source.bytes { try await change([report.path: .write(bytes)], .edit, report, at: head, visit) }
    try await noteDecision(isHidden ? .hidEntry : .showedEntry, about: report.subject, authors: authors, visit)
  }

  private func change(
    _ files: [String: FileChange], _ action: Submission.Action, _ report: Report, at head: ObjectID, _ visit: Visit
  ) async throws {
    guard let account = visit.account else { throw Problem.notFound }
    let submission = Submission(
      id: RandomID.make(), account: account.id, action: action, kind: report.kind, slug: report.slug,
      title: report.title, base: "", commit: "", created: visit.now, updated: visit.now)
    let kept = try await submissions().keep(files, submission, onto: head, author: account, at: visit.now)
    guard try await publish(kept, by: nil, at: visit.now).done.state == .accepted else { throw Problem.conflict }
  }
}
