internal import Diagnostics

/// Methods of `str` that look at each letter and the one before it.
extension StringMethods {
  /// Whether every word begins with a capital and goes on with small letters.
  static func isTitle(_ value: Value) -> Value {
    var isInWord = false
    var hasWords = false
    for scalar in (value.text ?? "").unicodeScalars {
      let isCapital = scalar.properties.isUppercase || scalar.properties.generalCategory == .titlecaseLetter
      let isSmall = scalar.properties.isLowercase
      if (isCapital && isInWord) || (isSmall && !isInWord) { return .bool(false) }
      isInWord = isCapital || isSmall
      hasWords = hasWords || isInWord
    }
    return .bool(hasWords)
  }

  /// Whether the text could be a name in Python (UAX #31).
  static func isIdentifier(_ value: Value) -> Value {
    let scalars = (value.text ?? "").unicodeScalars
    guard let first = scalars.first, first == "_" || first.properties.isXIDStart else { return .bool(false) }
    return .bool(scalars.dropFirst().allSatisfy(\.properties.isXIDContinue))
  }

  /// Blanks up to the next column that `tabsize` divides, in place of each tab.
  static func expandtabs(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("tabsize")
    let size = max(0, try arguments.integer(0, "tabsize", default: 8))
    var result = String.UnicodeScalarView()
    var column = 0
    for scalar in (value.text ?? "").unicodeScalars {
      guard scalar == "\t" else {
        result.append(scalar)
        column = scalar == "\n" || scalar == "\r" ? 0 : column + 1
        continue
      }
      guard size > 0 else { continue }
      let width = size - column % size
      try state.limits.checkText(bytes: result.count + width)
      result.append(contentsOf: repeatElement(" ", count: width))
      column += width
    }
    return value.isSafe ? .safe(String(result)) : .string(String(result))
  }
}
