import Content
import Diagnostics
public import Templates

/// Rendering one template with data of its own, for theme authors.
extension SiteBuild {
  /// The filters, the functions and `lang` that templates of this site have, on pages of its main language.
  ///
  /// Templates are looked for in `loader` first, then in the theme. Nil when the theme cannot be read.
  public func templateEnvironment(for loader: any TemplateLoader) async throws(SiteError) -> Environment? {
    guard let model = try await prepare().site?.model else { return nil }
    let settings = model.library.settings
    var environment = Environment(
      loader: LayeredTemplates(first: loader, second: ThemeTemplates(sources: model.theme.templates)))
    SiteFilters.add(to: &environment, translations: model.theme.translations, settings: settings)
    environment.addGlobal("lang", .string(settings.mainLanguage.code))
    for (name, function) in SiteFunctions(site: model, language: settings.mainLanguage).all {
      environment.addGlobal(name, function)
    }
    return environment
  }
}

extension Environment {
  /// Says of each filter of a site, where there is none, that it needs one.
  public mutating func addSiteFilterNotes() {
    for name in SiteFilters.names {
      addFilter(name) { (_, _, _) throws(TemplateError) in
        throw TemplateError(
          "needs-site", "filter '\(name)' is there in sites only",
          help: "render the template in the folder of a site, whose theme and content the filter needs")
      }
    }
  }
}

/// The templates of one place, and those of another where it has none of that name.
private struct LayeredTemplates: TemplateLoader {
  let first: any TemplateLoader
  let second: any TemplateLoader

  func source(named name: String) -> SourceFile? { first.source(named: name) ?? second.source(named: name) }

  var names: [String] { first.names + second.names }
}
