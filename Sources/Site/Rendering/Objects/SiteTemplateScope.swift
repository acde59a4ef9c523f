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
  func image(_ image: ImageSource) -> Value {
    guard let found = site.image(image), let whole = found.whole else { return .none }
    return .object(ImageObject(image: found, set: whole, alt: image.alt ?? ""))
  }

  func file(_ file: FileSource) -> Value { .object(FileObject(site: site, file: file)) }

  func text(_ key: String, count: Int) -> String? {
    site.text(key, in: language, count: count)
  }
}

/// A file to download.
struct FileObject: RecordObject {
  let site: SiteReader
  let file: FileSource

  static let members = MemberTable<Self>([
    "src": { .string($0.site.fileAddress($0.file.path)) },
    "name": { .string($0.file.name) },
    "size": { Value($0.site.byteCount(of: $0.file.path)) },
  ])
}
