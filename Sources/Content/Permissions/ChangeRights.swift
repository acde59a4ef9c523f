public import Diagnostics

/// Whether somebody may propose what changes in files: the rule of forms, for proposals by git.
///
/// All is judged by the tree that is to be changed: what a proposal says of itself counts for nothing. A proposal is a
/// member's, whoever makes it, since roles are in no file.
public struct ChangeRights: Sendable {
  let base: ContentTree
  let profileKind: String
  let rights: EditRights

  /// - Parameters:
  ///   - base: the content as it is without the proposal.
  ///   - profileKind: the kind of entry that is a person's own page.
  public init(_ base: ContentTree, profileKind: String) {
    self.base = base
    self.profileKind = profileKind
    rights = EditRights(base)
  }

  /// What an author may not change, one diagnostic for each file.
  ///
  /// - Parameters:
  ///   - files: all that the proposal changes; a renamed file is one that goes and one that comes.
  ///   - handle: the slug of the author's profile, or the address of an account that the profile says is theirs.
  public func diagnostics(of files: [ProposedFile], by handle: String) -> [Diagnostic] {
    let places = places(of: files)
    let author: ProposalAuthor
    switch self.author(handle, files, places) {
    case .success(let found): author = found
    case .failure(let unknown): return [unknown.diagnostic]
    }
    let newTexts = newTexts(files, places)
    return zip(files, places).compactMap { file, place in
      refusal(of: file, at: place, by: author, newTexts)
    }
  }

  /// The text that decides about each entry that a proposal adds: the one in the first language.
  typealias NewTexts = [ProposedFile.Place: ProposedFile]

  private func refusal(
    of file: ProposedFile, at place: ProposedFile.Place?, by author: ProposalAuthor, _ newTexts: NewTexts
  ) -> Diagnostic? {
    guard let place else { return Self.outside(file) }
    let kind = base.kinds[place.kind.index]
    let isProfile = kind.name == profileKind
    guard case .member(let profile) = author else {
      if case .newcomer(place.slug) = author, isProfile { return nil }
      return notTheFirst(file)
    }
    let editor = Editor(role: .member, profile: profile, profileKind: profileKind)
    if let entry = base.context.entry(place.slug, of: place.kind) {
      guard rights.mayEdit(entry, editor) else { return mayNotChange(file, place, profile) }
      return others(showing: file, in: kind, editor).map { mayNotChange(file, $0, profile) }
    }
    guard file.change == .added, let text = newTexts[place] else { return Self.outside(file) }
    guard rights.mayAdd(to: kind, editor) else { return mayNotAdd(file, to: kind, profile) }
    guard let field = rights.namingField(of: kind), !names(profile, in: field, of: text) else { return nil }
    return Self.unnamed(text.file, profile, field, of: file)
  }

  // MARK: Files

  /// An entry of somebody else that names an image or a file which lies beside several entries, by chance or because it is theirs.
  private func others(showing file: ProposedFile, in kind: Kind, _ editor: Editor) -> ProposedFile.Place? {
    guard file.change != .added, !file.isText, let path = file.path, path.split(separator: "/").count == 2,
      let name = path.split(separator: "/").last.map(String.init)
    else { return nil }
    let other = base.entries.first { entry in
      let wanted = entry.kind == kind.id ? name : "/\(path)"
      return !rights.mayEdit(entry.id, editor)
        && entry.variants.contains { $0.file.firstRange(of: wanted, in: 0..<$0.file.bytes.count) != nil }
    }
    return other.map { ProposedFile.Place(kind: $0.kind, slug: $0.slug) }
  }

  private func places(of files: [ProposedFile]) -> [ProposedFile.Place?] {
    var slugs = base.context.slugs.map { Set($0.keys) }
    let none = [Set<String>](repeating: [], count: base.kinds.count)
    for file in files where file.change == .added && file.isText {
      if let place = file.place(among: base.kinds, slugs: none) { slugs[place.kind.index].insert(place.slug) }
    }
    return files.map { $0.place(among: base.kinds, slugs: slugs) }
  }

  private func newTexts(_ files: [ProposedFile], _ places: [ProposedFile.Place?]) -> NewTexts {
    var texts: [String: ProposedFile] = [:]
    for (file, place) in zip(files, places) where file.change == .added && file.isText {
      guard let place, base.context.entry(place.slug, of: place.kind) == nil, let path = file.path else { continue }
      texts[path] = file
    }
    var first: NewTexts = [:]
    for kind in base.kinds {
      let own = texts.keys.filter { $0.hasPrefix(kind.plural + "/") }
      var finder = EntryFinder(kind: kind.id, languages: base.settings.languages, displayPrefix: base.displayPrefix)
      for entry in finder.entries(in: FolderListing(of: Set(own), below: kind.plural), at: kind.plural) {
        first[.init(kind: kind.id, slug: entry.slug)] = entry.files.first.flatMap { texts[$0.path] }
      }
    }
    return first
  }

  /// Whether an entry's text has a person among those whom a field names.
  private func names(_ profile: String, in field: Field, of text: ProposedFile) -> Bool {
    // What cannot be read names nobody, and `check` says why.
    guard let document = try? EntryDocument(text.file), let value = document.fields[field.name] else { return false }
    let items: [WrittenValue] = if case .list(let items) = value { items } else { [value] }
    let address = EntryAddress(kind: profileKind, slug: profile)
    let isOneKind = field.referredKinds.map { base.kinds[$0.index].name } == [profileKind]
    return items.contains { item in
      guard case .text(let written) = item else { return false }
      return EntryAddress(written) == address || (isOneKind && written == profile)
    }
  }

  // MARK: The author

  private struct UnknownAuthor: Error {
    var diagnostic: Diagnostic
  }

  private func author(
    _ handle: String, _ files: [ProposedFile], _ places: [ProposedFile.Place?]
  ) -> Result<ProposalAuthor, UnknownAuthor> {
    guard let kind = base.kinds.first(where: { $0.name == profileKind }) else {
      return .failure(UnknownAuthor(diagnostic: Self.noProfiles(profileKind)))
    }
    let finding = AuthorFinding(base: base, profileKind: kind, handle: handle)
    let known = finding.profiles
    if known.count == 1 { return .success(.member(profile: known[0])) }
    if known.count > 1 { return .failure(UnknownAuthor(diagnostic: Self.ambiguous(handle, known))) }
    let newcomer = Editor(role: .member, profile: nil, profileKind: profileKind)
    let own = newTexts(files, places).filter { place, text in
      place.kind == kind.id && finding.isOwn(place.slug, text.file)
    }
    if own.count == 1, let place = own.keys.first, rights.mayAdd(to: kind, newcomer) {
      return .success(.newcomer(profile: place.slug))
    }
    let slugs = base.context.slugs[kind.id.index].keys
    return .failure(UnknownAuthor(diagnostic: Self.unknown(handle, suggestion: nearestName(to: handle, among: slugs))))
  }
}
