import Diagnostics
import Templates

/// The templates of a theme, by the names that templates use for each other.
struct ThemeTemplates: TemplateLoader {
  let sources: [String: SourceFile]

  func source(named name: String) -> SourceFile? { sources[name] }

  var names: [String] { sources.keys.sorted() }
}
