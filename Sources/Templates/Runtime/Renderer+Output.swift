extension Renderer {
  @inline(__always)
  mutating func writeText(_ start: Int, _ end: Int) {
    output.append(UnsafeBufferPointer(start: text + start, count: end - start))
  }

  mutating func writeLiteral(_ index: Int) {
    if case .safe(let text) = template.constants[index] { output.append(text) }
  }

  @inline(__always)
  mutating func write(_ value: Value, _ escaping: Escaping) throws(TemplateError) {
    switch value {
    case .string(let text):
      if escaping == .on || (escaping == .dynamic && isEscaping) {
        output.appendEscaped(text)
      } else {
        output.append(text)
      }
    case .safe(let text): output.append(text)
    case .integer(let number): output.append(number)
    case .double(let number): output.append(pythonText(of: number))
    default: try writeOther(value, escaping)
    }
  }

  @inline(never)
  private mutating func writeOther(_ value: Value, _ escaping: Escaping) throws(TemplateError) {
    if escaping == .on || (escaping == .dynamic && isEscaping) {
      output.append(try value.htmlText())
    } else {
      output.append(try value.printedText())
    }
  }

  mutating func endCapture(_ escaping: Escaping) {
    let start = captures.removeLast()
    let text = output.text(from: start)
    output.truncate(to: start)
    push(escaping == .on || (escaping == .dynamic && isEscaping) ? .safe(text) : .string(text))
  }

  /// `~`: plain texts are escaped as soon as one operand is safe.
  mutating func concatenate(_ count: Int, _ escaping: Escaping) throws(TemplateError) {
    let values = pop(count)
    var size = 0
    let isSafe = escaping != .off && (escaping == .on || isEscaping) && values.contains(where: \.isSafe)
    var text = ""
    for value in values {
      text += isSafe ? try value.htmlText() : try value.printedText()
      size = text.utf8.count
      try limits.checkText(bytes: size)
    }
    push(isSafe ? .safe(text) : .string(text))
  }
}
