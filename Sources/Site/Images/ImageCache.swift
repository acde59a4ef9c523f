import Content
import Images
import Synchronization

/// What workers have made of pictures, so that no picture is decoded twice.
///
/// One file a picture, named by its bytes and by what was made of them, so that what is there never changes; removing any of it only costs time. Where nothing can be kept on
/// disk, it is kept in memory. Shared by all threads.
final class ImageCache: Sendable {
  private static let magic = Array("preau image 1\n".utf8)
  private let folder: String?
  private let kept = Mutex<[ImageKey: [UInt8]]>([:])

  /// - Parameter folder: nil to keep all in memory.
  init(folder: String?) { self.folder = folder }

  /// What is known of a picture; nil when nothing is.
  func header(of key: ImageKey) -> ImageHeader? {
    guard let start = read(key, upTo: Self.magic.count + ProcessedImage.maximumHeader) else { return nil }
    return ImageHeader(start.dropFirst(Self.magic.count))
  }

  func store(_ image: ProcessedImage, as key: ImageKey) {
    let bytes = Self.magic + image.encoded
    guard let folder, write(bytes, to: folder, key) else {
      kept.withLock { $0[key] = bytes }
      return
    }
  }

  /// The bytes of one variant; nil when they have gone since.
  func bytes(of variant: ImageVariant, _ header: ImageHeader, in key: ImageKey) -> [UInt8]? {
    guard let file = read(key, upTo: .max) else { return nil }
    let start = Self.magic.count + header.length
    let range = start + variant.range.lowerBound..<start + variant.range.upperBound
    return range.upperBound <= file.count ? Array(file[range]) : nil
  }

  private func read(_ key: ImageKey, upTo limit: Int) -> [UInt8]? {
    if let bytes = kept.withLock({ $0[key] }) { return bytes }
    guard let folder else { return nil }
    // What cannot be read is made again.
    guard let bytes = (try? RawFile.read("\(folder)/\(key.name)", upTo: limit)).flatMap({ $0 }) else { return nil }
    return bytes.starts(with: Self.magic) ? bytes : nil
  }

  private func write(_ bytes: [UInt8], to folder: String, _ key: ImageKey) -> Bool {
    do throws(OutputError) {
      try CacheFolder.make(folder)
      try CacheFolder.replace("\(folder)/\(key.name)", with: bytes)
      return true
    } catch {
      return false
    }
  }
}
