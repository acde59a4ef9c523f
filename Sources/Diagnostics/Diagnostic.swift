/// One mistake that a person made in content, a kind, a template or the settings, and what to do about it.
///
/// Diagnostics are values: whoever finds one appends it and goes on at the next field, entry or block.
///
/// Wording: one line, lower case, no full stop; the rule rather than the failure; names quoted as they were
/// written. What to do goes into `help`.
public struct Diagnostic: Sendable {
  /// A stable name for the sort of mistake, in kebab case: `unknown-field`.
  public struct ID: Sendable, Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let description: String

    public init(stringLiteral name: String) {
      description = name
    }

    public static func < (left: Self, right: Self) -> Bool {
      left.description < right.description
    }
  }

  public enum Severity: String, Sendable {
    case error
    case warning
  }

  /// Another place that explains the mistake, such as the first of two duplicates.
  public struct Note: Sendable {
    public var message: Message
    public var location: SourceLocation?

    public init(_ message: Message, at location: SourceLocation? = nil) {
      self.message = message
      self.location = location
    }
  }

  public var severity: Severity
  public var id: ID
  /// Where the mistake is; nil when it is in no file, such as a missing folder.
  public var location: SourceLocation?
  public var message: Message
  /// What to do about it, when the message alone does not say.
  public var help: Message?
  /// The known name that the person most likely meant.
  public var suggestion: String?
  public var notes: [Note]

  public init(
    _ severity: Severity, _ id: ID, at location: SourceLocation?, _ message: Message, help: Message? = nil,
    suggestion: String? = nil, notes: [Note] = []
  ) {
    self.severity = severity
    self.id = id
    self.location = location
    self.message = message
    self.help = help
    self.suggestion = suggestion
    self.notes = notes
  }
}

extension Diagnostic {
  public static func error(
    _ id: ID, at location: SourceLocation?, _ message: Message, help: Message? = nil, suggestion: String? = nil,
    notes: [Note] = []
  ) -> Self {
    Self(.error, id, at: location, message, help: help, suggestion: suggestion, notes: notes)
  }

  public static func warning(
    _ id: ID, at location: SourceLocation?, _ message: Message, help: Message? = nil, suggestion: String? = nil,
    notes: [Note] = []
  ) -> Self {
    Self(.warning, id, at: location, message, help: help, suggestion: suggestion, notes: notes)
  }

  public var isError: Bool { severity == .error }
}

extension Sequence<Diagnostic> {
  public var hasErrors: Bool { contains { $0.isError } }
}

extension [Diagnostic] {
  /// By file, place, id and text: the order in which a person mends them, the same on every run.
  public func sortedByLocation() -> Self {
    func key(_ diagnostic: Diagnostic) -> (String, Int, Diagnostic.ID, String) {
      let location = diagnostic.location
      return (
        location?.file.path ?? "", location?.range?.lowerBound ?? -1, diagnostic.id, diagnostic.message.text()
      )
    }
    return map { (key($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
