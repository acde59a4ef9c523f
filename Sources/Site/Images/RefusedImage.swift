import Diagnostics
import Images

/// What is said of a file that is named as an image and is not taken for one.
enum RefusedImage: Error, Sendable, Equatable {
  case refused(ImageRefusal)
  /// Its name says one type and its bytes another.
  case misnamed(ImageFormat)

  func message(_ path: String) -> Message {
    let file = "'content/\(path)'"
    return switch self {
    case .misnamed(let format): "an image must be of the type that its name says; \(file) is a \(format.name) file"
    case .refused(.unknownFormat):
      "an image must be a PNG, JPEG, GIF, WebP, AVIF or HEIC file; \(file) is something else, whatever its name says"
    case .refused(.damaged): "an image must be whole; \(file) is cut off or damaged"
    case .refused(.tooManyPixels):
      "an image may have \(ImageRecipe.maximumPixels / 1_000_000) million pixels at most; \(file) claims more"
    case .refused(.tooLarge):
      "the file of an image may have \(ImageRecipe.maximumBytes >> 20) MiB at most; \(file) has more"
    case .refused(.tooDemanding): "an image must not take too long or too much memory to read; \(file) does"
    case .refused(.unreadable), .refused(.noWorker): "an image must be a file that can be read; \(file) is none"
    }
  }

  var help: Message {
    switch self {
    case .misnamed(let format): "rename it so that it ends in .\(format.fileExtension)"
    case .refused(.tooManyPixels), .refused(.tooLarge): "make it smaller; pages show 1,280 pixels across at most"
    case .refused(.unreadable): "check its owner and permissions"
    case .refused: "open it in a program for pictures, and save it again as JPEG or PNG"
    }
  }
}
