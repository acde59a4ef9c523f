/// The files under `content/`, by their paths relative to it.
public struct ContentFiles: Sendable {
  private var namesByFolder: [String: Set<String>]
  /// Of all paths.
  public let fingerprint: Fingerprint

  /// The names in each folder, by the folder's path, which is empty for `content/` itself.
  init(_ namesByFolder: [String: [String]]) {
    self.namesByFolder = namesByFolder.mapValues { Set($0) }
    var fingerprint = Fingerprint()
    for folder in namesByFolder.keys.sorted() {
      fingerprint.add(folder)
      for name in namesByFolder[folder] ?? [] { fingerprint.add(name) }
    }
    self.fingerprint = fingerprint
  }

  /// These files and others, under the same fingerprint.
  func adding(_ paths: [String]) -> ContentFiles {
    var files = self
    for path in paths {
      let (folder, name) = Self.split(path)
      files.namesByFolder[folder, default: []].insert(name)
    }
    return files
  }

  public func contains(_ path: String) -> Bool {
    let (folder, name) = Self.split(path)
    return namesByFolder[folder]?.contains(name) ?? false
  }

  /// The names of the files beside a path, for suggestions; in no order.
  public func names(beside path: String) -> Set<String> {
    namesByFolder[Self.split(path).folder] ?? []
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    return (String(path[..<slash]), String(path[path.utf8.index(after: slash)...]))
  }
}

extension ContentFiles {
  /// What a path that is written in a file of `folder` means, relative to `content/`; nil when it leads outside.
  ///
  /// With a leading slash it starts at `content/`, else at the folder.
  public static func resolve(_ written: String, in folder: String) -> String? {
    var parts: [Substring] = written.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in written.split(separator: "/") where part != "." {
      if part != ".." {
        parts.append(part)
      } else if parts.popLast() == nil {
        return nil
      }
    }
    return parts.joined(separator: "/")
  }
}
