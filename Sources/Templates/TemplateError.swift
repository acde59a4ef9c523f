public import Diagnostics

/// What went wrong in a filter, a test or a function; the renderer adds where.
public struct TemplateError: Error {
  public var id: Diagnostic.ID
  public var message: Message
  public var help: Message?
  public var suggestion: String?
  /// The undefined value whose use this is, so that the nearest known name can be found.
  var undefined: Undefined?
  /// The problems of another template that could not be compiled.
  var causes: [Diagnostic] = []

  public init(
    _ id: Diagnostic.ID = "template-error", _ message: Message, help: Message? = nil, suggestion: String? = nil
  ) {
    self.init(id, message, help: help, suggestion: suggestion, undefined: nil)
  }

  init(
    _ id: Diagnostic.ID, _ message: Message, help: Message? = nil, suggestion: String? = nil, undefined: Undefined?
  ) {
    self.id = id
    self.message = message
    self.help = help
    self.suggestion = suggestion
    self.undefined = undefined
  }
}

/// The problems that kept a template from being compiled or rendered; never empty.
public struct TemplateFailure: Error {
  public var diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}
