import Content
import Templates

/// What the fields of entries see of the site when they become values in templates.
struct SiteTemplateScope: TemplateScope {
  let site: SiteModel
  let language: Language

  func entry(_ id: EntryID) -> Value {
    .object(EntryObject(site: site, id: id, language: language))
  }

  /// The tag with all its entries and its most frequent spelling.
  func tag(_ tag: Tag) -> Value {
    site.library.tag(tag.slug).map { .object(TagObject(site: site, use: $0, language: language)) } ?? .string(tag.label)
  }

  func markdown(_ text: MarkdownText) -> Value { .safe(site.bodies.html(of: text)) }
  func image(_ image: ImageSource) -> Value { .object(ImageObject(site: site, image: image)) }
  func file(_ file: FileSource) -> Value { .object(FileObject(site: site, file: file)) }

  func text(_ key: String, count: Int) -> String? {
    site.theme.translations.text(key, language: language.code, count: count, parameters: [("count", String(count))])
  }
}

/// An image of a field.
struct ImageObject: RecordObject {
  let site: SiteModel
  let image: ImageSource

  static let members = MemberTable<Self>([
    "src": { .string($0.site.files.address(of: $0.image.path)) },
    "alt": { .string($0.image.alt ?? "") },
    "width": { Value($0.site.files.size(of: $0.image.path)?.width) },
    "height": { Value($0.site.files.size(of: $0.image.path)?.height) },
  ])
}

/// A file to download.
struct FileObject: RecordObject {
  let site: SiteModel
  let file: FileSource

  static let members = MemberTable<Self>([
    "src": { .string($0.site.files.address(of: $0.file.path)) },
    "name": { .string($0.file.name) },
    "size": { Value($0.site.files.byteCount(of: $0.file.path)) },
  ])
}
