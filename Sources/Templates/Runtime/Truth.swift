extension Value {
  /// Whether a condition holds, as Python decides it; a strict undefined value is an error.
  func isTrue() throws(TemplateError) -> Bool {
    switch self {
    case .undefined(let undefined):
      if undefined.isStrict { throw undefined.error }
      return false
    case .none: return false
    case .bool(let flag): return flag
    case .integer(let number): return number != 0
    case .double(let number): return number != 0
    case .string(let text), .safe(let text): return !text.isEmpty
    case .sequence(let list), .tuple(let list): return !list.elements.isEmpty
    case .mapping(let dictionary): return dictionary.contents.count > 0
    case .external(let box): return box.object.isTrue
    case .loop(let loop): return !loop.elements.isEmpty
    case .bigInteger: return true
    case .native, .macro, .block, .namespace: return true
    }
  }
}
