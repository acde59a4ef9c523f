internal import Diagnostics

/// What a template may do with a name that has no value.
public enum UndefinedBehavior: Sendable {
  /// Only tests and `default` accept it, as Jinja2's StrictUndefined.
  case strict
  /// It prints as nothing, is false and empty; everything else is an error.
  case lenient
  /// As `lenient`, and its members are undefined too instead of errors.
  case chainable
}

/// The absence of a value, and why it is absent.
public final class Undefined: Sendable {
  enum Cause: Sendable {
    case name(Symbol)
    case member(of: Value, Symbol)
    case element(of: Value, key: String)
    case reason(Message, name: String)
  }

  let cause: Cause
  let behavior: UndefinedBehavior
  /// The expression that has no value.
  let origin: SourceLocation?
  let depth: Int

  init(_ cause: Cause, _ behavior: UndefinedBehavior, at origin: SourceLocation? = nil) {
    self.cause = cause
    self.behavior = behavior
    self.origin = origin
    depth =
      switch cause {
      case .member(let owner, _), .element(let owner, _): owner.depth + 1
      case .name, .reason: 0
      }
  }

  var isStrict: Bool { behavior == .strict }

  /// The error that using it is; the renderer adds the nearest name.
  var error: TemplateError {
    switch cause {
    case .name(let name):
      TemplateError("undefined-name", "'\(name.name)' is undefined", undefined: self)
    case .member(let owner, let name):
      TemplateError(
        "undefined-member", "\(owner.typeName) has no member '\(name.name)'",
        suggestion: nearestName(to: name.name, among: owner.memberNames), undefined: self)
    case .element(let owner, let key):
      TemplateError("undefined-element", "\(owner.typeName) has no element \(key)", undefined: self)
    case .reason(let message, _):
      TemplateError("undefined-value", message, undefined: self)
    }
  }
}

extension Value {
  /// Names to suggest when a member is not found.
  var memberNames: [String] {
    switch self {
    case .mapping(let dictionary): dictionary.contents.keys.compactMap(\.text)
    case .namespace(let namespace): namespace.contents.keys.compactMap(\.text)
    case .external(let box): box.object.memberNames
    case .loop: LoopState.memberNames
    case .string, .safe: StringMethods.names
    case .sequence: ListMethods.names
    case .tuple(let tuple): tuple.fieldNames.map(\.name)
    default: []
    }
  }
}
