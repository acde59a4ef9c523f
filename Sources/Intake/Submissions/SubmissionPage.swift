import Content
import Git
import HTTP
import Site
import Store
import Templates

/// One submission: what it changes, and what may be done about it.
extension Intake {
  func submissionPage(_ submission: Submission, _ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    let author = try await self.account(submission.account)
    let isOpen = [.waiting, .changes].contains(submission.state)
    let kind = pages.site.library.kind(named: submission.kind)
    let entry = "\(submission.kind)/\(submission.slug)"
    let address =
      submission.comment.map { "/-/comment/\(entry)" + (submission.action == .add ? "" : "/\($0)") }
      ?? (submission.action == .add ? "/-/new/\(submission.kind)" : "/-/edit/\(entry)")
    let files = submission.state.isOpen ? try await fileChanges(of: submission, kind, visit) : []
    return try pages.page(
      "submission", at: "/-/submissions/\(submission.id)", heading: submission.title, for: visit,
      [
        ("submission", value(of: submission, by: author?.name, visit)), ("files", .list(files)),
        ("queue", account.role >= .reviewer ? try await queue(visit) : .none),
        ("conflicts", .bool(submission.state == .conflict)),
        ("may_decide", .bool(isOpen && account.role >= .reviewer && account.id != submission.account)),
        ("is_own", .bool(submission.state.isOpen && account.id == submission.account)),
        ("edit_address", .string(pages.address(address, for: visit) + "?submission=\(submission.id)")),
      ])
  }

  /// By file, what a submission changes in what is there now.
  private func fileChanges(
    of submission: Submission, _ kind: Kind?, _ visit: Visit
  ) async throws -> [Value] {
    let content = try contributions()
    guard let commit = ObjectID(submission.commit), let base = ObjectID(submission.base) else { return [] }
    let head = try await content.repository.head().revision
    // A conflict is with what is there now; all else is shown against what its author saw.
    let against = submission.state == .conflict ? head : base
    var values: [Value] = []
    for (path, change) in try await content.changes(of: commit, since: base).sorted(by: { $0.key < $1.key }) {
      let old = try await content.source(path, at: against)?.bytes
      let new: [UInt8]? = if case .write(let bytes) = change { bytes } else { nil }
      values.append(fileValue(path, from: old, to: new, kind, visit))
    }
    return values
  }

  private func fileValue(_ path: String, from old: [UInt8]?, to new: [UInt8]?, _ kind: Kind?, _ visit: Visit) -> Value {
    if CommentPath.parse(path) != nil { return commentValue(path, from: old, to: new, visit) }
    var pairs: [(String, Value)] = [("path", .string(path))]
    let isEntry = path.hasSuffix(".md") || path.hasSuffix(".yaml")
    let documents = [old, new].map { bytes in
      isEntry ? bytes.flatMap { try? EntryDocument(path: path, bytes: $0) } : nil
    }
    if let kind, isEntry {
      let diff = EntryDiff(from: documents[0], to: documents[1], of: kind)
      pairs.append(("fields", .list(diff.fields.map { value(of: $0, kind, visit) })))
      pairs.append(("lines", .list(diff.text.hunks.flatMap(\.lines).map(Self.value))))
    }
    if let text = documents[1]?.text, !text.isEmpty {
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      pairs.append(("rendered", .safe(pages.site.html(of: text, folder: folder, in: visit.language))))
    } else {
      pairs.append(("rendered", .none))
    }
    return .dictionary(
      [("fields", .list([])), ("lines", .list([]))].filter { empty in
        !pairs.contains { $0.0 == empty.0 }
      } + pairs)
  }

  /// Of a comment people see the text alone.
  private func commentValue(_ path: String, from old: [UInt8]?, to new: [UInt8]?, _ visit: Visit) -> Value {
    let texts = [old, new].map { bytes in bytes.flatMap { (try? CommentFile.parts(of: $0))?.text } ?? "" }
    // What is new is read as it will be shown.
    let lines = old == nil ? [] : LineDiff(from: texts[0], to: texts[1]).hunks.flatMap(\.lines).map(Self.value)
    return .dictionary([
      ("path", .string("")), ("fields", .list([])), ("lines", .list(lines)),
      ("rendered", texts[1].isEmpty ? .none : .safe(pages.site.html(ofComment: texts[1], in: visit.language))),
    ])
  }

  private func value(of change: EntryDiff.FieldChange, _ kind: Kind, _ visit: Visit) -> Value {
    .dictionary([
      ("label", .string(ShownForm.label(of: change.path.formName, kind, pages.site, visit.language))),
      ("old", .string(change.old?.displayed ?? "")), ("new", .string(change.new?.displayed ?? "")),
    ])
  }

  private static func value(of line: LineDiff.Line) -> Value {
    let kind =
      switch line.change {
      case .same: "same"
      case .removed: "removed"
      case .added: "added"
      }
    return .dictionary([("kind", .string(kind)), ("text", .string(line.text))])
  }
}
