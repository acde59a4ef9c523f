import CQREncode

/// A link as a square of dots, for a phone's camera (ISO/IEC 18004).
public struct QRCode: Sendable {
  /// Dots on a side, with the quiet zone of four around them.
  public let size: Int
  private let dark: [[Bool]]

  private static let margin = 4

  /// Nil for a text that is too long.
  public init?(_ text: String) {
    guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    guard let dots = code.pointee.data else { return nil }
    let dark = (0..<width).map { row in (0..<width).map { dots[row * width + $0] & 1 == 1 } }
    let empty = [Bool](repeating: false, count: width + 2 * Self.margin)
    let side = [Bool](repeating: false, count: Self.margin)
    let frame = [[Bool]](repeating: empty, count: Self.margin)
    self.dark = frame + dark.map { side + $0 + side } + frame
    size = width + 2 * Self.margin
  }

  /// The dark dots as the path of an SVG picture, each dot a unit.
  var path: String {
    var path = ""
    for (y, row) in dark.enumerated() {
      for (x, isDark) in row.enumerated() where isDark { path += "M\(x) \(y)h1v1h-1z" }
    }
    return path
  }

  /// For a terminal: two rows of dots a line, light on dark.
  public var text: String {
    stride(from: 0, to: size, by: 2).map { y in
      (0..<size).map { x in
        switch (dark[y][x], y + 1 < size && dark[y + 1][x]) {
        case (false, false): "█"
        case (false, true): "▀"
        case (true, false): "▄"
        case (true, true): " "
        }
      }.joined() + "\n"
    }.joined()
  }
}
