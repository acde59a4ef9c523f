/// What is to be made of a picture.
public enum ImageRecipe: UInt8, Sendable, Hashable, CaseIterable {
  /// What a page needs to show it at any width.
  case page = 1
  /// The same, and squares for where a face is shown.
  case portrait = 2
  /// One picture, to be kept in place of what somebody sent.
  case upload = 3

  /// Counts up whenever the same picture would come out differently, so that nothing old is taken from a cache.
  public static let version = 1

  /// Pixels that a header may claim; the largest pictures of today's phones have 50 million.
  ///
  /// More could take gigabytes to decode, and a file of some kilobytes can claim any number.
  public static let maximumPixels = 64_000_000

  /// The longest side of what is published or kept.
  public static let maximumSide = 2_560

  /// What is read, and no more: a camera's largest files are about half of it.
  public static let maximumBytes = 48 << 20

  /// The largest that pages show; what is larger is for those who ask to see it whole.
  static let widths = [320, 640, 1_280]
  static let squares = [160, 320]

  /// The widths at which a picture is offered, the largest last; nothing is ever made larger than it was.
  ///
  /// A width that is hardly less than the picture's own is left out.
  public static func widths(for size: ImageSize) -> [Int] { steps(widths, below: size.width) }

  /// The sides of the squares that are cut out of a picture, the largest last.
  public static func squares(for size: ImageSize) -> [Int] { steps(squares, below: min(size.width, size.height)) }

  private static func steps(_ steps: [Int], below width: Int) -> [Int] {
    let smaller = steps.filter { $0 * 5 <= width * 4 }
    return smaller.count == steps.count ? steps : smaller + [width]
  }
}
