import Synchronization

/// The workers of a program: started when the first picture is to be made, ended when nobody needs them.
///
/// Decoders of pictures have been broken before. A worker that dies, hangs or takes too much costs the picture that it
/// was at and nothing else; the next picture gets another worker. Shared by all threads, each of which has a worker of its
/// own while it waits for a picture.
public final class ImageWorkers: Sendable {
  /// The path of `preau-images`.
  public let program: String
  private let limit: Duration
  private let idle = Mutex(Idle())

  /// Unchecked, since a worker is used by whoever took it out of the list alone.
  private struct Idle: @unchecked Sendable {
    var workers: [WorkerProcess] = []
  }

  /// - Parameter limit: how long one picture may take.
  public init(program: String, limit: Duration = .seconds(60)) {
    self.program = program
    self.limit = limit
  }

  /// Makes variants of a picture, which takes up to a second; blocks the thread until then.
  public func process(_ bytes: [UInt8], _ recipe: ImageRecipe) throws(ImageRefusal) -> ProcessedImage {
    guard bytes.count <= ImageRecipe.maximumBytes else { throw .tooLarge }
    // Nobody need be started for what is no picture.
    guard ImageFormat(bytes) != nil else { throw .unknownFormat }
    let known = idle.withLock { $0.workers.popLast() }
    if let known {
      switch attempt(bytes, recipe, with: known) {
      case .success(let result): return try result.get()
      case .failure(.timeout): throw .tooDemanding
      // What came before may have harmed it, or somebody ended it: only a new one can say that it is the picture.
      case .failure(.ended): break
      }
    }
    guard let worker = WorkerProcess(program) else { throw .noWorker }
    switch attempt(bytes, recipe, with: worker) {
    case .success(let result): return try result.get()
    case .failure: throw .tooDemanding
    }
  }

  /// Keeps the worker only when it has answered.
  private func attempt(
    _ bytes: [UInt8], _ recipe: ImageRecipe, with worker: WorkerProcess
  ) -> Result<Result<ProcessedImage, ImageRefusal>, WorkerProcess.Failure> {
    do throws(WorkerProcess.Failure) {
      let result = try worker.process(bytes, recipe, within: limit)
      idle.withLock { $0.workers.append(worker) }
      return .success(result)
    } catch {
      return .failure(error)
    }
  }

  /// Ends the workers that have nothing to do; another picture starts new ones.
  public func rest() { idle.withLock { $0.workers = [] } }
}
