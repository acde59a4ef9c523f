import Diagnostics

/// Files of a site that would lie on one another, or on the folders of others.
enum FileCollisions {
  /// `others` are the files that are no pages, the ones that should be blamed last.
  static func diagnostics(of others: [SiteFile], with plan: SitePlan) -> [Diagnostic] {
    var taken: [String: String] = [:]
    var diagnostics: [Diagnostic] = []
    for file in others {
      guard let other = taken.updateValue(file.origin, forKey: file.path) ?? plan.page(in: file.path)?.origin.name
      else { continue }
      diagnostics.append(
        .error(
          "duplicate-url", at: file.location,
          "every file must have an address of its own; \(file.origin) and \(other) both claim '/\(file.path)'",
          help: "rename one of them"))
    }
    return diagnostics + folders(taken, plan, under: others.filter { $0.location != nil })
  }

  /// Pages and what goes with them have names that cannot be files and folders at once; static files have any.
  private static func folders(
    _ others: [String: String], _ plan: SitePlan, under statics: [SiteFile]
  ) -> [Diagnostic] {
    guard !statics.isEmpty else { return [] }
    let taken = others.merging(plan.pages.map { ($0.file, $0.origin.name) }) { other, _ in other }
    var folders: [Substring: String] = [:]
    for path in taken.keys.sorted() {
      for folder in path.foldersAbove where folders[folder] == nil { folders[folder] = taken[path] }
    }
    return statics.compactMap { file in
      let inFolder = folders[file.path[...]].map { ($0, file.path[...]) }
      let onFile = file.path.foldersAbove.compactMap { folder in taken[String(folder)].map { ($0, folder) } }.first
      guard let (other, place) = inFolder ?? onFile else { return nil }
      return .error(
        "duplicate-url", at: file.location,
        "\(file.origin) and \(other) would need '/\(place)' to be a file and a folder at once",
        help: "rename one of them")
    }
  }
}

extension String {
  /// The paths of the folders that a relative path leads through, innermost first.
  fileprivate var foldersAbove: [Substring] {
    var folders: [Substring] = []
    var rest = self[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      folders.append(rest)
    }
    return folders
  }
}
