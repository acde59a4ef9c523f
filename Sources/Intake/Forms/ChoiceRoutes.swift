import Content
import Git
import HTTP
import Markup
import Site
import Store

/// What the script of forms asks while somebody types.
extension Intake {
  var choiceRoutes: [ServiceRoute] {
    [
      .get("/-/choices", .role(.member)) { visit, _ in self.choices(for: visit) },
      .post("/-/markdown", .role(.member), maximumBytes: 300 << 10) { visit, _ in
        try await self.showPreview(visit)
      },
    ]
  }

  private func showPreview(_ visit: Visit) async throws -> Response {
    let form = visit.request.form
    let folder = EntryAddress(form["entry"] ?? "").flatMap { pages.site.tree.entry($0)?.main.folder }
    var proposal = Submission?.none
    if let id = form["submission"], !id.isEmpty, let found = try await submissions().find(id),
      found.account == visit.account?.id
    {
      proposal = found
    }
    let html = try await preview(of: form["text"] ?? "", folder: folder ?? "", proposal, visit)
    return .bytes(Array(html.utf8), type: "text/html; charset=utf-8")
  }

  /// A text as the site will show it, with the images that its writer has sent for it, now or with a proposal of theirs.
  func preview(of text: String, folder: String, _ proposal: Submission?, _ visit: Visit) async throws -> String {
    let images = try await images(of: proposal)
    return pages.site.html(of: text, folder: folder, in: visit.language) { destination in
      if let id = Upload.id(in: destination) { return pages.address("/-/uploads/\(id)", for: visit) }
      guard let proposal, let path = images.first(where: { $0.hasSuffix("/\(destination)") }) else { return nil }
      return fileAddress(of: path, proposal, visit)
    }
  }

  /// The paths of the pictures that a proposal brings.
  private func images(of proposal: Submission?) async throws -> [String] {
    guard let proposal, let commit = ObjectID(proposal.commit), let base = ObjectID(proposal.base) else { return [] }
    return try await contributions().changes(of: commit, since: base).filter { $0.value.isImage }.keys.sorted()
  }

  private static let mostChoices = 20

  /// Entries of the kinds that are asked for, or tags where none are.
  private func choices(for visit: Visit) -> Response {
    let site = pages.site
    let text = visit.request.query["q"] ?? ""
    let kinds = (visit.request.query["kinds"] ?? "").split(separator: ",")
      .compactMap { site.library.kind(named: String($0))?.id }
    let titles: [String]
    if kinds.isEmpty {
      let wanted = Slug.make(from: text)
      titles = site.library.tags.lazy.filter { $0.tag.slug.contains(wanted) }.prefix(Self.mostChoices)
        .map(\.tag.label)
    } else {
      let found = EntryChoices(site: site, language: visit.language).search(text, for: kinds, limit: Self.mostChoices)
      let counts = Dictionary(found.map { ($0.title, 1) }, uniquingKeysWith: +)
      // Two of one name are told apart by what their addresses say.
      titles = found.map { counts[$0.title] == 1 ? $0.title : "\($0.title) (\($0.name))" }
    }
    return .json(.object(["choices": .list(titles.map { .object(["title": .text($0)]) })]))
  }
}
