public import Glibc

/// What the system says of a file without opening it: while it stays the same, so does what the file holds.
public struct FileStamp: Sendable, Hashable {
  public let size: Int
  public let inode: UInt64
  /// Nanoseconds since 1970 of the last change of the contents.
  public let modified: Int
  /// Nanoseconds since 1970 of the last change of the contents, the name or the rights; nobody can set it back.
  public let changed: Int

  public init(size: Int, inode: UInt64, modified: Int, changed: Int) {
    self.size = size
    self.inode = inode
    self.modified = modified
    self.changed = changed
  }

  public init(_ status: stat) {
    size = Int(status.st_size)
    inode = UInt64(status.st_ino)
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
  }

  /// The stamp of a regular file; nil where there is none.
  ///
  /// A path that does not start with a slash begins at the open folder.
  public init?(of path: String, in folder: Int32 = AT_FDCWD) {
    var status = stat()
    guard fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    self.init(status)
  }

  /// Whether the last change lies so far back that another one would get another stamp.
  ///
  /// File systems count time in ticks of up to 10 ms: what is written twice within one looks unchanged.
  public func isSettled(at now: Int) -> Bool {
    changed < now - 40_000_000
  }

  /// Nanoseconds since 1970, on the clock that stamps files.
  public static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }

  private static func nanoseconds(_ time: timespec) -> Int { time.tv_sec * 1_000_000_000 + time.tv_nsec }
}

/// Which version of a file was read.
public struct FileVersion: Sendable {
  /// Nil where the file may have changed since without another stamp.
  public var stamp: FileStamp?
  /// What stands before the text.
  public var fields = Fingerprint()
  /// What stands below the front matter.
  public var text = Fingerprint()
}
