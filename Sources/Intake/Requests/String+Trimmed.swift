extension StringProtocol {
  /// Without what nobody sees at its ends: space, and signs that have no width.
  var trimmed: String {
    String(drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
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
