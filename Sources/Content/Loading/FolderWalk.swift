import Glibc

/// The names of files and folders below a folder.
struct FolderListing: Sendable {
  struct Folder: Sendable {
    var name: String
    var listing: FolderListing
  }

  /// In the order of their bytes.
  var files: [String] = []
  var folders: [Folder] = []

  subscript(name: String) -> FolderListing? {
    folders.first { $0.name == name }?.listing
  }
}

/// Lists a folder and everything below it, without what is nobody's content.
struct FolderWalk {
  enum Remark {
    case symbolicLink(path: String)
    case tooDeep(path: String)
    case unreadable(path: String, code: Int32)
    /// A name in the folder, with marks in place of what is no text.
    case invalidName(path: String, name: String)
    case special(path: String)
  }

  private(set) var remarks: [Remark] = []
  private static let maximumDepth = 32

  /// Nil when the folder can't be opened.
  static func list(_ folder: String) -> (listing: FolderListing, remarks: [Remark])? {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var walk = FolderWalk()
    let listing = walk.listing(of: descriptor, path: "", depth: 1)
    return (listing, walk.remarks)
  }

  private enum Sort {
    case file
    case folder
    case link
    case other
  }

  /// Closes the descriptor.
  private mutating func listing(of descriptor: Int32, path: String, depth: Int) -> FolderListing {
    guard let stream = fdopendir(descriptor) else {
      remarks.append(.unreadable(path: path, code: errno))
      close(descriptor)
      return FolderListing()
    }
    defer { closedir(stream) }
    var listing = FolderListing()
    for (name, sort) in names(in: stream, of: descriptor, path: path) {
      let inner = path.isEmpty ? name : "\(path)/\(name)"
      switch sort {
      case .file: listing.files.append(name)
      case .link: remarks.append(.symbolicLink(path: inner))
      case .folder:
        guard let folder = folder(name, of: descriptor, path: inner, depth: depth + 1) else { continue }
        listing.folders.append(.init(name: name, listing: folder))
      case .other: remarks.append(.special(path: inner))
      }
    }
    return listing
  }

  private mutating func folder(_ name: String, of parent: Int32, path: String, depth: Int) -> FolderListing? {
    guard depth <= Self.maximumDepth else {
      remarks.append(.tooDeep(path: path))
      return nil
    }
    let descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else {
      remarks.append(.unreadable(path: path, code: errno))
      return nil
    }
    return listing(of: descriptor, path: path, depth: depth)
  }

  private mutating func names(
    in stream: OpaquePointer, of descriptor: Int32, path: String
  ) -> [(name: String, sort: Sort)] {
    var names: [(name: String, sort: Sort)] = []
    while let entry = readdir(stream) {
      let bytes = Self.bytes(of: entry)
      guard let name = Self.name(bytes) else {
        remarks.append(.invalidName(path: path, name: String(decoding: bytes, as: UTF8.self)))
        continue
      }
      if Self.isIgnored(name) { continue }
      names.append((name, Self.sort(of: entry, named: name, in: descriptor)))
    }
    return names.sorted { $0.name < $1.name }
  }

  /// Nil when it is not UTF-8, or holds control characters.
  private static func name(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func bytes(of entry: UnsafeMutablePointer<dirent>) -> UnsafeBufferPointer<UInt8> {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: start, count: strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)))
  }

  private static func sort(of entry: UnsafeMutablePointer<dirent>, named name: String, in folder: Int32) -> Sort {
    switch Int(entry.pointee.d_type) {
    case Int(DT_REG): .file
    case Int(DT_DIR): .folder
    case Int(DT_LNK): .link
    case Int(DT_UNKNOWN): statSort(of: name, in: folder)
    default: .other
    }
  }

  /// For file systems whose folders do not say what their entries are.
  private static func statSort(of name: String, in folder: Int32) -> Sort {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return .other }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .other
    }
  }

  /// Hidden files, what editors leave behind, and installed packages.
  private static func isIgnored(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasSuffix("~") || name.hasSuffix(".bak") || name.hasSuffix(".orig")
      || name.hasSuffix(".swp") || name.hasSuffix(".tmp") || (name.hasPrefix("#") && name.hasSuffix("#"))
      || name == "node_modules"
  }
}

extension FolderListing {
  /// The names of the files in each folder, by the folder's path, without folders that are left out with all in them.
  func filesByFolder(_ path: String = "", without isLeftOut: (String) -> Bool) -> [String: [String]] {
    var result = [path: files]
    for folder in folders {
      let inner = path.isEmpty ? folder.name : "\(path)/\(folder.name)"
      guard !isLeftOut(inner) else { continue }
      result.merge(folder.listing.filesByFolder(inner, without: isLeftOut)) { first, _ in first }
    }
    return result
  }
}
