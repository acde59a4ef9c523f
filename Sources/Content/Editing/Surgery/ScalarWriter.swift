import Diagnostics
import Markup

/// How a text is written.
enum ScalarStyle {
  case plain
  case singleQuoted
  case doubleQuoted
  /// After `|`.
  case literal
  /// After `>`.
  case folded
}

/// Writes texts so that our own reader reads them.
enum ScalarWriter {
  /// The text in one line, in quotes only where it must be or was before.
  static func inline(_ text: String, like style: ScalarStyle = .plain, inFlow: Bool) -> String {
    switch style {
    case .plain where isPlain(text, inFlow: inFlow): text
    case .singleQuoted where isPrintable(text) && !text.hasLineEnd: singleQuoted(text)
    case .plain where text.utf8.contains(UInt8(ascii: "\"")) && isPrintable(text) && !text.hasLineEnd:
      singleQuoted(text)
    default: doubleQuoted(text)
    }
  }

  /// A key; names of fields and paths of pages need no quotes.
  static func key(_ name: String) -> String {
    Name.isField(name) || AliasPath.read(name) == name && isPlain(name, inFlow: true) ? name : doubleQuoted(name)
  }

  /// Whether a text can stand in lines of its own after `|`.
  static func isBlock(_ text: String) -> Bool {
    !text.isEmpty && isPrintable(text) && !text.utf8.contains(0x0D)
  }

  /// The value without quotes is asked of the reader itself, so that both never disagree.
  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    guard !text.isEmpty, isPrintable(text), !text.hasLineEnd else { return false }
    if isWord(text) { return text != "null" }
    let probe = inFlow ? "k: [\(text), z]\nz: { k: \(text) , z: z }\n" : "k: \(text)\nz: z\n"
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(path: "", bytes: Array(probe.utf8))
    guard let pairs = YAMLParser.parse(file, into: &diagnostics)?.mapping?.pairs, diagnostics.isEmpty,
      pairs.map(\.key) == ["k", "z"]
    else { return false }
    guard inFlow else { return pairs[0].value.is(text) }
    let inner = pairs[1].value.mapping?.pairs ?? []
    return pairs[0].value.sequence?.first?.is(text) == true && pairs[0].value.sequence?.count == 2
      && inner.map(\.key) == ["k", "z"] && inner[0].value.is(text)
  }

  /// Letters and digits alone need no probe.
  private static func isWord(_ text: String) -> Bool {
    text.utf8.allSatisfy(\.isLetterOrDigit)
  }

  private static func singleQuoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  private static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
      default: result += escape(scalar.value)
      }
    }
    return result + "\""
  }

  private static func escape(_ value: UInt32) -> String {
    let (sign, width) = value < 0x100 ? ("x", 2) : value < 0x1_0000 ? ("u", 4) : ("U", 8)
    let digits = String(value, radix: 16, uppercase: true)
    return "\\\(sign)" + String(repeating: "0", count: width - digits.count) + digits
  }

  private static func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { isPrintable($0) || $0 == "\n" || $0 == "\r" || $0 == "\t" }
  }

  /// What YAML allows outside of escapes (YAML 1.2.2 §5.1), without what older versions take for the end of a line
  /// and without byte-order marks.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2028, 0x2029, 0xFEFF: false
    case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
    default: false
    }
  }
}

extension YAMLNode {
  fileprivate func `is`(_ text: String) -> Bool {
    guard let scalar, !scalar.isQuoted, !scalar.isNull else { return false }
    return scalar.text.utf8.elementsEqual(text.utf8)
  }
}
