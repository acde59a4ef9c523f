import Git
import Store

/// Why what was published here does not come together with the remote repository, as the store keeps it.
public struct RemoteTrouble: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Both sides have changed the same; the detail lists the files.
    case conflict
    /// Files were edited by hand and not committed; the detail lists them.
    case edited
    case credentials
    /// The detail is the remote's own word.
    case refused
    /// It is tried again, and nobody need do anything unless it lasts.
    case unreachable
    /// The repository here is in the middle of something.
    case unfinished
    case other
  }

  public let kind: Kind
  /// For people, and of any language.
  public let detail: String
  /// Seconds since 1970.
  public let since: Int

  static let collection = DocumentCollection("remote")
  /// There is one remote, and so one document.
  static let id = "trouble"

  /// How long a remote that cannot be reached is nobody's concern, in seconds.
  static let patience = 600

  init(_ kind: Kind, _ detail: String, since: Int) {
    self.kind = kind
    self.detail = detail
    self.since = since
  }

  init?(_ document: Document) {
    guard let kind = document["kind"]?.text.flatMap(Kind.init), let detail = document["detail"]?.text,
      let since = document["since"]?.integer
    else { return nil }
    self.init(kind, detail, since: Int(since))
  }

  var fields: [String: DocumentValue] {
    ["kind": .text(kind.rawValue), "detail": .text(detail), "since": .integer(Int64(since))]
  }

  /// What an attempt has come to grief with; nil for what need only be tried again.
  init?(_ error: GitError, at now: Int) {
    switch error {
    case .conflict(let paths): self.init(.conflict, Self.list(paths), since: now)
    case .dirty(let paths): self.init(.edited, Self.list(paths), since: now)
    case .obstructed(let path): self.init(.edited, path, since: now)
    case .remote(.authentication, let message): self.init(.credentials, Self.short(message), since: now)
    case .remote(.refused, let message): self.init(.refused, Self.short(message), since: now)
    case .remote(.unreachable, let message), .remote(.timeout, let message):
      self.init(.unreachable, Self.short(message), since: now)
    case .remote(.contended, _), .referenceMoved, .busy: return nil
    case .unfinished, .detached, .unborn, .indexLocked: self.init(.unfinished, "\(error)", since: now)
    default: self.init(.other, Self.short("\(error)"), since: now)
    }
  }

  private static func list(_ paths: [String]) -> String {
    paths.prefix(5).joined(separator: ", ") + (paths.count > 5 ? ", …" : "")
  }

  private static func short(_ text: String) -> String { String(text.prefix(300)) }

  /// Whether somebody has to do something about it.
  public func needsPerson(at now: Int) -> Bool { kind != .unreachable || now - since >= Self.patience }
}
