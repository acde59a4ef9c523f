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

  @Sendable private func entries(_ arguments: Arguments) throws(TemplateError) -> Value {
    let kind = try kind(named: try arguments.text(0, "kind"))
    var found = site.library.entries(of: kind.id, in: language)
    try arguments.check("kind", "sort", "limit")
    if arguments[1, "sort"] != nil {
      let order = try arguments.text(1, "sort")
      let keys = try order.split(separator: ",").map { (text) throws(TemplateError) in
        try sortKey(text.filter { $0 != " " }, of: kind)
      }
      found = site.library.entries(of: kind.id, sortedBy: keys, in: language)
    }
    if arguments[2, "limit"] != nil { found = Array(found.prefix(max(try arguments.integer(2, "limit"), 0))) }
    return .list(found.map { .object(EntryObject(site: site, id: $0, language: language)) })
  }

  private func kind(named name: String) throws(TemplateError) -> Kind {
    guard let kind = site.library.kind(named: name) else {
      throw TemplateError(
        "unknown-kind", "'\(name)' must name a kind",
        suggestion: nearestName(to: name, among: site.library.kinds.map(\.name)))
    }
    return kind
  }

  private func sortKey(_ text: String, of kind: Kind) throws(TemplateError) -> SortKey {
    guard let key = SortKey.parse(text),
      kind.fields[key.path[0]] != nil || key.path == ["date"] || key.path == ["updated"]
    else {
      throw TemplateError(
        "unknown-field", "sort must name fields of kind '\(kind.name)'; '\(text)' is none",
        suggestion: nearestName(to: text, among: kind.fields.map(\.name)))
    }
    return key
  }

  @Sendable private func entryOf(_ arguments: Arguments) throws(TemplateError) -> Value {
    let name = try arguments.text(0, "entry")
    guard let address = EntryAddress(name), let id = site.library.entry(address) else {
      throw TemplateError("unknown-entry", "entry_of takes a published entry as kind:slug; '\(name)' is none")
    }
    return .object(EntryObject(site: site, id: id, language: language))
  }

  @Sendable private func allTags(_ arguments: Arguments) throws(TemplateError) -> Value {
    .list(site.library.tags.map { .object(TagObject(site: site, use: $0, language: language)) })
  }

  @Sendable private func asset(_ arguments: Arguments) throws(TemplateError) -> Value {
    let name = try arguments.text(0, "name")
    guard let address = site.assetAddresses[name] else {
      throw TemplateError(
        "unknown-asset", "'\(name)' must name a file of the theme's assets",
        suggestion: nearestName(to: name, among: site.assetAddresses.keys.sorted()))
    }
    return .string(address)
  }

  @Sendable private func period(_ arguments: Arguments) throws(TemplateError) -> Value {
    let writer = DateText(translations: site.theme.translations, language: language.code)
    return .string(writer.period(from: try date(arguments, 0, "start"), to: try date(arguments, 1, "end")))
  }

  private func date(_ arguments: Arguments, _ place: Int, _ name: String) throws(TemplateError) -> DateObject? {
    guard try arguments.flag(place, name), let value = arguments[place, name] else { return nil }
    return try SiteFilters.dateObject(value, for: "period")
  }
}
