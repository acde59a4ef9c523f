internal import Diagnostics

/// The methods of `str` that need no Python.
enum StringMethods {
  static let names = list.map(\.name)
  static let table: [Symbol: Filter] = list.reduce(into: [:]) { $0[Symbol($1.name)] = $1 }

  private static let list: [Filter] = [
    Filter("upper", Filters.upper),
    Filter("lower", Filters.lower),
    Filter("capitalize", Filters.capitalize),
    Filter("casefold", Filters.lower),
    Filter("title", title),
    Filter("swapcase", swapcase),
    Filter("strip", { (value, arguments, _) throws(TemplateError) in try strip(value, arguments, true, true) }),
    Filter("lstrip", { (value, arguments, _) throws(TemplateError) in try strip(value, arguments, true, false) }),
    Filter("rstrip", { (value, arguments, _) throws(TemplateError) in try strip(value, arguments, false, true) }),
    Filter("split", split),
    Filter("rsplit", rsplit),
    Filter("splitlines", splitlines),
    Filter("partition", partition),
    Filter("rpartition", rpartition),
    Filter("startswith", startswith),
    Filter("endswith", endswith),
    Filter("removeprefix", removeprefix),
    Filter("removesuffix", removesuffix),
    Filter("replace", replace),
    Filter("join", join),
    Filter("format", format),
    Filter("find", find),
    Filter("rfind", rfind),
    Filter("index", index),
    Filter("count", count),
    Filter("center", center),
    Filter("ljust", ljust),
    Filter("rjust", rjust),
    Filter("zfill", zfill),
    Filter(
      "isdigit",
      { (value, _, _) in all(value) { $0.properties.numericType == .decimal || $0.properties.numericType == .digit } }
    ),
    Filter("isdecimal", { (value, _, _) in all(value) { $0.properties.numericType == .decimal } }),
    Filter("isnumeric", { (value, _, _) in all(value) { $0.properties.numericType != nil } }),
    Filter("isalpha", { (value, _, _) in all(value, isLetter) }),
    Filter("isalnum", { (value, _, _) in all(value) { isLetter($0) || $0.properties.numericType != nil } }),
    Filter("isspace", { (value, _, _) in all(value, Whitespace.isSpace) }),
    Filter("islower", { (value, _, _) in cased(value) { $0.properties.isLowercase } }),
    Filter("istitle", { (value, _, _) in isTitle(value) }),
    Filter("isascii", { (value, _, _) in .bool((value.text ?? "").utf8.allSatisfy { $0 < 0x80 }) }),
    Filter("isidentifier", { (value, _, _) in isIdentifier(value) }),
    Filter("expandtabs", expandtabs),
    Filter("isupper", { (value, _, _) in cased(value) { $0.properties.isUppercase } }),
  ]

