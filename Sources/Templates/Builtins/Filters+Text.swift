internal import Diagnostics

/// Filters that change text.
extension Filters {
  static func upper(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    let soft = try value.softText()
    return soft.with(soft.text.inUpperCase)
  }

  static func lower(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    let soft = try value.softText()
    return soft.with(soft.text.inLowerCase)
  }

  static func capitalize(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    let soft = try value.softText()
    return soft.with(soft.text.capitalizedFirst)
  }

  /// Each word's first letter in upper case; words begin after white space and `- ( { [ <`.
  static func title(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    var result = ""
    var isStart = true
    for scalar in try value.softText().text.unicodeScalars {
      let isBreak = Whitespace.isSpace(scalar) || ["-", "(", "{", "[", "<"].contains(scalar)
      result += isStart ? scalar.properties.uppercaseMapping : scalar.properties.lowercaseMapping
      isStart = isBreak
    }
    return .string(result)
  }

  static func trim(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("chars")
    let soft = try value.softText()
    return soft.with(soft.text.stripped(of: try characters(arguments, 0)))
  }

  /// The characters of an argument that may be `none`, which means white space.
  static func characters(_ arguments: Arguments, _ position: Int) throws(TemplateError) -> String? {
    guard let value = arguments[position, "chars"], !value.isNone else { return nil }
    guard let text = value.text else {
      throw TemplateError("type-mismatch", "argument 'chars' must be a string, not \(value.typeName)")
    }
    return text
  }

  static func center(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("width")
    let soft = try value.softText()
    let width = try arguments.integer(0, "width", default: 80)
    try state.limits.checkText(bytes: width)
    return soft.with(soft.text.centered(in: width))
  }

  static func string(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    return try value.softText().value
  }

  /// `replace(old, new, count)`; with escaping on, plain texts are escaped as soon as one of the texts is safe.
  static func replace(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("old", "new", "count")
    let old = try arguments.required(0, "old")
    let new = try arguments.required(1, "new")
    let count = try optionalInteger(arguments, 2, "count")
    guard state.isEscaping else {
      let text = try value.printedText().replacing(
        try old.printedText(), with: try new.printedText(), count: count, limits: state.limits)
      return .string(text)
    }
    let escapes = old.isSafe || (new.isSafe && !value.isSafe)
    let text = escapes ? SoftText(try value.htmlText(), isSafe: true) : try value.softText()
    let replacement = text.isSafe ? try new.htmlText() : try new.softText().text
    return text.with(
      try text.text.replacing(try old.softText().text, with: replacement, count: count, limits: state.limits))
  }

  static func optionalInteger(
    _ arguments: Arguments, _ position: Int, _ name: String
  ) throws(TemplateError) -> Int? {
    guard let value = arguments[position, name], !value.isNone else { return nil }
    return try arguments.integer(position, name)
  }

  /// Indents all lines but the first and the blank ones.
  static func indent(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("width", "first", "blank")
    try value.requireDefined()
    guard let text = value.text else {
      throw TemplateError("type-mismatch", "'indent' needs a string, not \(value.typeName)")
    }
    let indention = try indentation(arguments, state)
    let indentsFirst = try arguments.flag(1, "first")
    let indentsBlank = try arguments.flag(2, "blank")
    let isSafe = value.isSafe
    let prefix = isSafe && !indention.isSafe ? htmlEscaped(indention.text) : indention.text
    var result = indentsFirst ? prefix : ""
    for (index, line) in (text + "\n").splitLines().enumerated() {
      if index > 0 {
        result += "\n"
        if indentsBlank || !line.isEmpty { result += prefix }
      }
      result += line
      try state.limits.checkText(bytes: result.utf8.count)
    }
    return isSafe ? .safe(result) : .string(result)
  }

