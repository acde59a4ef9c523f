import Content
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
        let folder = EntryAddress(visit.request.form["entry"] ?? "").flatMap {
          self.pages.site.tree.entry($0)?.main.folder
        }
        let html = self.preview(of: visit.request.form["text"] ?? "", folder: folder ?? "", visit)
        return .bytes(Array(html.utf8), type: "text/html; charset=utf-8")
      },
    ]
  }

  /// A text as the site will show it, with the images that its writer has sent for it.
  func preview(of text: String, folder: String, _ visit: Visit) -> String {
    pages.site.html(of: text, folder: folder, in: visit.language) { destination in
      Upload.id(in: destination).map { pages.address("/-/uploads/\($0)", for: visit) }
    }
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
