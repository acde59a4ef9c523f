import Content
import HTTP
import Site
import Store

/// Forms that are kept for later.
extension Intake {
  /// The draft that a form goes on with; nil when there is none.
  func draft(_ visit: Visit, of target: EntryTarget) async throws(StoreError) -> Draft? {
    guard let account = visit.account else { return nil }
    // What was written without a session is named by a secret that only that browser has.
    if let secret = visit.request.query["draft"].flatMap({ Secret($0) }),
      let kept = try await store.document(secret.digest, in: Draft.collection).flatMap(Draft.init),
      kept.account == nil, !kept.isComment, kept.kind == target.kind.name, kept.slug == target.slug
    {
      try await claim(kept, for: account)
      return kept
    }
    let id = Draft.id(account: account.id, kind: target.kind.name, slug: target.slug)
    return try await store.document(id, in: Draft.collection).flatMap(Draft.init)
  }

  /// Lists a draft among those of whoever has signed in to go on with it, unless they have one of the same already.
  private func claim(_ kept: Draft, for account: Account) async throws(StoreError) {
    let id = Draft.id(account: account.id, kind: kept.kind, slug: kept.slug)
    var own = kept.fields
    own["account"] = .text(account.id)
    try await store.transaction { [own] (transaction) throws(StoreError) in
      guard try transaction.document(id, in: Draft.collection) == nil else { return }
      try transaction.insert(own, id: id, into: Draft.collection)
      try transaction.delete(kept.id, from: Draft.collection)
    }
  }

  /// A draft of the same that a form does not know, and would replace; nil where there is none.
  func otherDraft(than form: ShownForm, _ visit: Visit) async throws(StoreError) -> Draft? {
    guard let account = visit.account else { return nil }
    let id = Draft.id(account: account.id, kind: form.kind.name, slug: form.slug)
    guard let known = try await store.document(id, in: Draft.collection).flatMap(Draft.init),
      String(known.updated) != form.draft,
      FormValues(known.values, of: form.kind) != form.values
    else { return nil }
    return known
  }

  func keepDraft(_ form: ShownForm, _ sent: NamedValues, of target: EntryTarget, _ visit: Visit) async throws {
    try await keepDraft(form, sent, about: target.kind, slug: target.slug, visit)
  }

  func keepDraft(
    _ form: ShownForm, _ sent: NamedValues, about kind: Kind, slug: String?, _ visit: Visit
  ) async throws {
    guard let account = visit.account else { throw Problem.notFound }
    let draft = Draft(
      id: Draft.id(account: account.id, kind: kind.name, slug: slug), account: account.id,
      kind: kind.name, slug: slug, title: form.title(in: pages.site.known(visit.language)),
      // Where the page is to stay where it is, it stays so wherever it moves meanwhile.
      values: NamedValues(Self.kept(sent).pairs.filter { $0.name != ShownForm.slugName || $0.value != slug }),
      base: form.base, updated: visit.now)
    try await put(draft)
  }

  /// Keeps what came without a session, and sends its writer to sign in and on to the form.
  func keepForLater(_ parameters: PathParameters, _ visit: Visit) async throws -> Response {
    try limit(.linksOfAddress, visit.network, visit)
    try limit(.unclaimedDrafts, visit.network, visit)
    guard let kind = pages.site.library.kind(named: parameters["kind"]),
      case .form(let sent) = visit.request.body
    else { throw Problem.notFound }
    var values = Self.kept(sent.fields)
    values.pairs += sent.uploads.filter { $0.size > 0 }.map { .init(Draft.fileName, $0.name) }
    // Anybody could fill the disk with more.
    guard values.pairs.reduce(0, { $0 + $1.value.utf8.count }) <= Self.mostBytesForLater else {
      throw Problem.tooLarge
    }
    let slug = parameters["slug"].isEmpty ? nil : parameters["slug"]
    let secret = Secret.random()
    let form = ShownForm(sent, kind: kind, slug: slug)
    try await put(
      Draft(
        id: secret.digest, account: nil, kind: kind.name, slug: slug,
        title: form.title(in: pages.site.known(visit.language)), values: values, base: form.base,
        updated: visit.now))
    let path = slug.map { "/-/edit/\(kind.name)/\($0)" } ?? "/-/new/\(kind.name)"
    let next = QueryText.encoded(pages.address(path, for: visit) + "?draft=\(secret.text)")
    return .redirect(to: pages.address("/-/sign-in", for: visit) + "?next=\(next)&done=\(Notice.keptForLater.rawValue)")
  }

  private static let mostBytesForLater = 5 << 20

  /// Lets go of the draft of a form that was sent, and not of another.
  func discardDraft(of form: ShownForm, _ visit: Visit) async throws(StoreError) {
    guard let account = visit.account, try await otherDraft(than: form, visit) == nil else { return }
    let id = Draft.id(account: account.id, kind: form.kind.name, slug: form.slug)
    try await store.transaction { (transaction) throws(StoreError) in
      if try transaction.document(id, in: Draft.collection) != nil {
        try transaction.delete(id, from: Draft.collection)
      }
    }
  }

  func drafts(of account: Account) async throws(StoreError) -> [Draft] {
    let own = Query(.equals("account", .text(account.id)), sort: [.descending("updated")], limit: 100)
    return try await store.find(own, in: Draft.collection).compactMap(Draft.init)
  }

  func put(_ draft: Draft) async throws(StoreError) {
    try await store.transaction { (transaction) throws(StoreError) in
      if var document = try transaction.document(draft.id, in: Draft.collection) {
        document.fields = draft.fields
        try transaction.replace(document, in: Draft.collection)
      } else {
        try transaction.insert(draft.fields, id: draft.id, into: Draft.collection)
      }
    }
  }

  static func kept(_ sent: NamedValues) -> NamedValues {
    NamedValues(
      sent.pairs.filter { !["form_token", "action", "base", "next", "submission", "draft"].contains($0.name) })
  }
}
