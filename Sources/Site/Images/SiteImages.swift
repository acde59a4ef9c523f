import Content
import Dispatch  // why: workers are waited for on threads that no task needs
import Images
import Synchronization

/// The pictures of a site: each is made ready once, when somebody first asks for it.
///
/// Shared by all threads.
final class SiteImages: Sendable {
  enum Outcome: Sendable {
    case ready(SiteImage)
    case refused(RefusedImage)
    /// There is no worker: a file that may say where it was taken is better not shown.
    case leftOut
  }

  let cache: ImageCache
  private let folder: String
  private let basePath: String
  /// Nil where `preau-images` is not installed.
  private let workers: ImageWorkers?
  private let index: ImageIndex
  private let slots = Mutex<[PublishedFile: Slot]>([:])

  private final class Slot: Sendable {
    let outcome = Mutex<Outcome?>(nil)
  }

  init(_ options: BuildOptions, basePath: String) {
    folder = options.content
    self.basePath = basePath
    workers = options.imageWorker.map { ImageWorkers(program: $0) }
    cache = ImageCache(folder: options.imageCache)
    index = ImageIndex(folder: options.imageCache)
  }

  /// Blocks while a worker is at it; two threads never make the same.
  func outcome(of file: PublishedFile) -> Outcome {
    let slot = slots.withLock { slots -> Slot in
      if let slot = slots[file] { return slot }
      let slot = Slot()
      slots[file] = slot
      return slot
    }
    return slot.outcome.withLock { outcome in
      if let outcome { return outcome }
      let made = workers == nil ? .leftOut : known(file) ?? make(file)
      outcome = made
      return made
    }
  }

  /// Makes all ready that no earlier build has, with a worker for each thread; `progress` is told of each.
  func prepare(
    _ files: Set<PublishedFile>, threads: Int, progress: @escaping @Sendable (Int, Int) -> Void
  ) async {
    guard workers != nil else { return }
    let missing = files.filter { $0.isImage && known($0) == nil }.sorted()
    guard !missing.isEmpty else { return }
    let (next, done) = (WorkCounter(), WorkCounter())
    progress(0, missing.count)
    await withCheckedContinuation { continuation in
      let queue = DispatchQueue(label: "images", attributes: .concurrent)
      let group = DispatchGroup()
      for _ in 0..<max(1, min(threads, missing.count)) {
        queue.async(group: group) {
          while true {
            let place = next.advance(by: 1)
            guard place < missing.count else { return }
            _ = self.outcome(of: missing[place])
            progress(done.advance(by: 1) + 1, missing.count)
          }
        }
      }
      group.notify(queue: queue) { continuation.resume() }
    }
  }

  /// Ends the workers, and keeps what was found for the next build.
  func rest() {
    workers?.rest()
    index.save()
  }

  // MARK: Making

  /// What an earlier build made of a file that has not changed.
  private func known(_ file: PublishedFile) -> Outcome? {
    guard let stamp = FileStamp(of: "\(folder)/\(file.path)"), let source = index.source(of: file.path, stamp) else {
      return nil
    }
    return ready(file, source)
  }

  private func ready(_ file: PublishedFile, _ source: SHA256) -> Outcome? {
    let key = ImageKey(source: source, recipe: file.isCropped ? .portrait : .page)
    return cache.header(of: key).map {
      .ready(SiteImage(path: file.path, key: key, header: $0, basePath: basePath))
    }
  }

  private func make(_ file: PublishedFile) -> Outcome {
    do throws(RefusedImage) {
      let stamp = FileStamp(of: "\(folder)/\(file.path)")
      let bytes = try read(file.path)
      let source = SHA256(bytes)
      // The same picture may lie somewhere else, or only have been touched.
      let outcome: Outcome
      if let kept = ready(file, source) { outcome = kept } else { outcome = try decode(bytes, file, source) }
      if let stamp { index.remember(source, of: file.path, stamp) }
      return outcome
    } catch {
      return error == .refused(.noWorker) ? .leftOut : .refused(error)
    }
  }

  private func read(_ path: String) throws(RefusedImage) -> [UInt8] {
    let bytes: [UInt8]
    do throws(ImageFile.Failure) {
      bytes = try ImageFile.read("\(folder)/\(path)", upTo: ImageRecipe.maximumBytes)
    } catch {
      throw .refused(error == .tooLarge ? .tooLarge : .unreadable)
    }
    guard let format = ImageFormat(bytes) else { throw .refused(.unknownFormat) }
    guard format.extensions.contains(where: { path.lowercased().hasSuffix("." + $0) }) else { throw .misnamed(format) }
    return bytes
  }

  private func decode(_ bytes: [UInt8], _ file: PublishedFile, _ source: SHA256) throws(RefusedImage) -> Outcome {
    let key = ImageKey(source: source, recipe: file.isCropped ? .portrait : .page)
    do throws(ImageRefusal) {
      guard let image = try workers?.process(bytes, key.recipe) else { return .leftOut }
      cache.store(image, as: key)
      return ready(file, source) ?? .refused(.refused(.unreadable))
    } catch {
      throw .refused(error)
    }
  }
}
