import Glibc

/// The files below a folder, by readdir; `FileManager`'s enumerators cost twenty times as much.
enum FolderListing {
  /// All files, relative to `root` and in order.
  ///
  /// Hidden names at the top are left out; links are listed, not followed.
  static func files(in root: String) throws(OutputError) -> [String] {
    var found: [String] = []
    var folders = [""]
    while let folder = folders.popLast() {
      let absolute = folder.isEmpty ? root : "\(root)/\(folder)"
      guard let stream = opendir(absolute) else { throw .system(operation: "list", path: absolute, code: errno) }
      defer { closedir(stream) }
      while let record = readdir(stream) {
        let name = withUnsafeBytes(of: &record.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard name != ".", name != "..", !(folder.isEmpty && name.hasPrefix(".")) else { continue }
        let relative = folder.isEmpty ? name : "\(folder)/\(name)"
        if Int32(record.pointee.d_type) == Int32(DT_DIR) { folders.append(relative) } else { found.append(relative) }
      }
    }
    return found.sorted()
  }

  /// What is in a folder, in no order; links count as files.
  ///
  /// - Parameters:
  ///   - folder: relative to the open folder `descriptor`.
  ///   - path: of the open folder, for messages.
  static func items(
    in folder: String, of descriptor: Int32, path: String
  ) throws(OutputError) -> [(name: String, isFolder: Bool)] {
    let inner = openat(descriptor, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard inner >= 0, let stream = fdopendir(inner) else {
      let code = errno
      if inner >= 0 { close(inner) }
      throw .system(operation: "list", path: "\(path)/\(folder)", code: code)
    }
    defer { closedir(stream) }
    var items: [(name: String, isFolder: Bool)] = []
    while let record = readdir(stream) {
      let name = withUnsafeBytes(of: &record.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { items.append((name, Int32(record.pointee.d_type) == Int32(DT_DIR))) }
    }
    return items
  }
}
