import Glibc

/// Removes folders of our own with everything in them, as far as that can be done.
enum FolderRemoval {
  /// A path that does not start with a slash begins at the open folder.
  static func remove(_ path: String, in folder: Int32 = AT_FDCWD) {
    // What is not there needs no removal.
    for (name, isFolder) in (try? FolderListing.items(in: path, of: folder, path: "")) ?? [] {
      if isFolder { remove("\(path)/\(name)", in: folder) } else { unlinkat(folder, "\(path)/\(name)", 0) }
    }
    unlinkat(folder, path, AT_REMOVEDIR)
  }
}
