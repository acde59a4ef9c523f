import Dispatch  // why: a thread of its own waits for the system
import Glibc

/// Tells which files below some folders have changed (inotify(7)).
final class FolderWatcher {
  /// What happened since somebody last asked.
  struct Changes {
    /// Paths of files that were written, as they begin with the folders that are watched.
    var written: Set<String> = []
    /// Whether anything else may have happened: files or folders that came, went or were renamed, or more than the
    /// system could keep.
    var isStructural = false

    var isEmpty: Bool { written.isEmpty && !isStructural }
  }

  /// What happened, as it happens, and nothing every fifth of a second, so that whoever listens can look at the clock.
  let changes: AsyncStream<Changes>
  private let events: any DispatchSourceRead
  private let ticks: any DispatchSourceTimer

  /// Folders that are not there are looked for again with every tick.
  init(_ roots: [String]) throws(OutputError) {
    let descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { throw .system(operation: "watch", path: roots.first ?? "", code: errno) }
    let inbox = WatchedFolders(roots, descriptor)
    do throws(OutputError) {
      try inbox.watchRoots()
    } catch {
      close(descriptor)
      throw error
    }
    // Threads of the pool are for work; those that wait here are the queue's own.
    let queue = DispatchQueue(label: "folder watcher")
    let (stream, continuation) = AsyncStream.makeStream(of: Changes.self)
    let events = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    let ticks = DispatchSource.makeTimerSource(queue: queue)
    events.setEventHandler { continuation.yield(inbox.changes()) }
    events.setCancelHandler { close(descriptor) }
    ticks.setEventHandler { continuation.yield(inbox.changesOfRoots()) }
    ticks.schedule(deadline: .now(), repeating: .milliseconds(200), leeway: .milliseconds(50))
    events.activate()
    ticks.activate()
    changes = stream
    self.events = events
    self.ticks = ticks
  }

  deinit {
    events.cancel()
    ticks.cancel()
  }
}

/// The folders that are watched, and what the system says of them; only the watcher's queue uses it.
private final class WatchedFolders: @unchecked Sendable {
  private typealias Changes = FolderWatcher.Changes

  private let descriptor: Int32
  private let roots: [String]
  private var folders: [Int32: String] = [:]
  /// Of each root the folder that was there when it was last looked at.
  private var identities: [FolderIdentity?] = []
  /// Files that were made and are not written yet.
  private var created: Set<String> = []

  private static let events =
    UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_MOVED_FROM) | UInt32(IN_CREATE) | UInt32(IN_DELETE)
    | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_ATTRIB)

  init(_ roots: [String], _ descriptor: Int32) {
    self.roots = roots
    self.descriptor = descriptor
  }

  /// What has happened, with what follows at once: editors write a file in several steps.
  func changes() -> FolderWatcher.Changes {
    var changes = Changes()
    var rounds = 0
    repeat {
      read(into: &changes)
      rounds += 1
    } while rounds < 100 && isReadable(within: changes.isStructural ? 10 : 1)
    if changes.isStructural { try? watchRoots() }  // what cannot be watched now is tried again after the next change
    return changes
  }

  private func isReadable(within timeout: Int32) -> Bool {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, timeout) > 0
  }

  // MARK: Events

  private func read(into changes: inout Changes) {
    let size = 64 << 10
    withUnsafeTemporaryAllocation(byteCount: size, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
      while true {
        let count = Glibc.read(descriptor, buffer.baseAddress, size)
        guard count > 0 else { return }
        var offset = 0
        while offset + MemoryLayout<inotify_event>.size <= count {
          let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let nameStart = offset + MemoryLayout<inotify_event>.size
          offset = nameStart + Int(event.len)
          note(event, name: UnsafeRawBufferPointer(buffer)[nameStart..<min(offset, count)], in: &changes)
        }
      }
    }
  }

  private func note(_ event: inotify_event, name bytes: Slice<UnsafeRawBufferPointer>, in changes: inout Changes) {
    let name = String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    if event.mask & UInt32(IN_IGNORED) != 0 { folders[event.wd] = nil }
    guard let folder = folders[event.wd], !name.isEmpty else {
      changes.isStructural = true
      return
    }
    // What is written beside its place by a program that puts it there as a whole.
    if name.hasPrefix("."), name.hasSuffix("~") { return }
    let path = "\(folder)/\(name)"
    // Whether it came into the place of another file, whoever listens can tell.
    if event.mask & UInt32(IN_MOVED_TO) != 0, event.mask & UInt32(IN_ISDIR) == 0 {
      changes.written.insert(path)
      return
    }
    guard event.mask & UInt32(IN_CLOSE_WRITE) != 0 else {
      // What is only opened to be written, or is a file of an editor's own, tells nothing yet.
      if event.mask & UInt32(IN_CREATE) != 0, event.mask & UInt32(IN_ISDIR) == 0, Self.isToBeWritten(path) {
        created.insert(path)
      } else {
        changes.isStructural = true
      }
      return
    }
    if created.remove(path) != nil { changes.isStructural = true }
    changes.written.insert(path)
  }

  /// Whether a new file is to be closed after it has been written; a link is whole from the start.
  private static func isToBeWritten(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1
  }

  // MARK: Folders

  func watchRoots() throws(OutputError) {
    identities = roots.map(FolderIdentity.init)
    for root in roots { try watch(root, depth: 0) }
  }

  /// Whether a root came or is another folder now, of which the folders that are watched tell nothing.
  func changesOfRoots() -> FolderWatcher.Changes {
    guard roots.map(FolderIdentity.init) != identities else { return Changes() }
    try? watchRoots()  // what cannot be watched now is tried again after the next change
    return Changes(isStructural: true)
  }

  private func watch(_ folder: String, depth: Int) throws(OutputError) {
    let number = inotify_add_watch(descriptor, folder, Self.events | UInt32(IN_ONLYDIR))
    guard number >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return }
      throw .system(operation: "watch", path: folder, code: errno)
    }
    folders[number] = folder
    guard depth < 40, let stream = opendir(folder) else { return }
    defer { closedir(stream) }
    while let record = readdir(stream) {
      guard Int32(record.pointee.d_type) == Int32(DT_DIR) else { continue }
      let name = withUnsafeBytes(of: &record.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != "..", name != ".git" { try watch("\(folder)/\(name)", depth: depth + 1) }
    }
  }
}

/// Tells one folder from another that has its name later.
private struct FolderIdentity: Equatable {
  private let device: UInt
  private let inode: UInt

  /// Nil where there is nothing.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = status.st_dev
    inode = status.st_ino
  }
}
