import Content
import Diagnostics

/// Files that fields show as images and that are none.
enum UnreadableImage {
  static func diagnostics(in library: Library, _ files: PublishedFiles) -> [Diagnostic] {
    library.entries.flatMap(\.variants).flatMap { variant in
      images(in: variant.values).filter { !files.isImage($0.path) }.map { image in
        .error("unreadable-image", at: image.location, message(image.path), help: help)
      }
    }
  }

  static func message(_ path: String) -> Message {
    "an image must be a PNG, JPEG, GIF, WebP or AVIF file; 'content/\(path)' is empty, cut off or something else"
  }

  static let help: Message = "open it in a program for pictures, and save it again"

  private static func images(in values: [FieldValue?]) -> [ImageSource] {
    values.compactMap(\.self).flatMap(\.items).flatMap { value -> [ImageSource] in
      switch value {
      case .image(let image): [image]
      case .group(let values): images(in: values)
      default: []
      }
    }
  }
}
