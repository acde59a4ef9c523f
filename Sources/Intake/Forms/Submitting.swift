import Content
import Git
import HTTP
import Markup
import Site
import Store
import Templates

/// From a form that was sent to a submission.
extension Intake {
  func submit(_ sent: ShownForm, _ target: EntryTarget, _ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    try limit(.submissionsOfAccount, account.id, visit)
    var form = sent
    let content = try contributions()
    let head = try await content.repository.head().revision
    let open = try await proposal(form.submission, of: target, visit)
    let path = try await self.path(of: form, target, open, content, at: head)
    requireOneself(&form, target, account, visit)
    var placed = PlacedUploads(form.values)
    try await placed.place(from: uploads, of: account, beside: path) { path in
      try await content.source(path, at: head) == nil
    }
    for field in placed.missing {
      form.refuse(field, pages.site.text("mistake_upload_gone", language: visit.language))
    }
    // Files of the proposal that this one takes the place of come along where it still names them.
    var files = placed.files
    for file in try await companions(of: open, beside: path, target.kind, content) where files[file.path] == nil {
      files[file.path] = file.change
      if file.old != file.new { placed.values.replace(file.old, with: file.new) }
    }
    guard let bytes = try await candidate(&form, placed.values, path, target, content, at: head, visit) else {
      return try formPage(form, target, visit)
    }
    // The site may not know yet what was published just before.
    let companions = files.keys.sorted() + (try await content.files(inFolderOf: path, at: head))
    let mistakes = EntryMistakes(site: pages.site, language: visit.language, kind: target.kind)
      .mistakes(of: EntryCandidate(path: path, bytes: bytes, companions: companions))
    // What was refused already is told once, in the words of who refused it.
    let refused = form.mistakes.map(\.path)
    for mistake in mistakes where !refused.contains(where: { mistake.path == $0 || mistake.path.hasPrefix($0 + ".") }) {
      form.refuse(mistake.path, mistake.text)
    }
    for mistake in EntryMistakes(site: pages.site, language: visit.language, kind: target.kind)
      .mistakes(inTexts: placed.values, ofFile: path, companions: companions)
    {
      form.refuse(mistake.path, mistake.text)
    }
    let move = try await requestedMove(&form, target, content, at: head, visit)
    guard form.isFine else { return try formPage(form, target, visit) }
    files = files.filter { EntryFolder(ofFile: path).names($0.key, in: bytes) }
    if let move, let entry = target.entry {
      do {
        let moved = try await self.files(of: move, entry, main: bytes, content, at: head)
        for (path, change) in files {
          files[path] = nil
          files[move.path(of: path) ?? path] = change
        }
        files.merge(moved) { own, _ in own }
      } catch let mention as LastingMention {
        form.refuse("", mentionText(mention, visit))
        return try formPage(form, target, visit)
      }
    } else if target.entry == nil {
      files.merge(try await self.files(adding: bytes, at: path, target.kind, content, at: head)) { $1 }
    } else if open?.state.isWithAuthor != true, try await content.source(path, at: head)?.bytes == bytes {
      try await discardDraft(of: form, visit)
      return .redirect(to: addressAfter(form, target, visit) ?? pages.address("/-/my", for: visit))
    } else {
      files[path] = .write(bytes)
      files.merge(try await replacedFiles(of: path, by: bytes, content, at: head)) { own, _ in own }
    }
    let response = try await keep(files, at: path, form, target, head, account, visit, move)
    uploads.finish(placed.uploads)
    return response
  }

  /// The path of the entry's file, relative to `content/`.
  private func path(
    of form: ShownForm, _ target: EntryTarget, _ open: Submission?, _ content: ContentRepository, at head: ObjectID
  ) async throws -> String {
    if let entry = target.entry { return entry.main.path }
    // Somebody else may have had the same name published meanwhile.
    if let open, let path = try await content.path(of: open, of: target.kind),
      try await isFree(Self.slug(ofPath: path), target.kind, content, at: head)
    {
      return path
    }
    let base = Slug.make(from: form.title(in: pages.site.library.settings.mainLanguage))
    // A title without Latin letters makes no name of a file.
    let name = EntryMove.isSlug(base) ? base : target.kind.name
    // Another of the same name gets a number.
    for number in 1...999 {
      let slug = number == 1 ? name : "\(name)-\(number)"
      let candidates = ["\(target.kind.plural)/\(slug).md", "\(target.kind.plural)/\(slug)/index.md"]
      var isFree =
        pages.site.library.entry(kind: target.kind.name, slug: slug) == nil
        && !pages.site.addressUse(of: target.kind, slug: slug, by: nil).isTaken
      for candidate in candidates where isFree { isFree = try await content.source(candidate, at: head) == nil }
      // An entry with files has a folder of its own.
      if isFree { return candidates[PlacedUploads.areNeeded(by: form.values) ? 1 : 0] }
    }
    throw Problem.conflict
  }

