import Content
import HTTP
import Site
import Store
import Templates

/// Saying that something should not be there: members and visitors alike.
extension Intake {
  var reportRoutes: [ServiceRoute] {
    let paths = ["/-/report/{kind}/{slug}", "/-/report/{kind}/{slug}/{comment}"]
    return paths.flatMap { path -> [ServiceRoute] in
      [
        .get(path, .anyone) { visit, parameters in
          try self.reportPage(
            Form([("reason", ""), ("text", "")]), try self.reported(parameters, visit), visit)
        },
        .post(path, .anyone) { visit, parameters in
          try await self.report(try self.reported(parameters, visit), visit)
        },
      ]
    } + reportQueueRoutes
  }

  /// What a report is about.
  private struct Reported {
    let subject: EntryAddress
    let comment: String?
    let title: String
    let address: String
    let path: String

    /// Of the form's page, without the language's prefix.
    var form: String { "/-/report/\(subject.kind)/\(subject.slug)" + (comment.map { "/\($0)" } ?? "") }
  }

  /// An entry that members make, or a comment that can be read.
  private func reported(_ parameters: PathParameters, _ visit: Visit) throws(Problem) -> Reported {
    let library = pages.site.library
    let subject = EntryAddress(kind: parameters["kind"], slug: parameters["slug"])
    guard let id = library.entry(subject), let entry = pages.site.entry(subject, in: visit.language) else {
      throw .notFound
    }
    let name = parameters["comment"]
    guard !name.isEmpty else {
      guard EditRights.isOpenToMembers(library[library[id].kind]) else { throw .notFound }
      return Reported(
        subject: subject, comment: nil, title: entry.title, address: entry.address, path: library[id].main.path)
    }
    guard library.threads[subject]?[name]?.state == .shown else { throw .notFound }
    return Reported(
      subject: subject, comment: name, title: entry.title, address: "\(entry.address)#comment-\(name)",
      path: library[id].main.path)
  }

  private func reportPage(_ form: Form, _ reported: Reported, _ visit: Visit) throws -> Response {
    let site = pages.site
    let key = reported.comment == nil ? "report_entry_title" : "report_comment_title"
    let heading = site.text(key, language: visit.language, [("title", reported.title)])
    var said: Value = .none
    if let comment = reported.comment.flatMap({ site.library.threads[reported.subject]?[$0] }) {
      said = .safe(site.html(ofComment: comment.text, in: visit.language))
    }
    // Whose own it is changes it there, also without a script.
    let manages = reported.comment.flatMap { mayManage($0, reported.subject, visit) ? $0 : nil }.map {
      pages.address("/-/comment/\(reported.subject.kind)/\(reported.subject.slug)/\($0)", for: visit)
    }
    return try pages.page(
      "report", at: reported.form, heading: heading, for: visit,
      form.templateValues + [
        ("heading", .string(heading)), ("page_address", .string(reported.address)), ("said", said),
        ("reasons", .list(Report.Reason.allCases.map { .string($0.rawValue) })),
        ("shown_at", .string(ReadingTime.stamp(visit))), ("manage_address", Value(manages)),
      ], status: form.isFine ? .ok : .unprocessableContent)
  }

  private func mayManage(_ id: String, _ subject: EntryAddress, _ visit: Visit) -> Bool {
    let library = pages.site.library
    guard let account = visit.account, let comment = library.threads[subject]?[id] else { return false }
    let (rights, editor) = (EditRights(library), editor(of: account))
    return rights.mayEdit(comment, editor) || rights.mayDelete(comment, editor)
  }

  private func report(_ reported: Reported, _ visit: Visit) async throws -> Response {
    var form = Form([("reason", visit.field("reason")), ("text", visit.field("text"))])
    let reason = Report.Reason(rawValue: visit.field("reason"))
    if reason == nil { form.refuse("reason", "error_required") }
    if reason == .other, visit.field("text").isEmpty { form.refuse("text", "error_required") }
    guard form.isFine, let reason else { return try reportPage(form, reported, visit) }
    let thanks = try thanksPage(reported, visit)
    // Machines learn nothing from the answer.
    guard visit.account != nil || (!visit.filledTrap && ReadingTime.hasPassed(visit)) else { return thanks }
    if let account = visit.account {
      try limit(.reportsOfAccount, account.id, visit)
    } else {
      try limit(.reportsOfAddress, visit.network, visit)
    }
    let report = Report(
      id: RandomID.make(), kind: reported.subject.kind, slug: reported.subject.slug, comment: reported.comment,
      title: reported.title, path: reported.path, reason: reason, text: String(visit.field("text").prefix(2_000)),
      account: visit.account?.id, created: visit.now)
    try await store.transaction { (transaction) throws(StoreError) in
      // Once is enough of one person.
      if let account = report.account {
        let same = Query(
          .and([
            .equals("about", .text(report.about)), .equals("account", .text(account)),
            .equals("state", .text(Report.State.open.rawValue)),
          ]), limit: 1)
        guard try transaction.find(same, in: Report.collection).isEmpty else { return }
      }
      try transaction.insert(report.fields, id: report.id, into: Report.collection)
    }
    return thanks
  }

  private func thanksPage(_ reported: Reported, _ visit: Visit) throws -> Response {
    try pages.page(
      "reported", at: reported.form, title: "report_thanks_title", for: visit,
      [("page_address", .string(reported.address))])
  }
}
