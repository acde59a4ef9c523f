import Glibc

/// Finds the files below a folder, hidden ones too, and what there cannot be published.
struct StaticWalk {
  enum Reason {
    case linkOutside
    case noFile
    case reservedName
    case invalidName
    case tooDeep
    case unreadable(String)
  }

  static let maximumDepth = 32

  let folder: String
  private(set) var found: [(path: String, original: String)] = []
  /// In order of their paths; an empty one is the folder itself.
  private(set) var remarks: [(path: String, reason: Reason)] = []

  init(folder: String) { self.folder = folder }

  mutating func run() {
    guard access(folder, F_OK) == 0 else { return }
    list("", depth: 1)
    remarks.sort { $0.path < $1.path }
  }

  private mutating func list(_ path: String, depth: Int) {
    guard depth <= Self.maximumDepth else { return remark(path, .tooDeep) }
    guard let stream = opendir(path.isEmpty ? folder : "\(folder)/\(path)") else { return remarkError(path) }
    defer { closedir(stream) }
    while let record = readdir(stream) {
      guard let name = Self.name(of: record) else {
        remark(path, .invalidName)
        continue
      }
      guard !Self.staysBehind(name) else { continue }
      add(path.isEmpty ? name : "\(path)/\(name)", depth: depth)
    }
  }

  private mutating func add(_ path: String, depth: Int) {
    guard path != OutputManifest.fileName, !path.hasSuffix(OutputFolder.stagingSuffix) else {
      return remark(path, .reservedName)
    }
    var status = stat()
    guard lstat("\(folder)/\(path)", &status) == 0 else { return remarkError(path) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: list(path, depth: depth + 1)
    case S_IFREG: addFile(path, original: "\(folder)/\(path)")
    case S_IFLNK: addLink(path)
    default: remark(path, .noFile)
    }
  }

  private mutating func addFile(_ path: String, original: String) {
    guard access(original, R_OK) == 0 else { return remarkError(path) }
    found.append((path, original))
  }

  /// A link is taken for the file that it leads to, which must lie in the folder and be published itself.
  private mutating func addLink(_ path: String) {
    guard let root = Self.realPath(folder), let original = Self.realPath("\(folder)/\(path)"),
      original.hasPrefix(root + "/"),
      !original.dropFirst(root.count + 1).split(separator: "/").contains(where: { Self.staysBehind(String($0)) })
    else { return remark(path, .linkOutside) }
    var status = stat()
    guard lstat(original, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return remark(path, .linkOutside) }
    addFile(path, original: original)
  }

  private mutating func remark(_ path: String, _ reason: Reason) {
    remarks.append((path, reason))
  }

  private mutating func remarkError(_ path: String) {
    remark(path, .unreadable(strerror(errno).map { String(cString: $0) } ?? "error \(errno)"))
  }
}

extension StaticWalk {
  /// What git, the desktop and editors keep, and what nobody means to publish.
  private static func staysBehind(_ name: String) -> Bool {
    name == "." || name == ".." || name.hasPrefix(".git") || name == ".DS_Store" || name.hasSuffix("~")
      || name.hasSuffix(".swp")
  }

  /// Nil when it is not UTF-8, or holds control characters: the manifest has a name a line.
  private static func name(of record: UnsafeMutablePointer<dirent>) -> String? {
    withUnsafeBytes(of: &record.pointee.d_name) { bytes in
      let name = bytes.prefix { $0 != 0 }
      guard !name.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
      return String(validating: name, as: UTF8.self)
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
