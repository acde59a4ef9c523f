import Glibc

/// A disk in memory that is soon full; only root can mount one.
public struct SmallDisk {
  private let path: String

  public static var isPossible: Bool {
    let folder = SiteFixture()
    guard let disk = SmallDisk(at: folder.path, megabytes: 1) else { return false }
    disk.remove()
    return true
  }

  /// Nil where it cannot be mounted.
  public init?(at path: String, megabytes: Int) {
    guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m") == 0 else { return nil }
    self.path = path
  }

  public func grow(to megabytes: Int) { mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT), "size=\(megabytes)m") }

  public func remove() { umount2(path, Int32(MNT_DETACH)) }
}
