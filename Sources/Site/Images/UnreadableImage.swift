import Diagnostics

/// What is said of a file that is shown as an image and is none.
enum UnreadableImage {
  static func message(_ path: String) -> Message {
    "an image must be a PNG, JPEG, GIF, WebP or AVIF file; 'content/\(path)' is empty, cut off or something else"
  }

  static let help: Message = "open it in a program for pictures, and save it again"
}
