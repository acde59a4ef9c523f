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

  /// Whether another text of the site has the name of a file in it, wherever it looks for it.
  private func isNamed(_ file: String, otherThanBy path: String) -> Bool {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return pages.site.tree.entries.contains { entry in
      entry.variants.contains { variant in
        variant.path != path && variant.file.firstRange(of: name, in: 0..<variant.file.bytes.count) != nil
      }
    }
  }
}
