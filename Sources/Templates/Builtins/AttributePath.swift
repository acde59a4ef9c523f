internal import Diagnostics

/// The way from an element to an attribute of it: `"author.name"`, `"0"`, or nothing for the element itself.
struct AttributePath {
  private let parts: [Value]
  private let fallback: Value?

  init(_ attribute: Value, fallback: Value? = nil) throws(TemplateError) {
    try attribute.requireDefined()
    self.fallback = fallback
    switch attribute {
    case .none: parts = []
    case .string(let text), .safe(let text):
      parts = text.split(separator: ".", omittingEmptySubsequences: false).map(Self.part)
    case .integer: parts = [attribute]
    default: throw TemplateError("type-mismatch", "an attribute must be a string, not \(attribute.typeName)")
    }
  }

  private static func part(_ text: Substring) -> Value {
    !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      ? Int(text).map { .integer($0) } ?? .string(String(text)) : .string(String(text))
  }

  func value(of element: Value, _ state: RenderState) throws(TemplateError) -> Value {
    var result = element
    for part in parts {
      result = try result.item(part, state: state.environment.settings.undefined)
      if let fallback, !result.isDefined { result = fallback }
    }
    return result
  }
}

/// What elements are sorted by: one attribute or several with commas between.
struct SortKeys {
  private let paths: [AttributePath]
  private let ignoresCase: Bool

  init(_ attribute: Value?, ignoresCase: Bool) throws(TemplateError) {
    self.ignoresCase = ignoresCase
    guard let text = attribute?.text else {
      paths = [try AttributePath(attribute ?? .none)]
      return
    }
    paths = try text.split(separator: ",", omittingEmptySubsequences: false).map { (part) throws(TemplateError) in
      try AttributePath(.string(String(part)))
    }
  }

  init(paths: [AttributePath], ignoresCase: Bool) {
    self.paths = paths
    self.ignoresCase = ignoresCase
  }

  /// The elements in order; equal ones stay as they were, also when reversed.
  func sorted(
    _ elements: [Value], isReversed: Bool, _ state: RenderState
  ) throws(TemplateError) -> [Value] {
    var keyed: [(keys: [Value], element: Value)] = []
    for element in elements {
      let keys = try paths.map { (path) throws(TemplateError) in
        let key = try path.value(of: element, state)
        return ignoresCase ? key.ignoringCase : key
      }
      keyed.append((keys, element))
    }
    var failure: TemplateError?
    keyed.sort { left, right in
      guard failure == nil else { return false }
      do throws(TemplateError) {
        let order = try left.keys.ordered(to: right.keys, by: "<")
        return isReversed ? order > 0 : order < 0
      } catch {
        failure = error
        return false
      }
    }
    if let failure { throw failure }
    return keyed.map(\.element)
  }
}

extension Value {
  /// Text in lower case; everything else as it is.
  var ignoringCase: Value {
    switch self {
    case .string(let text): .string(text.lowercased())
    case .safe(let text): .safe(text.lowercased())
    default: self
    }
  }
}
