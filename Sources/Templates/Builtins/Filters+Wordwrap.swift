internal import Diagnostics

/// `wordwrap`: lines of at most a width, each paragraph for itself, as Python's `textwrap` breaks them.
extension Filters {
  static func wordwrap(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("width", "break_long_words", "wrapstring", "break_on_hyphens")
    try value.requireDefined()
    guard let text = value.text else {
      throw TemplateError("type-mismatch", "'wordwrap' needs a string, not \(value.typeName)")
    }
    let width = try arguments.integer(0, "width", default: 79)
    guard width > 0 else { throw TemplateError("wrong-value", "argument 'width' must be at least 1") }
    let given = arguments[2, "wrapstring"].flatMap { $0.isNone ? nil : $0 }
    let separator = try given?.printedText() ?? "\n"
    let wrapper = Wrapper(
      width: width, breaksWords: try arguments.flag(1, "break_long_words", default: true),
      breaksHyphens: try arguments.flag(3, "break_on_hyphens", default: true))
    let lines = text.splitLines().map { wrapper.lines(of: $0).joined(separator: separator) }
    let result = lines.joined(separator: separator)
    try state.limits.checkText(bytes: result.utf8.count)
    return .string(result)
  }
}

private struct Wrapper {
  let width: Int
  let breaksWords: Bool
  let breaksHyphens: Bool

  func lines(of paragraph: String) -> [String] {
    var chunks = Array(self.chunks(of: Array(paragraph.unicodeScalars)).reversed())
    var lines: [String] = []
    while !chunks.isEmpty {
      if isBlank(chunks[chunks.count - 1]), !lines.isEmpty {
        chunks.removeLast()
        continue
      }
      let line = takeLine(&chunks)
      if !line.isEmpty { lines.append(line) }
    }
    return lines
  }

  private func takeLine(_ chunks: inout [[Unicode.Scalar]]) -> String {
    var line: [[Unicode.Scalar]] = []
    var length = 0
    while let next = chunks.last, length + next.count <= width {
      line.append(next)
      length += next.count
      chunks.removeLast()
    }
    if let next = chunks.last, next.count > width {
      breakLong(&chunks, &line, room: width - length)
    }
    if let last = line.last, isBlank(last) { line.removeLast() }
    return String(String.UnicodeScalarView(line.joined()))
  }

  private func breakLong(_ chunks: inout [[Unicode.Scalar]], _ line: inout [[Unicode.Scalar]], room: Int) {
    guard let long = chunks.last else { return }
    if breaksWords {
      let end = splitPoint(of: long, room: Swift.max(1, room))
      line.append(Array(long.prefix(end)))
      chunks[chunks.count - 1] = Array(long.dropFirst(end))
    } else if line.isEmpty {
      line.append(chunks.removeLast())
    }
  }

  /// A long word is broken behind a hyphen that fits, if there is one.
  private func splitPoint(of word: [Unicode.Scalar], room: Int) -> Int {
    guard breaksHyphens, word.count > room, let hyphen = word.prefix(room).lastIndex(of: "-"), hyphen > 0,
      word.prefix(hyphen).contains(where: { $0 != "-" })
    else { return room }
    return hyphen + 1
  }

  private func isBlank(_ chunk: [Unicode.Scalar]) -> Bool {
    chunk.allSatisfy(Whitespace.isSpace)
  }

  /// Words and the white space between them; words end also behind a hyphen between letters.
  private func chunks(of scalars: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var chunks: [[Unicode.Scalar]] = []
    var index = 0
    while index < scalars.count {
      let isSpace = isASCIISpace(scalars[index])
      var end = index
      while end < scalars.count, isASCIISpace(scalars[end]) == isSpace {
        end += 1
        if !isSpace, endsAtHyphen(scalars, end) { break }
      }
      chunks.append(Array(scalars[index..<end]))
      index = end
    }
    return chunks
  }

  private func isASCIISpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || (scalar.value >= 9 && scalar.value <= 13)
  }

  private func endsAtHyphen(_ scalars: [Unicode.Scalar], _ end: Int) -> Bool {
    guard breaksHyphens, scalars[end - 1] == "-", end >= 3, end + 1 < scalars.count else { return false }
    let before = scalars[end - 2].properties.isAlphabetic && scalars[end - 3].isWordPart
    return before && scalars[end].properties.isAlphabetic && scalars[end + 1].isWordPart
  }
}
