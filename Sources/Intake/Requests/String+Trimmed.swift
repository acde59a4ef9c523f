extension StringProtocol {
  /// Without what nobody sees at its ends: space, and signs that have no width.
  var trimmed: String { trimmed(where: \.isBlank) }

  func trimmed(where isLeftOut: (Character) -> Bool) -> String {
    String(drop(while: isLeftOut).reversed().drop(while: isLeftOut).reversed())
  }
}

extension String {
  /// Without signs that are not seen and change how others are read: directions, line ends of Unicode, tags.
  var withoutDisguise: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { scalar in
          switch scalar.value {
          case 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029, 0xFEFF, 0xE0000...0xE007F: false
          default: true
          }
        }))
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
