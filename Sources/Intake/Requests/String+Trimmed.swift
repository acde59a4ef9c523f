extension StringProtocol {
  /// Without what nobody sees at its ends: space, and signs that have no width.
  var trimmed: String { trimmed(where: \.isBlank) }

  func trimmed(where isLeftOut: (Character) -> Bool) -> String {
    String(drop(while: isLeftOut).reversed().drop(while: isLeftOut).reversed())
  }
}

extension Character {
  /// Whether nothing is seen of it.
  var isBlank: Bool {
    isWhitespace
      || unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format: true
        default: false
        }
      }
  }
}
