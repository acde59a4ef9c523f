import Content
import Diagnostics
import Templates

/// The functions that templates of a site may call, for pages of one language.
struct SiteFunctions {
  let site: SiteModel
  let language: Language

  var all: [(String, Value)] {
    [
      ("entries", .function(entries)), ("entry_of", .function(entryOf)), ("all_tags", .function(allTags)),
      ("asset", .function(asset)), ("period", .function(period)),
    ]
  }

  @Sendable private func entries(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    let kind = try kind(named: try arguments.text(0, "kind"))
    try arguments.check("kind", "sort", "limit")
    let sort = arguments[1, "sort"] == nil ? "" : try arguments.text(1, "sort")
    for text in sort.split(separator: ",") { try checkSortKey(text.filter { $0 != " " }, of: kind) }
    let limit = arguments[2, "limit"] == nil ? -1 : max(try arguments.integer(2, "limit"), 0)
    let reader = reader(state)
    return .list(
      reader.entries(of: kind, sort: sort, limit: limit, in: language).map {
        .object(EntryObject(site: reader, id: $0, language: language))
      })
  }

  /// What is read belongs to the page that is being rendered.
  private func reader(_ state: RenderState) -> SiteReader { state.reader ?? SiteReader(site) }

  private func objectOfTag(_ use: TagUse, _ reader: SiteReader) -> Value {
    .object(TagObject(site: reader, use: use, language: language))
  }

  private func kind(named name: String) throws(TemplateError) -> Kind {
    guard let kind = site.library.kind(named: name) else {
      throw TemplateError(
        "unknown-kind", "'\(name)' must name a kind",
        suggestion: nearestName(to: name, among: site.library.kinds.map(\.name)))
    }
    return kind
  }

  private func checkSortKey(_ text: String, of kind: Kind) throws(TemplateError) {
    guard let key = SortKey.parse(text),
      kind.fields[key.path[0]] != nil || key.path == ["date"] || key.path == ["updated"]
    else {
      throw TemplateError(
        "unknown-field", "sort must name fields of kind '\(kind.name)'; '\(text)' is none",
        suggestion: nearestName(to: text, among: kind.fields.map(\.name)))
    }
  }

  @Sendable private func entryOf(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    let name = try arguments.text(0, "entry")
    let reader = reader(state)
    guard let address = EntryAddress(name), let id = reader.entry(address) else {
      throw TemplateError("unknown-entry", "entry_of takes a published entry as kind:slug; '\(name)' is none")
    }
    return .object(EntryObject(site: reader, id: id, language: language))
  }

  @Sendable private func allTags(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    let reader = reader(state)
    return .list(reader.tags.map { objectOfTag($0, reader) })
  }

  @Sendable private func asset(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    let name = try arguments.text(0, "name")
    guard let address = reader(state).assetAddress(name) else {
      throw TemplateError(
        "unknown-asset", "'\(name)' must name a file of the theme's assets",
        suggestion: nearestName(to: name, among: site.assetAddresses.keys.sorted()))
    }
    return .string(address)
  }

  @Sendable private func period(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    state.reader?.recordText("date")
    let writer = DateText(translations: site.theme.translations, language: language.code)
    return .string(writer.period(from: try date(arguments, 0, "start"), to: try date(arguments, 1, "end")))
  }

  private func date(_ arguments: Arguments, _ place: Int, _ name: String) throws(TemplateError) -> DateObject? {
    guard try arguments.flag(place, name), let value = arguments[place, name] else { return nil }
    return try SiteFilters.dateObject(value, for: "period").read(.second)
  }
}
