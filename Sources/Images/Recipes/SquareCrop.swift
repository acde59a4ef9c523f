/// Which square of a picture is shown where there is room for a face alone.
public enum SquareCrop: Sendable, Equatable {
  case whole
  /// Of a picture that is taller than wide: from `top` on, in its whole width.
  case rows(top: Int)
  /// Of a picture that is wider than tall: wherever something draws the eye.
  case attention

  /// People who are photographed upright have their face in the upper part: the square's middle lies at three eighths of
  /// the height, or as near as it gets.
  public init(for size: ImageSize) {
    if size.width == size.height {
      self = .whole
    } else if size.width > size.height {
      self = .attention
    } else {
      self = .rows(top: max(0, min(size.height - size.width, size.height * 3 / 8 - size.width / 2)))
    }
  }
}
