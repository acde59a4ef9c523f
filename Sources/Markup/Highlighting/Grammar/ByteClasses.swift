/// Classes of ASCII bytes.
extension UInt8 {
  @inline(__always) var isNewline: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
  @inline(__always) var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  @inline(__always) var isSpace: Bool { isBlank || isNewline }
  @inline(__always) var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
  @inline(__always) var isUppercase: Bool { self &- UInt8(ascii: "A") < 26 }
  @inline(__always) var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }
  @inline(__always) var asciiLowercased: UInt8 { isUppercase ? self | 0x20 : self }

  /// A letter, `_`, or a byte of a character beyond ASCII, which is never split.
  @inline(__always) var isNameStart: Bool { isLetter || self == UInt8(ascii: "_") || self >= 0x80 }
  @inline(__always) var isName: Bool { isNameStart || isDigit }

  /// A byte of a UTF-8 sequence but the first.
  @inline(__always) var isContinuation: Bool { self & 0xC0 == 0x80 }

  var isOpeningBracket: Bool {
    self == UInt8(ascii: "(") || self == UInt8(ascii: "[") || self == UInt8(ascii: "{")
  }

  var isClosingBracket: Bool {
    self == UInt8(ascii: ")") || self == UInt8(ascii: "]") || self == UInt8(ascii: "}")
  }

  var isQuote: Bool {
    self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "`")
  }

  /// Punctuation of a shell after which a command begins.
  var separatesCommands: Bool {
    switch self {
    case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: "`"): true
    default: false
    }
  }
}
