import Content
import Git
import HTTP
import Images
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
    let move = submission.moved.flatMap { slug in kind.map { EntryMove(of: $0, from: submission.slug, to: slug) } }
    let changes = try await content.changes(of: commit, since: base)
    var values: [Value] = []
    for (path, change) in changes.sorted(by: { $0.key < $1.key }) {
      // A file that moves is shown where it goes, beside what it was.
      if change == .delete, let new = move?.path(of: path), changes[new] != nil { continue }
      let old = try await content.source(move?.reversed.path(of: path) ?? path, at: against)?.bytes
      let new: [UInt8]? = if case .write(let bytes) = change { bytes } else { nil }
      let kind = pages.site.library.kinds.first { path.hasPrefix($0.plural + "/") }
      values.append(fileValue(path, from: old, to: new, kind, submission, visit))
    }
    return values
  }

  private func fileValue(
    _ path: String, from old: [UInt8]?, to new: [UInt8]?, _ kind: Kind?, _ submission: Submission, _ visit: Visit
  ) -> Value {
    if CommentPath.parse(path) != nil { return commentValue(path, from: old, to: new, visit) }
    let image = new.flatMap { ImageFormat($0) } == nil ? nil : imageAddress(of: path, submission, visit)
    var pairs: [(String, Value)] = [("path", .string(path)), ("image", Value(image))]
    let isEntry = Self.isText(path)
    let documents = [old, new].map { bytes in
      isEntry ? bytes.flatMap { try? EntryDocument(path: path, bytes: $0) } : nil
    }
    if let kind, isEntry {
      let diff = EntryDiff(from: documents[0], to: documents[1], of: kind)
      pairs.append(("fields", .list(diff.fields.map { value(of: $0, kind, visit) })))
      pairs.append(("lines", .list(diff.text.hunks.flatMap(\.lines).map(Self.value))))
    }
    if isEntry, kind == nil {
      // Settings and aliases, line by line.
      let texts = [old, new].map { String(decoding: $0 ?? [], as: UTF8.self) }
      let diff = LineDiff(from: texts[0], to: texts[1])
      pairs.append(("lines", .list(diff.hunks.flatMap(\.lines).map(Self.value))))
    }
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    for (name, document) in zip(["before", "after"], documents) {
      let text = document.flatMap { $0.text.isEmpty ? nil : $0.text }
      let html = text.map { pages.site.html(of: $0, folder: folder, in: visit.language) }
      pairs.append((name, html.map { .safe($0) } ?? .none))
    }
    return .dictionary(
      [("fields", .list([])), ("lines", .list([]))].filter { empty in
        !pairs.contains { $0.0 == empty.0 }
      } + pairs)
  }

  // MARK: Images

  private func imageAddress(of path: String, _ submission: Submission, _ visit: Visit) -> String {
    pages.address("/-/submissions/\(submission.id)/image", for: visit) + "?path=\(QueryText.encoded(path))"
  }

  /// A picture that a submission brings, for those who see the submission.
  func showImage(of submission: Submission, _ visit: Visit) async throws -> Response {
    guard let path = visit.request.query["path"], submission.state.isOpen, let commit = ObjectID(submission.commit),
      let base = ObjectID(submission.base), case let content = try contributions(),
      case .write(let bytes)? = try await content.changes(of: commit, since: base)[path],
      let format = ImageFormat(bytes)
    else { throw Problem.notFound }
    return .bytes(bytes, type: format.mediaType)
  }

  /// Of a comment people see the text alone.
  private func commentValue(_ path: String, from old: [UInt8]?, to new: [UInt8]?, _ visit: Visit) -> Value {
    let texts = [old, new].map { bytes in bytes.flatMap { (try? CommentFile.parts(of: $0))?.text } ?? "" }
    // What is new is read as it will be shown.
    let lines = old == nil ? [] : LineDiff(from: texts[0], to: texts[1]).hunks.flatMap(\.lines).map(Self.value)
    return .dictionary([
      ("path", .string("")), ("fields", .list([])), ("lines", .list(lines)),
      ("image", .none), ("before", .none),
      ("after", texts[1].isEmpty ? .none : .safe(pages.site.html(ofComment: texts[1], in: visit.language))),
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
