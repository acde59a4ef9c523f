import Diagnostics
import Markup

/// An address of something that is gone, and where it leads now: a line of `content/aliases.yaml`.
public struct SiteAlias: Sendable {
  public enum Target: Sendable, Hashable {
    /// A path on this site, with the language's prefix.
    case path(String)
    case entry(EntryAddress)
  }

  /// The path that was, with the language's prefix.
  public var address: Located<String>
  public var target: Located<Target>

  /// The name of the file, in `content/`.
  public static let fileName = "aliases.yaml"
}

/// Reads `aliases.yaml`: `old address: new address`, or `old address: kind:slug`.
struct SiteAliasLoader {
  let file: SourceFile
  let context: ReadingContext
  private(set) var diagnostics: [Diagnostic] = []

  init(_ file: SourceFile, context: ReadingContext) {
    self.file = file
    self.context = context
  }

  mutating func load() -> [SiteAlias] {
    guard let node = YAMLParser.parse(file, into: &diagnostics), !node.isNull else { return [] }
    guard let mapping = node.mapping else {
      diagnostics.append(
        .error(
          "wrong-type", at: SourceLocation(file, node.startRange(in: file)),
          "aliases.yaml must be a mapping of old addresses to new ones"))
      return []
    }
    return mapping.pairs.compactMap { alias($0) }
  }

  private mutating func alias(_ pair: YAMLMapping.Pair) -> SiteAlias? {
    let address = AliasPath.read(pair.key.trimmed)
    if address == nil {
      diagnostics.append(
        .error(
          "invalid-alias", at: SourceLocation(file, pair.keyRange),
          "an old address must be a path on this site, such as /projets/meteo/"))
    }
    let text = pair.value.scalar?.text.trimmed ?? ""
    let place = SourceLocation(file, pair.value.isNull ? pair.keyRange : pair.value.startRange(in: file))
    guard let target = Self.target(text) else {
      diagnostics.append(
        .error(
          "invalid-alias", at: place,
          "an old address must lead to a path on this site, such as /projets/, or to an entry as kind:slug"))
      return nil
    }
    if case .entry(let entry) = target,
      let unknown = UnknownMenuEntry.diagnostic(Located(entry, at: place), in: context)
    {
      diagnostics.append(unknown)
      return nil
    }
    return address.map {
      SiteAlias(
        address: Located($0, at: SourceLocation(file, pair.keyRange)), target: Located(target, at: place))
    }
  }

  private static func target(_ text: String) -> SiteAlias.Target? {
    if text == "/" { return .path(text) }
    if text.hasPrefix("/") { return AliasPath.read(text).map(SiteAlias.Target.path) }
    // An address elsewhere has a colon, too.
    return text.contains("/") ? nil : EntryAddress(text).map(SiteAlias.Target.entry)
  }
}
