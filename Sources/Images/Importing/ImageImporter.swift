import Dispatch  // why: workers are waited for on threads that no task needs
import Glibc
import Synchronization

/// Takes the pictures that people send: nothing of the file itself is kept, only what was decoded from it.
///
/// Each gets a worker of its own, which ends with it, so that the picture of one person can do nothing to another's.
public struct ImageImporter: Sendable {
  /// What an upload may have.
  public static let maximumBytes = 20 << 20

  private static let formats: [ImageFormat] = [.jpeg, .png, .webP, .heif]

  private let program: String
  private let limit: Duration
  private let queues: [DispatchQueue]
  private let next: Turns

  private final class Turns: Sendable {
    private let count = Atomic(0)

    func take(of total: Int) -> Int { count.add(1, ordering: .relaxed).oldValue % total }
  }

  /// - Parameters:
  ///   - worker: the path of `preau-images`.
  ///   - limit: how long one picture may take.
  ///   - atOnce: how many are decoded at the same time; the others wait.
  public init(worker: String, limit: Duration = .seconds(30), atOnce: Int = 2) {
    program = worker
    self.limit = limit
    queues = (0..<max(1, atOnce)).map { DispatchQueue(label: "image importer \($0)") }
    next = Turns()
  }

  /// Decodes a JPEG, PNG, WebP or HEIC file and answers it anew: upright, in sRGB, without metadata, at most 2,560 pixels
  /// wide and high.
  ///
  /// Throws `tooLarge` above 20 MiB, `unknownFormat` for anything else, whatever its name, and `noWorker` where
  /// `preau-images` is not installed. The file is neither changed nor removed.
  public func accept(fileAt path: String) async throws(ImageRefusal) -> ImportedImage {
    let queue = queues[next.take(of: queues.count)]
    let result = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: make(path)) }
    }
    return try result.get()
  }

  private func make(_ path: String) -> Result<ImportedImage, ImageRefusal> {
    do throws(ImageRefusal) {
      let bytes = try Self.read(path)
      guard let format = ImageFormat(bytes), Self.formats.contains(format) else { throw .unknownFormat }
      let image = try ImageWorkers(program: program, limit: limit).process(bytes, .upload)
      guard let whole = image.variants.last else { throw .tooDemanding }
      return .success(ImportedImage(bytes: Array(image[whole]), format: whole.format, size: whole.size))
    } catch {
      return .failure(error)
    }
  }

  private static func read(_ path: String) throws(ImageRefusal) -> [UInt8] {
    do throws(ImageFile.Failure) {
      return try ImageFile.read(path, upTo: maximumBytes)
    } catch {
      throw error == .tooLarge ? .tooLarge : .unreadable
    }
  }
}

/// A picture that was taken, ready to be kept.
public struct ImportedImage: Sendable, Equatable {
  /// The whole file.
  public let bytes: [UInt8]
  /// JPEG, or PNG where something shows through or drawings need no more.
  public let format: ImageFormat
  public let size: ImageSize
}