  private static func indentation(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> SoftText {
    if let given = arguments[0, "width"], given.text != nil { return try given.softText() }
    let width = try arguments.integer(0, "width", default: 4)
    try state.limits.checkText(bytes: width)
    return SoftText(String(repeating: " ", count: Swift.max(0, width)), isSafe: false)
  }

  /// Cuts a text that is longer than `length` and `leeway` together.
  static func truncate(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("length", "killwords", "end", "leeway")
    try value.requireDefined()
    guard value.text != nil else { return try unchanged(value, arguments) }
    let soft = try value.softText()
    let length = try arguments.integer(0, "length", default: 255)
    let end =
      try arguments[2, "end"].map { (end) throws(TemplateError) in try end.softText() }
      ?? SoftText("...", isSafe: false)
    let leeway = try optionalInteger(arguments, 3, "leeway") ?? 5
    let scalars = Array(soft.text.unicodeScalars)
    guard length >= end.text.unicodeScalars.count, leeway >= 0 else {
      throw TemplateError("wrong-value", "argument 'length' must be at least the length of 'end'")
    }
    if scalars.count - leeway <= length { return value }
    var kept = scalars.prefix(length - end.text.unicodeScalars.count)
    if try !arguments.flag(1, "killwords"), let space = kept.lastIndex(of: " ") { kept = kept[..<space] }
    let ending = soft.isSafe && !end.isSafe ? htmlEscaped(end.text) : end.text
    return soft.with(String(String.UnicodeScalarView(kept)) + ending)
  }

  /// What is no text but short enough, as Python's `len` counts it.
  private static func unchanged(_ value: Value, _ arguments: Arguments) throws(TemplateError) -> Value {
    let longest = try arguments.integer(0, "length", default: 255) + (optionalInteger(arguments, 3, "leeway") ?? 5)
    if let length = value.length, length <= longest { return value }
    throw TemplateError("type-mismatch", "'truncate' needs a string, not \(value.typeName)")
  }

  static func wordcount(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    var count = 0
    var isInWord = false
    for scalar in try value.softText().text.unicodeScalars {
      let isWord = scalar.isWordPart
      if isWord, !isInWord { count += 1 }
      isInWord = isWord
    }
    return .integer(count)
  }

  /// `"%s, %s!"|format(greeting, name)`.
  static func format(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    let soft = try value.softText()
    guard arguments.positional.isEmpty || arguments.keywords.isEmpty else {
      throw TemplateError("wrong-count", "'format' takes arguments with or without names, not both")
    }
    let format = PercentFormat(soft.text, isSafe: soft.isSafe)
    if arguments.keywords.isEmpty {
      return try format.apply(to: .newTuple(Array(arguments.positional)), limits: state.limits)
    }
    let names = ValueDictionary()
    for keyword in arguments.keywords { names.set(.string(keyword.name.name), to: keyword.value) }
    return try format.apply(to: .mapping(names), limits: state.limits)
  }

  /// The printed form, as for debugging, with the entries of dictionaries in the order of their keys.
  static func pprint(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    return .string(try value.withSortedKeys().representation())
  }
}

extension Value {
  /// The same value with sorted dictionaries in it; keys that cannot be compared stay as they are.
  fileprivate func withSortedKeys() throws(TemplateError) -> Value {
    switch self {
    case .sequence(let list): return .newList(try list.elements.map(Self.sortingKeys))
    case .tuple(let tuple): return .newTuple(try tuple.elements.map(Self.sortingKeys))
    case .mapping(let dictionary):
      let sorted = ValueDictionary()
      let pairs = zip(dictionary.contents.keys, dictionary.contents.values)
      let byKey = pairs.sorted { left, right in
        do throws(TemplateError) { return try left.0.ordered(to: right.0) < 0 } catch { return false }
      }
      for (key, value) in byKey { sorted.set(key, to: try value.withSortedKeys()) }
      return .mapping(sorted)
    default: return self
    }
  }

  private static func sortingKeys(_ value: Value) throws(TemplateError) -> Value { try value.withSortedKeys() }
}
