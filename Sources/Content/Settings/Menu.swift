public import Diagnostics

/// A menu of the site and what it leads to.
public struct Menu<Target: Sendable>: Sendable {
  public struct Item: Sendable {
    public var target: Target
    public var location: SourceLocation
  }

  public var name: String
  public var items: [Item]
}

/// What a menu item says, before kinds and entries are known.
public enum MenuTarget: Sendable {
  /// The list of a kind.
  case kind(String)
  case entry(EntryAddress)
  /// An address on this site or elsewhere.
  case link(label: LocalizedText, url: String)
}

/// What a menu item leads to.
public enum ResolvedMenuTarget: Sendable {
  case kind(KindID)
  case entry(EntryID)
  case link(label: LocalizedText, url: String)
}