  /// How a field names somebody: with the kind where it refers to several.
  func reference(to account: Account, in field: Field) -> String {
    guard let profile = account.profile else { return "" }
    return field.referredKinds.count > 1 ? "\(settings.profileKind):\(profile)" : profile
  }

  /// Whoever adds an entry about people, without being a reviewer, is one of them.
  private func requireOneself(_ form: inout ShownForm, _ target: EntryTarget, _ account: Account, _ visit: Visit) {
    guard target.entry == nil, account.role == .member,
      let field = EditRights(pages.site.library).namingField(of: target.kind),
      !form.values[field.name].contains(reference(to: account, in: field))
    else { return }
    form.refuse(field.name, pages.site.text("mistake_yourself", language: visit.language))
  }

  /// The file as it will be; nil, with a word in the form, where that cannot be told.
  ///
  /// What others have changed since the form was shown stays, as long as it is not the same.
  private func candidate(
    _ form: inout ShownForm, _ values: FormValues, _ path: String, _ target: EntryTarget, _ content: ContentRepository,
    at head: ObjectID, _ visit: Visit
  ) async throws -> [UInt8]? {
    let current = try await content.source(path, at: head)
    guard target.entry != nil else { return try EntryWriting.apply(values, to: nil, at: path, of: target.kind) }
    guard let current else { throw Problem.conflict }
    var base = current.bytes
    if let blob = ObjectID(form.base), blob != current.blob,
      let bytes = try? await content.repository.bytes(of: blob)
    {
      base = bytes
    }
    let own = try EntryWriting.apply(values, to: base, at: path, of: target.kind)
    guard base != current.bytes else { return own }
    if let merged = try EntryWriting.merge(
      path, base: base, current: current.bytes, submitted: own, of: target.kind)
    {
      return merged
    }
    try reconcile(&form, path, base: base, current, visit)
    return nil
  }

  /// Shows somebody what others have written meanwhile, beside what they have typed.
  func reconcile(
    _ form: inout ShownForm, _ path: String, base: [UInt8], _ current: ContentRepository.Source, _ visit: Visit
  ) throws(EditError) {
    let site = pages.site
    form.reconcile(
      base: try EntryDocument(path: path, bytes: base), current: try EntryDocument(path: path, bytes: current.bytes),
      displayed: DisplayedValues(site: site, language: visit.language, kind: form.kind),
      say: { site.text("conflict_field", language: visit.language, [("text", $0)]) })
    if form.isFine { form.refuse("", site.text("conflict_text", language: visit.language)) }
    form.base = current.blob.description
  }

  // MARK: Keeping

