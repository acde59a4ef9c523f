public import Templates

/// What fields need of the rest of a site to become values in templates, for readers of one language.
public protocol TemplateScope: Sendable {
  var language: Language { get }

  func entry(_ id: EntryID) -> Value
  func tag(_ tag: Tag) -> Value
  func markdown(_ text: MarkdownText) -> Value
  /// None where it is left out of the site.
  func image(_ image: ImageSource) -> Value
  func file(_ file: FileSource) -> Value

  /// A word of the theme, in the form for `count`; nil where the theme has none.
  func text(_ key: String, count: Int) -> String?
}

extension Field {
  /// What the field holds; none, or an empty list, where it holds nothing that is shown.
  public func templateValue(of value: FieldValue?, in scope: any TemplateScope) -> Value {
    if isList {
      return .list(
        (value?.items ?? []).compactMap { item in
          let value = type.templateValue(of: item, in: scope)
          if case .none = value { return nil }
          return value
        })
    }
    return value.map { type.templateValue(of: $0, in: scope) } ?? .none
  }
}
