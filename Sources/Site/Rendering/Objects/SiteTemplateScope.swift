import Content
import Templates

/// What the fields of entries see of the site when they become values in templates.
struct SiteTemplateScope: TemplateScope {
  let site: SiteReader
  /// The entry whose fields they are.
  let entry: EntryID
  let language: Language

  func entry(_ id: EntryID) -> Value {
    .object(EntryObject(site: site, id: id, language: language))
  }

  /// The tag with all its entries and its most frequent spelling.
  func tag(_ tag: Tag) -> Value {
    site.tag(tag.slug).map { .object(TagObject(site: site, use: $0, language: language)) } ?? .string(tag.label)
  }

  func markdown(_ text: MarkdownText) -> Value { .safe(site.html(of: text, in: entry)) }
  func image(_ image: ImageSource) -> Value { .object(ImageObject(site: site, image: image)) }
  func file(_ file: FileSource) -> Value { .object(FileObject(site: site, file: file)) }

  func text(_ key: String, count: Int) -> String? {
    site.text(key, in: language, count: count)
  }
}

/// An image of a field.
struct ImageObject: RecordObject {
  let site: SiteReader
  let image: ImageSource

  static let members = MemberTable<Self>([
    "src": { .string($0.site.file($0.image.path).address) },
    "alt": { .string($0.image.alt ?? "") },
    "width": { Value($0.site.file($0.image.path).size?.width) },
    "height": { Value($0.site.file($0.image.path).size?.height) },
  ])
}

/// A file to download.
struct FileObject: RecordObject {
  let site: SiteReader
  let file: FileSource

  static let members = MemberTable<Self>([
    "src": { .string($0.site.file($0.file.path).address) },
    "name": { .string($0.file.name) },
    "size": { Value($0.site.byteCount(of: $0.file.path)) },
  ])
}
