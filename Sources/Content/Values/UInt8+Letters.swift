extension UInt8 {
  var isLowercaseLetter: Bool { (0x61...0x7A).contains(self) }
  var isUppercaseLetter: Bool { (0x41...0x5A).contains(self) }
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isLetterOrDigit: Bool { isLowercaseLetter || isUppercaseLetter || isDigit }
}