  private static func all(_ value: Value, _ isMember: (Unicode.Scalar) -> Bool) -> Value {
    let scalars = (value.text ?? "").unicodeScalars
    return .bool(!scalars.isEmpty && scalars.allSatisfy(isMember))
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  private static func cased(_ value: Value, _ isWanted: (Unicode.Scalar) -> Bool) -> Value {
    let cased = (value.text ?? "").unicodeScalars.filter { $0.properties.isLowercase || $0.properties.isUppercase }
    return .bool(!cased.isEmpty && cased.allSatisfy(isWanted))
  }

  /// The text of the value, and a value of the same kind from another text.
  static func same(_ value: Value, _ text: String) -> Value {
    if case .safe = value { .safe(text) } else { .string(text) }
  }

  /// A text argument as it stands in the value: escaped in safe text.
  private static func text(_ value: Value, _ arguments: Arguments, _ position: Int, _ name: String)
    throws(TemplateError) -> String
  {
    let argument = try arguments.required(position, name)
    _ = try arguments.text(position, name)
    if case .safe = value { return try argument.htmlText() }
    return try argument.printedText()
  }

  private static func title(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check()
    var result = ""
    var isInWord = false
    for scalar in (value.text ?? "").unicodeScalars {
      let isCased = scalar.properties.isLowercase || scalar.properties.isUppercase
      result += isInWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
      isInWord = isCased
    }
    return same(value, result)
  }

  private static func swapcase(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check()
    let swapped = (value.text ?? "").unicodeScalars.map {
      $0.properties.isUppercase ? $0.properties.lowercaseMapping : $0.properties.uppercaseMapping
    }
    return same(value, swapped.joined())
  }

  private static func strip(
    _ value: Value, _ arguments: Arguments, _ leading: Bool, _ trailing: Bool
  ) throws(TemplateError) -> Value {
    try arguments.check("chars")
    let characters = try Filters.characters(arguments, 0)
    return same(value, (value.text ?? "").stripped(of: characters, leading: leading, trailing: trailing))
  }

  private static func split(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    let (separator, limit) = try splitArguments(arguments)
    return .newList((value.text ?? "").pieces(by: separator, limit: limit).map { same(value, $0) })
  }

  private static func rsplit(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    let (separator, limit) = try splitArguments(arguments)
    return .newList((value.text ?? "").piecesFromEnd(by: separator, limit: limit).map { same(value, $0) })
  }

  private static func splitArguments(_ arguments: Arguments) throws(TemplateError) -> (String?, Int) {
    try arguments.check("sep", "maxsplit")
    let hasSeparator = arguments[0, "sep"].map { !$0.isNone } ?? false
    let separator = hasSeparator ? try arguments.text(0, "sep") : nil
    if separator?.isEmpty == true { throw TemplateError("wrong-value", "argument 'sep' must not be empty") }
    return (separator, try arguments.integer(1, "maxsplit", default: -1))
  }

  private static func splitlines(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("keepends")
    let lines = (value.text ?? "").splitLines(keepingEnds: try arguments.flag(0, "keepends"))
    return .newList(lines.map { same(value, $0) })
  }

  private static func partition(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("sep")
    let separator = try arguments.text(0, "sep")
    let pieces = (value.text ?? "").pieces(by: separator, limit: 1)
    let parts = pieces.count == 2 ? [pieces[0], separator, pieces[1]] : [value.text ?? "", "", ""]
    return .newTuple(parts.map { same(value, $0) })
  }

  private static func rpartition(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("sep")
    let separator = try arguments.text(0, "sep")
    let pieces = (value.text ?? "").piecesFromEnd(by: separator, limit: 1)
    let parts = pieces.count == 2 ? [pieces[0], separator, pieces[1]] : ["", "", value.text ?? ""]
    return .newTuple(parts.map { same(value, $0) })
  }

  private static func startswith(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("prefix")
    let text = Array((value.text ?? "").utf8)
    return .bool(try affixes(arguments, "prefix").contains { text.starts(with: $0.utf8) })
  }

  private static func endswith(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("suffix")
    let text = Array((value.text ?? "").utf8)
    return .bool(try affixes(arguments, "suffix").contains { text.suffix($0.utf8.count).elementsEqual($0.utf8) })
  }

  /// One text or a tuple of texts.
  private static func affixes(_ arguments: Arguments, _ name: String) throws(TemplateError) -> [String] {
    if case .tuple(let tuple)? = arguments[0, name] { return tuple.elements.compactMap(\.text) }
    return [try arguments.text(0, name)]
  }

  private static func removeprefix(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("prefix")
    let text = value.text ?? ""
    let prefix = try arguments.text(0, "prefix")
    return same(value, text.utf8.starts(with: prefix.utf8) ? text.utf8Slice(prefix.utf8.count, text.utf8.count) : text)
  }

  private static func removesuffix(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("suffix")
    let text = value.text ?? ""
    let suffix = try arguments.text(0, "suffix")
    let ends = !suffix.isEmpty && text.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    return same(value, ends ? text.utf8Slice(0, text.utf8.count - suffix.utf8.count) : text)
  }

  private static func replace(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    try arguments.check("old", "new", "count")
    let count = try Filters.optionalInteger(arguments, 2, "count")
    let result = try (value.text ?? "").replacing(
      arguments.text(0, "old"), with: text(value, arguments, 1, "new"), count: count, limits: state.limits)
    return same(value, result)
  }

  private static func join(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check("iterable")
    let iterable = try arguments.required(0, "iterable")
    try Filters.checkSize(of: iterable, state)
    var pieces: [String] = []
    for element in try iterable.iterated() {
      if case .safe = value {
        pieces.append(try element.htmlText())
      } else {
        guard let text = element.text else {
          throw TemplateError("type-mismatch", "'join' joins strings, not \(element.typeName)")
        }
        pieces.append(text)
      }
    }
    return same(value, pieces.joined(separator: value.text ?? ""))
  }

  private static func format(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    let format = BraceFormat(value.text ?? "", isSafe: value.isSafe)
    return same(value, try format.apply(to: arguments, state))
  }

  private static func find(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check("sub")
    let text = value.text ?? ""
    let found = text.firstOffset(of: try arguments.text(0, "sub"), from: 0)
    return .integer(found.map { text.utf8Slice(0, $0).unicodeScalars.count } ?? -1)
  }

  private static func rfind(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check("sub")
    let text = value.text ?? ""
    let part = try arguments.text(0, "sub")
    if part.isEmpty { return .integer(text.unicodeScalars.count) }
    let pieces = text.pieces(by: part, limit: -1)
    guard pieces.count > 1, let last = pieces.last else { return .integer(-1) }
    let rest = last.unicodeScalars.count + part.unicodeScalars.count
    return .integer(text.unicodeScalars.count - rest)
  }

  private static func index(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    let found = try find(value, arguments, state)
    if found.integer == -1 { throw TemplateError("wrong-value", "the text is not found") }
    return found
  }

  private static func count(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value
  {
    try arguments.check("sub")
    let part = try arguments.text(0, "sub")
    let text = value.text ?? ""
    if part.isEmpty { return .integer(text.unicodeScalars.count + 1) }
    return .integer(text.pieces(by: part, limit: -1).count - 1)
  }
}
