import Content
import Git
import Site

/// What has happened since a submission was sent and keeps it from being published: a page that it leads to has gone, its
/// address was taken.
extension Intake {
  /// By path, what a build would refuse if these files came into the tree now; empty mostly.
  func obstacles(
    to files: [String: FileChange], of submission: Submission, in language: String
  ) async throws -> [(path: String, text: String)] {
    let site = pages.site
    guard submission.comment == nil, submission.action != .delete,
      let kind = site.library.kind(named: submission.kind)
    else { return [] }
    let head = try await contributions().repository.head().revision
    let written = files.filter { $0.value != .delete }.keys.sorted()
    let (language, mistakes) = (language, EntryMistakes(site: site, language: language, kind: kind))
    var found: [(path: String, text: String)] = []
    if let slug = submission.moved ?? (submission.action == .add ? submission.slug : nil) {
      let entry = site.tree.entry(EntryAddress(kind: kind.name, slug: submission.slug))
      if site.addressUse(of: kind, slug: slug, by: entry).isTaken {
        found.append((ShownForm.slugName, site.text("mistake_slug_taken", language: language)))
      }
    }
    for path in written where Self.isText(path) && path.hasPrefix(kind.plural + "/") {
      guard case .write(let bytes)? = files[path] else { continue }
      let companions = written + (try await contributions().files(inFolderOf: path, at: head))
      found += mistakes.mistakes(of: EntryCandidate(path: path, bytes: bytes, companions: companions))
      // What follows a page that moves leads to where it is not yet.
      guard submission.moved == nil, let document = try? EntryDocument(path: path, bytes: bytes) else { continue }
      found += mistakes.mistakes(
        inTexts: FormValues(document, of: kind), ofFile: path, companions: companions)
    }
    return found
  }
}