  /// Keeps a change as a submission, and publishes it at once where nobody has to read it first.
  func keep(
    _ files: [String: FileChange], at path: String, _ form: ShownForm, _ target: EntryTarget, _ head: ObjectID,
    _ account: Account, _ visit: Visit, _ move: EntryMove? = nil
  ) async throws -> Response {
    let action: Submission.Action =
      target.entry == nil ? .add : files[path] == .delete && move == nil ? .delete : .edit
    var submission = Submission(
      id: RandomID.make(), account: account.id, action: action, kind: target.kind.name,
      slug: target.slug ?? Self.slug(ofPath: path), moved: move?.to,
      title: form.title(in: pages.site.known(visit.language)), base: "",
      commit: "", note: form.note, created: visit.now, updated: visit.now)
    let entry = EntryAddress(kind: submission.kind, slug: submission.slug)
    let verdict = try await judge(
      files, about: entry, of: account, against: head,
      isTimed: false, visit)
    submission.note(verdict)
    // A kill from here on publishes it all the same, with the next start.
    if !verdict.isHeld, !EditRights(pages.site.library).isReviewed(target.kind, editor(of: account)) {
      submission.state = .accepting
    }
    let submissions = try submissions()
    let kept: Submission
    // What was declined stays so; this is another one.
    var open = try await proposal(form.submission, of: target, visit).flatMap { $0.state.isWithAuthor ? $0 : nil }
    if open == nil, action == .edit { open = try await openSubmission(about: entry, by: account) }
    if var open {
      open.title = submission.title
      if action == .add { open.slug = submission.slug }
      open.note = submission.note
      open.moved = submission.moved
      open.state = submission.state
      open.note(verdict)
      kept = try await submissions.replace(open, with: files, onto: head, author: account, at: visit.now)
    } else {
      kept = try await submissions.keep(files, submission, onto: head, author: account, at: visit.now)
    }
    try await discardDraft(of: form, visit)
    guard kept.state == .accepting else {
      return pages.redirect(to: "/-/submissions/\(kept.id)", for: visit, done: .submitted)
    }
    let (done, isShown) = try await publish(kept, by: nil, at: visit.now)
    guard done.state == .accepted else {
      return pages.redirect(to: "/-/submissions/\(kept.id)", for: visit)
    }
    guard isShown else { return pages.redirect(to: "/-/my", for: visit, done: .publishedLater) }
    let isSeen = action == .delete || pages.site.library.entry(kind: target.kind.name, slug: done.slug) != nil
    guard isSeen else { return pages.redirect(to: "/-/my", for: visit, done: .publishedUnseen) }
    let after = action == .delete ? nil : addressAfter(form, target, visit, slug: done.slug)
    return .redirect(to: after ?? pages.address("/-/my", for: visit) + "?done=\(Notice.published.rawValue)")
  }

  /// What somebody has proposed of the same entry and nobody has decided, which their next version replaces.
  func openSubmission(
    about entry: EntryAddress, by account: Account
  ) async throws(StoreError) -> Submission? {
    let same = Query(
      .and([
        .equals("account", .text(account.id)),
        .equals("entry", .text(Submission.entry(kind: entry.kind, slug: entry.slug))),
      ]), sort: [.descending("created")], limit: 20)
    return try await store.find(same, in: Submission.collection).compactMap(Submission.init)
      .first { $0.state.isWithAuthor && $0.action == .edit && $0.comment == nil }
  }

  /// Where somebody goes on after a change: back, or to the page that they have changed.
  private func addressAfter(
    _ form: ShownForm, _ target: EntryTarget, _ visit: Visit, slug: String? = nil
  ) -> String? {
    let entry = EntryAddress(kind: target.kind.name, slug: slug ?? target.slug ?? "")
    return pages.site.entry(entry, in: visit.language)?.address ?? (form.next.isEmpty ? nil : form.next)
  }

  static func slug(ofPath path: String) -> String {
    let parts = path.split(separator: "/")
    guard let last = parts.last else { return path }
    return last.hasPrefix("index.")
      ? parts.dropLast().last.map(String.init) ?? path
      : String(last.prefix { $0 != "." })
  }

  // MARK: Deleting

  func deletionPage(of target: EntryTarget, _ visit: Visit, mistake: String? = nil) throws -> Response {
    guard let entry = target.entry else { throw Problem.notFound }
    let site = pages.site
    let heading = site.text(
      "delete_entry_title", language: visit.language, [("title", entry[site.known(visit.language)].title)])
    return try pages.page(
      "delete-entry", at: "/-/delete/\(target.kind.name)/\(entry.slug)", heading: heading, for: visit,
      [
        ("heading", .string(heading)), ("back", .string(pages.address(target.path, for: visit))),
        ("mistake", Value(mistake)),
      ], status: mistake == nil ? .ok : .unprocessableContent)
  }

  func submitDeletion(of target: EntryTarget, _ visit: Visit) async throws -> Response {
    guard let account = visit.account, let entry = target.entry else { throw Problem.notFound }
    try limit(.submissionsOfAccount, account.id, visit)
    let content = try contributions()
    let head = try await content.repository.head().revision
    let files: [String: FileChange]
    do {
      files = try await self.files(ofDeleting: entry, target.kind, content, at: head)
    } catch let mention as LastingMention {
      return try deletionPage(of: target, visit, mistake: mentionText(mention, visit))
    }
    guard files[entry.main.path] != nil else { throw Problem.conflict }
    var form = ShownForm(kind: target.kind, slug: target.slug)
    if let title = target.kind.titleField { form.values[target.kind.fields[title].name] = [entry.title] }
    // Nothing can be made of a draft of it any more.
    form.draft = try await draft(visit, of: target).map { String($0.updated) } ?? ""
    return try await keep(files, at: entry.main.path, form, target, head, account, visit)
  }
}
