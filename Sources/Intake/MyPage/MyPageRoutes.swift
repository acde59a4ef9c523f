import Content
import HTTP
import Site
import Store
import Templates

/// What somebody has submitted, what waits for them, and what they may do.
extension Intake {
  var myPageRoutes: [ServiceRoute] {
    [
      .get("/-/my", .role(.member)) { visit, _ in try await self.myPage(visit) },
      .post("/-/my/drafts/discard", .role(.member)) { visit, _ in
        guard let account = visit.account else { throw Problem.notFound }
        let id = visit.field("draft")
        try await self.store.transaction { (transaction) throws(StoreError) in
          guard let draft = try transaction.document(id, in: Draft.collection).flatMap(Draft.init),
            draft.account == account.id
          else { return }
          try transaction.delete(id, from: Draft.collection)
        }
        return self.pages.redirect(to: "/-/my", for: visit, done: .saved)
      },
      .get("/-/edit", .role(.member)) { visit, _ in try self.editPage(visit) },
    ]
  }

  /// The page that somebody begins at: what they may write, where that can be taken.
  func home(in language: String) -> String {
    pages.site.address(content == nil ? "/-/account" : "/-/my", in: language)
  }

  /// At most so many entries are listed as quick links.
  private static let mostLinks = 50

  private func myPage(_ visit: Visit) async throws -> Response {
    guard let account = visit.account else { throw Problem.notFound }
    let own = try await store.find(
      Query(.equals("account", .text(account.id)), sort: [.descending("created")], limit: 100),
      in: Submission.collection
    ).compactMap(Submission.init)
    let waiting =
      account.role >= .reviewer
      ? try await waitingCount() : 0
    let drafts = try await drafts(of: account).map { draft in
      Value.dictionary([
        ("id", .string(draft.id)), ("title", .string(draft.title)), ("updated", pages.site.moment(draft.updated)),
        ("address", .string(pages.address(draft.path, for: visit))),
      ])
    }
    return try pages.page(
      "my", at: "/-/my", title: "my_page_title", for: visit,
      [
        ("submissions", .list(try await rows(own, visit))), ("drafts", .list(drafts)), ("waiting", .integer(waiting)),
        ("own_page", Value(ownPageToMake(by: account, visit))),
        ("decisions", try await decisions(about: account, visit)),
        ("entries", .list(editable(by: account, visit))), ("kinds", .list(addable(by: account, visit))),
        ("is_open", .bool(content != nil)), ("remote", try await remoteNotice(visit)),
      ])
  }

  /// The entries that somebody is the author of; for maintainers these would be all, so that only their own are listed.
  private func editable(by account: Account, _ visit: Visit) -> [Value] {
    let site = pages.site
    let (rights, editor) = (EditRights(site.tree), Editor(role: .member, profile: account.profile))
    let own = site.tree.entries.lazy.filter { rights.mayEdit($0.id, editor) }.prefix(Self.mostLinks)
    return own.map { entry in
      let kind = site.tree.kinds[entry.kind.index]
      let isShown = site.library.entry(kind: kind.name, slug: entry.slug) != nil
      return .dictionary([
        ("is_shown", .bool(isShown)),
        ("title", .string(entry[site.known(visit.language)].title)),
        ("kind", .string(kind.labels.singular.text(in: site.known(visit.language)))),
        ("address", .string(site.address("/-/edit/\(kind.name)/\(entry.slug)", in: visit.language))),
      ])
    }
  }

  /// The form for the page of somebody who has none yet, which everything else of theirs refers to.
  private func ownPageToMake(by account: Account, _ visit: Visit) -> String? {
    guard content != nil, account.profile == nil, let kind = pages.site.library.kind(named: settings.profileKind),
      EditRights(pages.site.library).mayAdd(to: kind, editor(of: account))
    else { return nil }
    return pages.address("/-/new/\(kind.name)", for: visit)
  }

  private func addable(by account: Account, _ visit: Visit) -> [Value] {
    let site = pages.site
    let (rights, editor) = (EditRights(site.library), editor(of: account))
    return site.library.kinds.filter { rights.mayAdd(to: $0, editor) }.map { kind in
      .dictionary([
        ("label", .string(kind.labels.singular.text(in: site.known(visit.language)))),
        ("address", .string(site.address("/-/new/\(kind.name)", in: visit.language))),
      ])
    }
  }

  /// Leads from a page of the site to its form.
  private func editPage(_ visit: Visit) throws -> Response {
    guard let account = visit.account,
      let target = links(onPage: visit.request.query["page"] ?? "", for: account, visit).first
    else { throw Problem.notFound }
    return .redirect(to: target.address)
  }

  /// What somebody may do about a page of the site: change it, or add to its list.
  ///
  /// - Parameter page: its path, as browsers have it.
  func links(onPage page: String, for account: Account, _ visit: Visit) -> [(key: String, address: String)] {
    let site = pages.site
    let (rights, editor) = (EditRights(site.library), editor(of: account))
    guard content != nil, let subject = site.subject(ofPage: page) else { return [] }
    let next = "?next=" + QueryText.encoded(page)
    switch subject {
    case .entry(let id, let language):
      guard rights.mayEdit(id, editor) else { return [] }
      let entry = site.library[id]
      let path = "/-/edit/\(site.library[entry.kind].name)/\(entry.slug)"
      return [("edit_this_page", site.address(path, in: language) + next)]
    case .list(let id, let language):
      let kind = site.library[id]
      guard rights.mayAdd(to: kind, editor) else { return [] }
      return [("add_to_list", site.address("/-/new/\(kind.name)", in: language) + next)]
    }
  }
}
