/// A name that can stand in a list beside others without passing for something else.
enum PersonName {
  static let longest = 120

  /// Whether it has a letter or a digit, and no signs that cannot be seen or that turn the order of others round.
  static func isGood(_ name: String) -> Bool {
    name.count <= longest && name.unicodeScalars.allSatisfy(isVisible)
      && name.contains { $0.isLetter || $0.isNumber }
  }

  /// The name without such signs.
  static func cleaned(_ name: some StringProtocol) -> String {
    var cleaned = ""
    for scalar in name.unicodeScalars where isVisible(scalar) { cleaned.unicodeScalars.append(scalar) }
    return String(cleaned.prefix(longest))
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    // Some scripts and many emoji join their signs with these two.
    if scalar == "\u{200C}" || scalar == "\u{200D}" { return true }
    return switch scalar.properties.generalCategory {
    case .control, .format, .privateUse, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
