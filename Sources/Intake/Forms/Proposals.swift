import Content
import Git
import HTTP
import Store

/// Taking a submission up again that nobody has accepted yet.
extension Intake {
  /// Somebody's own submission about what a form is about, open or declined; nil where the id names none.
  func proposal(_ id: String, of target: EntryTarget, _ visit: Visit) async throws -> Submission? {
    guard !id.isEmpty, let account = visit.account, let found = try await submissions().find(id),
      found.account == account.id, found.comment == nil, found.kind == target.kind.name, found.action != .delete,
      found.state.isWithAuthor || found.state.isOver, target.slug == nil || target.slug == found.slug,
      (target.slug == nil) == (found.action == .add)
    else { return nil }
    return found
  }

  /// What somebody has proposed of an entry and nobody has decided.
  func ownProposal(about target: EntryTarget, _ visit: Visit) async throws -> Submission? {
    guard let account = visit.account, let slug = target.slug else { return nil }
    return try await openSubmission(about: EntryAddress(kind: target.kind.name, slug: slug), by: account)
  }

  /// A form that holds what a submission proposes.
  ///
  /// In a conflict it also says what others have written meanwhile.
  func form(of submission: Submission, _ target: EntryTarget, _ visit: Visit) async throws -> ShownForm {
    var form = ShownForm(kind: target.kind, slug: target.slug)
    form.submission = submission.id
    form.note = submission.note
    form.newSlug = submission.moved
    let content = try contributions()
    guard let path = try await content.path(of: submission, of: target.kind),
      let commit = ObjectID(submission.commit), let source = try await content.source(path, at: commit)
    else { throw Problem.conflict }
    form.values = FormValues(try EntryDocument(path: path, bytes: source.bytes), of: target.kind)
    let known = target.entry?.main.path ?? path
    // The page may have moved since.
    let revision = ObjectID(submission.base)
    var base = try await content.source(known, at: revision)
    if base == nil { base = try await content.source(path, at: revision) }
    guard let base else { return form }
    form.base = base.blob.description
    if submission.state == .conflict, let current = try await content.source(known) {
      try reconcile(&form, path, base: base.bytes, current, visit)
    }
    return form
  }

  /// The files besides the entry's own that a submission brings, where they belong now, and what they were called.
  ///
  /// The entry may have another name than when it was submitted.
  func companions(
    of submission: Submission?, beside path: String, _ kind: Kind, _ content: ContentRepository
  ) async throws(GitError) -> [(path: String, change: FileChange, old: String, new: String)] {
    guard let submission, let commit = ObjectID(submission.commit), let base = ObjectID(submission.base),
      let known = try await content.path(of: submission, of: kind)
    else { return [] }
    let (old, new) = (EntryFolder(ofFile: known), EntryFolder(ofFile: path))
    return try await content.changes(of: commit, since: base)
      .filter { $0.key.hasPrefix(old.path + "/") && $0.key != known && $0.value != .delete }
      .sorted { $0.key < $1.key }
      .map { file, change in
        let name = String(file.dropFirst(old.path.count + 1))
        return (new.path(of: name), change, old.written(name), new.written(name))
      }
  }
}

extension ContentRepository {
  /// The file of the entry that a submission is about, relative to `content/`; nil where it has none.
  func path(of submission: Submission, of kind: Kind) async throws(GitError) -> String? {
    guard let commit = ObjectID(submission.commit), let base = ObjectID(submission.base) else { return nil }
    let names = [submission.moved, submission.slug].compactMap(\.self)
      .flatMap { ["\(kind.plural)/\($0).", "\(kind.plural)/\($0)/index."] }
    let written = try await changes(of: commit, since: base).filter { $0.value != .delete }.keys
      .filter { $0.hasPrefix(kind.plural + "/") && ($0.hasSuffix(".md") || $0.hasSuffix(".yaml")) }
    let own = written.filter { path in
      names.contains { path.hasPrefix($0) && !path.dropFirst($0.count).contains("/") }
    }
    // A page that has moved since has another name now; what was proposed is of one entry.
    let slugs = Set(written.map(Intake.slug(ofPath:)))
    // The main language's file has the shortest name.
    return (own.isEmpty && slugs.count == 1 ? written : own).min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }
}
