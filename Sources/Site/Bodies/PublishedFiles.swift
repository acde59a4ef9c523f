import Content
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
  private let pictures = Mutex<[String: Picture]>([:])
  private let wanted = Mutex<Set<String>>([])
  private let prints = Mutex<[String: Fingerprint]>([:])

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

  /// The size of a picture in pixels; nil for what is none, or hides its size.
  func size(of path: String) -> ImageSize? { picture(at: path).size }

  /// Whether the file begins as a picture does.
  func isImage(_ path: String) -> Bool { picture(at: path).isImage }

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

  private struct Picture {
    var isImage: Bool
    var size: ImageSize?
  }

  private func picture(at path: String) -> Picture {
    if let known = pictures.withLock({ $0[path] }) { return known }
    _ = print(of: path)
    let header = (try? RawFile.read("\(folder)/\(path)", upTo: 262_144)) ?? []  // what cannot be read is no picture
    let picture = Picture(isImage: Site.isImage(header: header), size: ImageSize(header: header))
    pictures.withLock { $0[path] = picture }
    return picture
  }

  /// How many bytes a file has; nil when it cannot be read.
  func byteCount(of path: String) -> Int? {
    _ = print(of: path)
    var status = stat()
    return stat("\(folder)/\(path)", &status) == 0 ? Int(status.st_size) : nil
  }
}
