import Content
import Diagnostics
import Git
import Site

/// What an entry does not show any more: a picture that was taken away must not stay where everybody finds it.
extension Intake {
  /// The files of an entry's folder that it named until now, and that nothing on the site names any more.
  ///
  /// - Parameters:
  ///   - path: of the entry's file, relative to `content/`.
  ///   - bytes: the file as it will be.
  func replacedFiles(
    of path: String, by bytes: [UInt8], _ content: ContentRepository, at head: ObjectID
  ) async throws -> [String: FileChange] {
    guard let old = try await content.source(path, at: head)?.bytes else { return [:] }
    let folder = EntryFolder(ofFile: path)
    let named = try await content.files(inFolderOf: path, at: head).filter { file in
      !Self.isText(file) && folder.names(file, in: old) && !folder.names(file, in: bytes)
    }
    return Dictionary(
      uniqueKeysWithValues: named.filter { file in !isNamed(file, otherThanBy: path) }.map { ($0, .delete) })
  }

  /// Whether another text of the site names a file: by its folder, or beside it by the name alone.
  private func isNamed(_ file: String, otherThanBy path: String) -> Bool {
    let parts = file.split(separator: "/").map(String.init)
    let (name, folder) = (parts.suffix(1).joined(), parts.dropLast().joined(separator: "/"))
    let ending = parts.suffix(2).joined(separator: "/")
    return pages.site.tree.entries.contains { entry in
      entry.variants.contains { variant in
        guard variant.path != path else { return false }
        return variant.file.firstRange(
          of: variant.folder == folder ? name : ending, in: 0..<variant.file.bytes.count) != nil
      }
    }
  }
}
