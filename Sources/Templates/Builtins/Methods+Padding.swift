internal import Diagnostics

/// Methods that fill a text up to a width.
extension StringMethods {
  static func center(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError)
    -> Value
  {
    let (width, fill) = try padding(arguments, state)
    return same(value, (value.text ?? "").centered(in: width, with: fill))
  }

  static func ljust(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    let (width, fill) = try padding(arguments, state)
    let text = value.text ?? ""
    return same(value, text + String(repeating: fill, count: max(0, max(0, width) - text.unicodeScalars.count)))
  }

  static func rjust(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    let (width, fill) = try padding(arguments, state)
    let text = value.text ?? ""
    return same(value, String(repeating: fill, count: max(0, max(0, width) - text.unicodeScalars.count)) + text)
  }

  private static func padding(_ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> (Int, String) {
    try arguments.check("width", "fillchar")
    let fill = try arguments.text(1, "fillchar", default: " ")
    guard fill.unicodeScalars.count == 1 else {
      throw TemplateError("wrong-value", "argument 'fillchar' must be one character")
    }
    let width = try arguments.integer(0, "width")
    try state.limits.checkText(bytes: fill.utf8.count, times: max(0, width))
    return (width, fill)
  }

  static func zfill(_ value: Value, _ arguments: Arguments, _ state: RenderState) throws(TemplateError) -> Value {
    try arguments.check("width")
    let width = try arguments.integer(0, "width")
    try state.limits.checkText(bytes: max(0, width))
    let text = value.text ?? ""
    let zeros = String(repeating: "0", count: max(0, max(0, width) - text.unicodeScalars.count))
    let sign = text.prefix { $0 == "-" || $0 == "+" }.prefix(1)
    return same(value, sign + zeros + text.dropFirst(sign.count))
  }
}
