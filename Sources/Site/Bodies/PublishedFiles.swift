import Content
import Glibc
import Synchronization

/// The files beside entries that pages refer to: where they are published, and what becomes of pictures.
///
/// Only what visible fields and texts refer to is published. Shared by all threads that render.
final class PublishedFiles: Sendable {
  /// `content/`, as the system knows it.
  let folder: String
  /// What is published as it is, relative to the output folder.
  let statics: Set<String>
  let images: SiteImages
  private let basePath: String
  private let wanted = Mutex<Set<PublishedFile>>([])
  private let prints = Mutex<[String: Fingerprint]>([:])

  init(_ options: BuildOptions, basePath: String, statics: Set<String>) {
    folder = options.content
    self.statics = statics
    self.basePath = basePath
    images = SiteImages(options, basePath: basePath)
  }

  /// The files to publish, in order.
  var all: [PublishedFile] { wanted.withLock { $0.sorted() } }

  /// Notes that a file is to be published.
  func publish(_ file: PublishedFile) {
    wanted.withLock { _ = $0.insert(file) }
  }

  /// The address at which a file that is no picture is published, which is where it lies.
  func address(of path: String) -> String {
    basePath + "/" + PercentEncoding.path(path)
  }

  /// What becomes of a picture.
  func image(_ file: PublishedFile) -> SiteImages.Outcome {
    _ = print(of: file.path)
    return images.outcome(of: file)
  }

  /// A fingerprint of the stamp that a file had before anything else was asked about it.
  ///
  /// A file that was changed just now may change again without another stamp, and so is like no other.
  func print(of path: String) -> Fingerprint {
    prints.withLock { prints in
      if let known = prints[path] { return known }
      var print = Fingerprint.nothing
      if let stamp = FileStamp(of: "\(folder)/\(path)") {
        print.add(stamp)
        let now = FileStamp.now
        if !stamp.isSettled(at: now) { print.add(now) }
      }
      prints[path] = print
      return print
    }
  }

  /// How many bytes a file has; nil when it cannot be read.
  func byteCount(of path: String) -> Int? {
    _ = print(of: path)
    var status = stat()
    return stat("\(folder)/\(path)", &status) == 0 ? Int(status.st_size) : nil
  }
}
