import Glibc

/// Where a folder really is, with symbolic links and `..` resolved, even when it is yet to be made.
struct RealFolder {
  /// The names from the root on.
  private let names: [String]

  init(_ path: String) {
    let parts = path.split(separator: "/").map(String.init)
    let root = path.hasPrefix("/") ? "/" : "./"
    var present = parts.count
    var names = Self.resolved(path)
    while names == nil, present > 0 {
      present -= 1
      names = Self.resolved(root + parts[..<present].joined(separator: "/"))
    }
    // The rest is not there, so it can hold no links.
    for part in parts[present...] where part != "." {
      if part == ".." { _ = names?.popLast() } else { names?.append(part) }
    }
    self.names = names ?? parts
  }

  /// How this folder lies to another; nil when neither holds the other.
  func overlap(with other: RealFolder) -> FolderOverlap? {
    if names == other.names { return .same }
    if names.starts(with: other.names) { return .inside }
    return other.names.starts(with: names) ? .around : nil
  }

  private static func resolved(_ path: String) -> [String]? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real).split(separator: "/").map(String.init)
  }
}

/// How a folder lies to one that it must keep away from.
public enum FolderOverlap: Sendable {
  case same
  case inside
  case around
}
