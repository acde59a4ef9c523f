import Content
import Git
import HTTP
import Site
import Store
import Templates

/// Adding, changing and deleting entries by form.
extension Intake {
  /// A film from a telephone comes in whole, and is passed over: what was typed beside it stays.
  private static let formLimits = FormLimits(
    maximumBytes: 1 << 30, maximumKeptBytes: 64 << 20, maximumFields: 2_000, maximumFieldBytes: 4 << 20,
    maximumUploads: 12, maximumUploadBytes: 20 << 20)

  var entryFormRoutes: [ServiceRoute] {
    [
      .get("/-/new/{kind}", .role(.member)) { visit, parameters in
        try await self.showForm(try self.target(parameters, visit), visit)
      },
      .form("/-/new/{kind}", .anyone, Self.formLimits) { visit, parameters in
        try await self.take(parameters, visit)
      },
      .get("/-/edit/{kind}/{slug}", .role(.member)) { visit, parameters in
        try await self.showForm(try self.target(parameters, visit), visit)
      },
      .form("/-/edit/{kind}/{slug}", .anyone, Self.formLimits) { visit, parameters in
        try await self.take(parameters, visit)
      },
      .get("/-/delete/{kind}/{slug}", .role(.member)) { visit, parameters in
        try self.deletionPage(of: try self.target(parameters, visit), visit)
      },
      .post("/-/delete/{kind}/{slug}", .role(.member)) { visit, parameters in
        try await self.submitDeletion(of: try self.target(parameters, visit), visit)
      },
      .get("/-/uploads/{id}", .role(.member)) { visit, parameters in
        try await self.showUpload(parameters["id"], visit)
      },
    ]
  }

  /// What a form is about.
  struct EntryTarget: Sendable {
    let kind: Kind
    /// Nil for a new entry.
    let entry: Entry?

    var slug: String? { entry?.slug }

    /// Of the form's page, without the language's prefix.
    var path: String { entry.map { "/-/edit/\(kind.name)/\($0.slug)" } ?? "/-/new/\(kind.name)" }
  }

  /// The kind and entry of an address; what somebody may not change is not there for them.
  func target(_ parameters: PathParameters, _ visit: Visit) throws(Problem) -> EntryTarget {
    let library = pages.site.library
    guard let account = visit.account, let kind = library.kind(named: parameters["kind"]) else { throw .notFound }
    let (rights, editor) = (EditRights(library), editor(of: account))
    let slug = parameters["slug"]
    guard !slug.isEmpty else {
      guard rights.mayAdd(to: kind, editor) else { throw .notFound }
      return EntryTarget(kind: kind, entry: nil)
    }
    let address = EntryAddress(kind: kind.name, slug: slug)
    // A form may have been open while its page moved.
    if let id = library.entry(address) ?? pages.site.entry(formerlyAt: address) {
      guard rights.mayEdit(id, editor) else { throw .notFound }
      return EntryTarget(kind: kind, entry: library[id])
    }
    // Drafts, and what is shown from a later day on.
    let tree = pages.site.tree
    guard let entry = tree.entry(address) else {
      // It may have been published since the site was last built.
      throw pages.isStuck ? .stuck : .notFound
    }
    guard EditRights(tree).mayEdit(entry.id, editor) else { throw .notFound }
    return EntryTarget(kind: kind, entry: entry)
  }

  // MARK: Showing

  private func showForm(_ target: EntryTarget, _ visit: Visit) async throws -> Response {
    var form = ShownForm(kind: target.kind, slug: target.slug)
    if let open = try await proposal(visit.request.query["submission"] ?? "", of: target, visit) {
      form = try await self.form(of: open, target, visit)
    } else if visit.request.query["draft"] != Draft.none, let draft = try await draft(visit, of: target) {
      form = ShownForm(FormData(draft.values), kind: target.kind, slug: target.slug)
      form.base = draft.base
      form.draft = String(draft.updated)
      refuse(&form, filesToChooseAgain: draft.values.all(Draft.fileName), visit)
    } else if let open = try await ownProposal(about: target, visit) {
      // What they have proposed already would be lost in the next version.
      form = try await self.form(of: open, target, visit)
    } else if let entry = target.entry {
      guard let source = try await contributions().source(entry.main.path) else { throw Problem.conflict }
      form.values = FormValues(try EntryDocument(path: source.path, bytes: source.bytes), of: target.kind)
      form.base = source.blob.description
    } else {
      prefill(&form, visit)
    }
    if form.next.isEmpty { form.next = QueryText.localPath(visit.request.query["next"]) ?? "" }
    // What others wrote stands beside fields, but nothing was sent that could be refused.
    return try formPage(form, target, visit, isRefused: false)
  }

  /// Who adds an entry about people is one of them.
  private func prefill(_ form: inout ShownForm, _ visit: Visit) {
    guard let account = visit.account else { return }
    if let field = EditRights(pages.site.library).namingField(of: form.kind), account.profile != nil {
      form.values[field.name] = [reference(to: account, in: field)]
    }
    if form.kind.name == settings.profileKind, account.profile == nil, let title = form.kind.titleField {
      form.values[form.kind.fields[title].name] = [account.name]
    }
  }

  /// - Parameter action: where the form is sent to; nil for its own address.
  func formPage(
    _ form: ShownForm, _ target: EntryTarget, _ visit: Visit, isRefused: Bool = true, action: String? = nil
  ) throws -> Response {
    let site = pages.site
    let (rights, editor) = (EditRights(site.library), visit.account.map(editor(of:)))
    let isReviewed = editor.map { rights.isReviewed(target.kind, $0) } ?? true
    let maySubmit = target.entry != nil || editor.map { rights.mayAdd(to: target.kind, $0) } ?? false
    let label = target.kind.labels.singular.text(in: site.known(visit.language))
    let heading =
      target.entry.map { entry in
        site.text("edit_entry_title", language: visit.language, [("title", entry[site.known(visit.language)].title)])
      } ?? site.text("new_entry_title", language: visit.language, [("kind", label)])
    let delete = target.slug.map { site.address("/-/delete/\(target.kind.name)/\($0)", in: visit.language) }
    return try pages.page(
      "entry-form", at: target.path, heading: heading, for: visit,
      form.templateValues(site, in: visit.language) + [
        ("heading", .string(heading)), ("is_reviewed", .bool(isReviewed)), ("delete_address", Value(delete)),
        ("may_submit", .bool(maySubmit)), ("action", Value(action)),
        ("empty_address", Value(isRefused || form.draft.isEmpty ? nil : emptyAddress(target, visit))),
        ("address", addressControl(form, target, visit)), ("written_in", writtenLanguage(of: target)),
      ], status: form.isFine || !isRefused ? .ok : .unprocessableContent)
  }

  /// Where a form begins anew that a draft fills in now.
  private func emptyAddress(_ target: EntryTarget, _ visit: Visit) -> String {
    pages.address(target.path, for: visit) + "?draft=\(Draft.none)"
  }

  /// The language whose file a form changes, where there are several.
  private func writtenLanguage(of target: EntryTarget) -> Value {
    guard let entry = target.entry, entry.variants.count > 1 else { return .none }
    return .string(pages.site.text("language_name", language: entry.main.language.code))
  }
}
