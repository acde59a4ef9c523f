internal import Diagnostics

/// Filters on lists and dictionaries.
extension Filters {
  /// The value, or the argument when it is undefined, or false and the second argument is true.
  static func fallback(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("default_value", "boolean")
    let replacement = arguments[0, "default_value"] ?? .string("")
    if !value.isDefined { return replacement }
    guard try arguments.flag(1, "boolean") else { return value }
    return try value.isTrue() ? value : replacement
  }

  static func length(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    try value.requireDefined()
    guard let length = value.length else {
      let help = value.object is Generator ? "turn it into a list first: |list|length" : nil
      throw TemplateError(
        "type-mismatch", "\(value.typeName) has no length", help: help.map { "\($0)" })
    }
    return .integer(length)
  }

  static func first(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    if let generator = value.object as? Generator {
      return generator.next() ?? state.undefined(.reason("the sequence is empty", name: "first"))
    }
    return try value.iterated().first ?? state.undefined(.reason("the sequence is empty", name: "first"))
  }

  static func last(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    guard value.object as? Generator == nil else {
      throw TemplateError(
        "type-mismatch", "a generator cannot be read from its end", help: "turn it into a list first: |list|last")
    }
    let last = try value.iterated().last
    if case .safe = value, let text = last?.text { return .safe(text) }
    return last ?? state.undefined(.reason("the sequence is empty", name: "last"))
  }

  static func list(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    try checkSize(of: value, state)
    return .newList(try value.iterated())
  }

  /// An error before the elements of something huge are made.
  static func checkSize(of value: Value, _ state: RenderState) throws(TemplateError) {
    if case .external = value, let count = value.length { try state.limits.checkLength(count) }
  }

  static func join(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("d", "attribute")
    try checkSize(of: value, state)
    var elements = try value.iterated()
    if let attribute = arguments[1, "attribute"], !attribute.isNone {
      let path = try AttributePath(attribute)
      elements = try elements.map { (element) throws(TemplateError) in try path.value(of: element, state) }
    }
    let separator = arguments[0, "d"] ?? .string("")
    let isSafe = state.isEscaping && (separator.isSafe || elements.contains(where: \.isSafe))
    var text = ""
    let between = isSafe ? try separator.htmlText() : try separator.printedText()
    for (index, element) in elements.enumerated() {
      if index > 0 { text += between }
      text += isSafe ? try element.htmlText() : try element.printedText()
      if index & 0xFF == 0 { try state.limits.checkText(bytes: text.utf8.count) }
    }
    try state.limits.checkText(bytes: text.utf8.count)
    return isSafe ? .safe(text) : .string(text)
  }

