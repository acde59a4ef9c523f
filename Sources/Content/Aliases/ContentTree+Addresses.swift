extension ContentTree {
  /// What stands before the paths of a language: empty for the main one, `/en` for others.
  public func prefix(of language: Language) -> String {
    language == settings.mainLanguage ? "" : "/\(language.code)"
  }

  /// The language that a path is in, by its beginning.
  public func language(ofPath path: String) -> Language {
    settings.languages.first { $0 != settings.mainLanguage && path.hasPrefix(prefix(of: $0) + "/") }
      ?? settings.mainLanguage
  }

  /// The path of an entry's page in a language; nil where it has none of its own.
  public func pagePath(of entry: Entry, in language: Language) -> String? {
    let kind = kinds[entry.kind.index]
    let isHome = settings.home?.value == EntryAddress(kind: kind.name, slug: entry.slug)
    return kind.hasPages && !isHome ? prefix(of: language) + kind.url.path(slug: entry.slug) : nil
  }

  /// The path of a kind's list, or of the home page where it has none.
  public func listPath(of kind: KindID, in language: Language) -> String {
    let kind = kinds[kind.index]
    return prefix(of: language) + (kind.list == nil ? "/" : "/\(kind.plural)/")
  }
}
