/// What every file of a tree is read against.
final class ReadingContext: Sendable {
  let languages: [Language]
  let timeZone: SiteTimeZone
  /// In the order of their ids.
  let kindNames: [String]
  /// For each kind its entries by slug.
  let slugs: [[String: EntryID]]
  let files: ContentFiles

  init(
    languages: [Language] = [], timeZone: SiteTimeZone = .utc, kindNames: [String],
    slugs: [[String: EntryID]] = [], files: ContentFiles = ContentFiles([:])
  ) {
    self.languages = languages
    self.timeZone = timeZone
    self.kindNames = kindNames
    self.slugs = slugs
    self.files = files
  }

  func kind(named name: String) -> KindID? {
    kindNames.firstIndex(of: name).map(KindID.init(index:))
  }

  func entry(_ slug: String, of kind: KindID) -> EntryID? {
    slugs[kind.index][slug]
  }
}
