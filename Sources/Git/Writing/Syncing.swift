import Dispatch  // why: syncing blocks, and each sync needs a thread of its own
import Glibc
import Synchronization

/// Syncs files and folders side by side: a disk takes several almost as fast as one.
final class Syncing: Sendable {
  /// Queues of their own, since the threads of the pool are as many as there are cores, and these wait.
  private static let lanes = (0..<6).map { DispatchQueue(label: "git sync \($0)") }

  private let begun = DispatchGroup()
  /// A change of thousands of files is not to hold all of them open.
  private let room = DispatchSemaphore(value: 32)
  private let state = Mutex<(count: Int, failure: GitError?)>((0, nil))

  /// Begins with an open file, and closes it in the end.
  func begin(_ file: Int32, _ path: String) {
    room.wait()
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    Self.lanes[number % Self.lanes.count].async(group: begun) { [self] in
      let code = fsync(file) == 0 ? 0 : errno
      close(file)
      room.signal()
      guard code != 0 else { return }
      state.withLock { $0.failure = $0.failure ?? GitError(operation: "sync", path: path, code: code) }
    }
  }

  /// The folder that a path lies in.
  func begin(folderOf path: String) throws(GitError) {
    try begin(folder: String(path[...(path.lastIndex(of: "/") ?? path.startIndex)]))
  }

  func begin(folder path: String) throws(GitError) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw GitError(operation: "open", path: path) }
    begin(folder, path)
  }

  /// Waits for all that was begun, and throws where one of them failed.
  func end() throws(GitError) {
    begun.wait()
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }
}
