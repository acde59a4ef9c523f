internal import Diagnostics

extension Value {
  /// How many values are inside one another at most here.
  ///
  /// It is bounded wherever a template makes or changes a value, because comparing, printing and freeing a value
  /// go down into it, and a template could nest without end by `ns.x = [ns.x]` in a loop.
  var depth: Int {
    switch self {
    case .none, .bool, .integer, .bigInteger, .double, .string, .safe, .macro, .block: 0
    case .undefined(let undefined): undefined.depth
    case .sequence(let list), .tuple(let list): list.depth
    case .mapping(let dictionary): dictionary.depth
    case .namespace(let namespace): namespace.depth
    case .external(let box): box.depth
    case .native(let function): function.depth
    case .loop(let loop): loop.elements.depth + 1
    }
  }

  static let deepest = 100

  @inline(__always)
  func checkDepth() throws(TemplateError) {
    switch self {
    case .none, .bool, .integer, .double, .string, .safe: return
    default: try checkNestingDepth()
    }
  }

  private func checkNestingDepth() throws(TemplateError) {
    guard depth > Self.deepest else { return }
    throw TemplateError("limit-exceeded", "values may be nested \(Self.deepest) deep at most")
  }
}

extension [Value] {
  var depth: Int {
    var deepest = 0
    for value in self { deepest = Swift.max(deepest, value.depth) }
    return deepest
  }
}
