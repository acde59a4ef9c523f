import Content
import Glibc

/// The stamps of everything that a site is made from, taken without opening a file.
enum SourceStamps {
  /// Nil when a file was changed so lately that another change would not show.
  static func fingerprint(_ options: BuildOptions) -> Fingerprint? {
    var walk = Walk()
    for (folder, _) in options.sources { walk.add(folder, depth: 0) }
    return walk.isSettled ? walk.print : nil
  }

  private struct Walk {
    var print = Fingerprint()
    var isSettled = true
    private let now = FileStamp.now

    /// Names in no order would give another fingerprint each time.
    mutating func add(_ folder: String, depth: Int) {
      guard depth < 40, let stream = opendir(folder) else { return print.add(Int(errno)) }
      defer { closedir(stream) }
      var names: [String] = []
      while let record = readdir(stream) {
        let name = withUnsafeBytes(of: &record.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { names.append(name) }
      }
      for name in names.sorted() {
        var status = stat()
        guard fstatat(dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
        print.add(name)
        if status.st_mode & S_IFMT == S_IFDIR {
          add("\(folder)/\(name)", depth: depth + 1)
        } else {
          let stamp = FileStamp(status)
          if !stamp.isSettled(at: now) { isSettled = false }
          print.add(Int(status.st_mode))
          print.add(stamp)
        }
      }
      print.add(names.count)
    }
  }
}
