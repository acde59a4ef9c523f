/// One file that was made of a picture.
public struct ImageVariant: Sendable, Equatable {
  public enum Role: UInt8, Sendable {
    /// For those who ask to see the picture whole, and what shares its shape.
    case full = 1
    case page = 2
    case square = 3
  }

  public var role: Role
  public var format: ImageFormat
  public var size: ImageSize
  /// Where its bytes lie among those of all variants.
  public var range: Range<Int>

  public init(role: Role, format: ImageFormat, size: ImageSize, range: Range<Int>) {
    self.role = role
    self.format = format
    self.size = size
    self.range = range
  }
}
