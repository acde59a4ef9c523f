/// Why a picture is not taken.
public enum ImageRefusal: String, Error, Sendable, CaseIterable {
  /// More bytes than are read.
  case tooLarge = "too-large"
  /// No picture of a type that is read: SVG, PDF, a video, or something else under a picture's name.
  case unknownFormat = "unknown-format"
  /// Its header claims more pixels than are decoded.
  case tooManyPixels = "too-many-pixels"
  /// Cut off, or damaged in another way.
  case damaged
  /// It took too much time or memory, or ended the worker.
  case tooDemanding = "too-demanding"
  /// The file cannot be read.
  case unreadable
  /// There is no worker, or it cannot be started.
  case noWorker = "no-worker"

  /// Whether the same file will always be refused, whatever else the machine does.
  public var isFinal: Bool {
    switch self {
    case .tooLarge, .unknownFormat, .tooManyPixels, .damaged: true
    case .tooDemanding, .unreadable, .noWorker: false
    }
  }
}
