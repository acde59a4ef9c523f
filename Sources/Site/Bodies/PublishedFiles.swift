import Glibc
import Synchronization

/// The files beside entries that pages refer to: where they are published, and how large pictures are.
///
/// Only what visible fields and texts refer to is published. Shared by all threads that render.
final class PublishedFiles: Sendable {
  /// `content/`, as the system knows it.
  let folder: String
  /// What is published as it is, relative to the output folder.
  let statics: Set<String>
  private let basePath: String
  private let sizes = Mutex<[String: ImageSize?]>([:])
  private let wanted = Mutex<Set<String>>([])

  init(folder: String, basePath: String, statics: Set<String>) {
    self.folder = folder
    self.statics = statics
    self.basePath = basePath
  }

  /// The files to publish, relative to `content/` and to the output folder alike, in order.
  var paths: [String] { wanted.withLock { $0.sorted() } }

  /// Notes that a file is to be published.
  func publish(_ path: String) {
    wanted.withLock { _ = $0.insert(path) }
  }

  /// The address at which a file is published.
  func address(of path: String) -> String {
    basePath + "/" + PercentEncoding.path(path)
  }

  /// The size of a picture in pixels; nil for what is none.
  func size(of path: String) -> ImageSize? {
    if let known = sizes.withLock({ $0[path] }) { return known }
    let header = (try? RawFile.read("\(folder)/\(path)", upTo: 262_144)) ?? []  // a picture without a size still shows
    let size = ImageSize(header: header)
    sizes.withLock { $0[path] = size }
    return size
  }

  /// How many bytes a file has; nil when it cannot be read.
  func byteCount(of path: String) -> Int? {
    var status = stat()
    return stat("\(folder)/\(path)", &status) == 0 ? Int(status.st_size) : nil
  }
}