  static func reverse(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    switch value {
    case .string(let text): return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
    case .safe(let text): return .safe(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
    case .external(let box) where box.object is Generator: return .newList(try value.iterated().reversed())
    default:
      try checkSize(of: value, state)
      return Generator.value(try value.iterated().reversed(), name: "list_reverseiterator")
    }
  }

  static func sort(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("reverse", "case_sensitive", "attribute")
    let keys = try SortKeys(arguments[2, "attribute"], ignoresCase: !arguments.flag(1, "case_sensitive"))
    try checkSize(of: value, state)
    return .newList(try keys.sorted(value.iterated(), isReversed: arguments.flag(0, "reverse"), state))
  }

  static func unique(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("case_sensitive", "attribute")
    let path = try AttributePath(arguments[1, "attribute"] ?? .none)
    let ignoresCase = try !arguments.flag(0, "case_sensitive")
    var seen: Set<DictionaryKey> = []
    var result: [Value] = []
    for element in try value.iterated() {
      var key = try path.value(of: element, state)
      if ignoresCase { key = key.ignoringCase }
      try key.requireDefined()
      guard let hashed = DictionaryKey(key) else {
        throw TemplateError("type-mismatch", "'unique' cannot tell \(key.typeName) from another")
      }
      if seen.insert(hashed).inserted { result.append(element) }
    }
    return Generator.value(result)
  }

  static func min(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try extreme(value, arguments, state) { $0 < 0 }
  }

  static func max(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try extreme(value, arguments, state) { $0 > 0 }
  }

  private static func extreme(
    _ value: Value, _ arguments: Arguments, _ state: RenderState, _ isBetter: (Int) -> Bool
  ) throws(TemplateError) -> Value {
    try arguments.check("case_sensitive", "attribute")
    let path = try AttributePath(arguments[1, "attribute"] ?? .none)
    let ignoresCase = try !arguments.flag(0, "case_sensitive")
    var best: (element: Value, key: Value)?
    for element in try value.iterated() {
      var key = try path.value(of: element, state)
      if ignoresCase { key = key.ignoringCase }
      if let known = best, try !isBetter(key.ordered(to: known.key)) { continue }
      best = (element, key)
    }
    return best?.element ?? state.undefined(.reason("the sequence is empty", name: "min"))
  }

  static func sum(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("attribute", "start")
    let path = try AttributePath(arguments[0, "attribute"] ?? .none)
    var total = arguments[1, "start"] ?? .integer(0)
    for element in try value.iterated() {
      total = try BinaryOperator.add.apply(total, path.value(of: element, state), limits: state.limits)
    }
    return total
  }

  /// Lists of `linecount` elements; the last may be filled up.
  static func batch(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("linecount", "fill_with")
    let size = try arguments.integer(0, "linecount")
    guard size > 0 else { throw TemplateError("wrong-value", "argument 'linecount' must be at least 1") }
    let elements = try value.iterated()
    var rows: [Value] = []
    for start in stride(from: 0, to: elements.count, by: size) {
      var row = Array(elements[start..<Swift.min(start + size, elements.count)])
      if let fill = arguments[1, "fill_with"], !fill.isNone, row.count < size {
        try state.limits.checkLength(size)
        row += Array(repeating: fill, count: size - row.count)
      }
      rows.append(.newList(row))
    }
    return Generator.value(rows)
  }

  /// That many lists of about equal length.
  static func slice(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("slices", "fill_with")
    let count = try arguments.integer(0, "slices")
    guard count > 0 else { throw TemplateError("wrong-value", "argument 'slices' must be at least 1") }
    try state.limits.checkLength(count)
    let elements = try value.iterated()
    let (size, longer) = elements.count.quotientAndRemainder(dividingBy: count)
    var columns: [Value] = []
    var start = 0
    for index in 0..<count {
      let end = start + size + (index < longer ? 1 : 0)
      var column = Array(elements[start..<end])
      if let fill = arguments[1, "fill_with"], !fill.isNone, index >= longer { column.append(fill) }
      columns.append(.newList(column))
      start = end
    }
    return Generator.value(columns)
  }

  static func items(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check()
    switch value {
    case .undefined: return Generator.value([])
    case .mapping: return Generator.value(try value.pairs().map { .newTuple([$0, $1]) })
    case .external(let box) where box.object.isMapping:
      return Generator.value(try value.pairs().map { .newTuple([$0, $1]) })
    default: throw TemplateError("type-mismatch", "'items' needs a dictionary, not \(value.typeName)")
    }
  }

  /// Sorted pairs of a dictionary's keys and values.
  static func dictsort(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("case_sensitive", "by", "reverse")
    try value.requireDefined()
    let by = try arguments.text(1, "by", default: "key")
    guard by == "key" || by == "value" else {
      throw TemplateError("wrong-value", "argument 'by' must be 'key' or 'value'")
    }
    let isMapping = if case .mapping = value { true } else { value.object?.isMapping ?? false }
    guard isMapping else {
      throw TemplateError("type-mismatch", "'dictsort' needs a dictionary, not \(value.typeName)")
    }
    let pairs: [Value] = try value.pairs().map { .newTuple([$0, $1]) }
    let keys = try SortKeys(.integer(by == "key" ? 0 : 1), ignoresCase: !arguments.flag(0, "case_sensitive"))
    return .newList(try keys.sorted(pairs, isReversed: arguments.flag(2, "reverse"), state))
  }

  /// Pairs of a value and the elements that have it as their attribute.
  static func groupby(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("attribute", "default", "case_sensitive")
    let fallback = arguments[1, "default"].flatMap { $0.isNone ? nil : $0 }
    let path = try AttributePath(arguments.required(0, "attribute"), fallback: fallback)
    let ignoresCase = try !arguments.flag(2, "case_sensitive")
    let keys = SortKeys(paths: [path], ignoresCase: ignoresCase)
    var groups: [(key: Value, shown: Value, elements: [Value])] = []
    for element in try keys.sorted(value.iterated(), isReversed: false, state) {
      let shown = try path.value(of: element, state)
      let key = ignoresCase ? shown.ignoringCase : shown
      if case .undefined(let undefined) = key, !groups.isEmpty { throw undefined.error }
      if let last = groups.last, last.key.isEqual(to: key) {
        groups[groups.count - 1].elements.append(element)
      } else {
        groups.append((key, shown, [element]))
      }
    }
    return .newList(
      groups.map { group in
        .tuple(
          ValueList([group.shown, .newList(group.elements)], isFrozen: true, fieldNames: ["grouper", "list"]))
      })
  }

  static func attr(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("name")
    if case .undefined(let undefined) = value, undefined.behavior != .chainable { throw undefined.error }
    let name = Symbol(try arguments.text(0, "name"))
    if case .mapping = value {
      return Methods.bound(name, to: value) ?? state.undefined(.member(of: value, name))
    }
    return try value.member(name, state: state.environment.settings.undefined)
  }
}
