import Images
import Markup

/// A picture of the content as the site shows it: files in several sizes, none of which is the file itself.
struct SiteImage: Sendable {
  /// Relative to `content/`.
  let path: String
  let key: ImageKey
  let header: ImageHeader
  /// What stands before every path of the site.
  let basePath: String

  /// Where a variant is published, relative to the output folder: beside the picture's own path.
  func path(of variant: ImageVariant) -> String {
    let stem = path.lastIndex(of: ".").map { path[..<$0] } ?? path[...]
    let form = variant.role == .square ? "-square" : ""
    return "\(stem)\(form)-\(variant.size.width).\(key.version).\(variant.format.fileExtension)"
  }

  func address(of variant: ImageVariant) -> String { basePath + "/" + PercentEncoding.path(path(of: variant)) }

  /// The picture in its own shape.
  var whole: ImageSet? { ImageSet(.page, of: self) }
  /// A square of it; nil where its field asks for none.
  var square: ImageSet? { ImageSet(.square, of: self) }

  /// The largest that is published.
  var full: ImageVariant? {
    header.variants.last { $0.role == .full } ?? header.variants.last { $0.role == .page && $0.format != .webP }
  }
}

/// One shape of a picture in several sizes and types.
struct ImageSet: Sendable {
  /// The largest of the type that every browser knows, which feeds and other sites show.
  let address: String
  let size: ImageSize
  let choices: ImageChoices

  init?(_ role: ImageVariant.Role, of image: SiteImage) {
    let variants = image.header.variants.filter { $0.role == role }
    let modern = variants.filter { $0.format == .webP }
    let fallback = variants.filter { $0.format != .webP }
    guard let largest = fallback.last else { return nil }
    address = image.address(of: largest)
    size = largest.size
    func srcset(_ variants: [ImageVariant]) -> String {
      variants.map { "\(image.address(of: $0)) \($0.size.width)w" }.joined(separator: ", ")
    }
    choices = ImageChoices(
      srcset: fallback.count > 1 ? srcset(fallback) : "",
      sources: modern.isEmpty ? [] : [(ImageFormat.webP.mediaType, srcset(modern))])
  }
}
