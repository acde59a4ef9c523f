import Diagnostics
import Markup

/// Reads `site.yaml`.
struct SettingsLoader {
  private var schema: SchemaReader

  /// Whether the file could be read, so that what it lacks can be missed.
  private let isReadable: Bool

  /// Settings that can be used however broken the file is.
  static func load(_ file: SourceFile, kindNames: [String], into diagnostics: inout [Diagnostic]) -> SiteSettings {
    let node = YAMLParser.parse(file, into: &diagnostics)
    if let node, node.mapping == nil, !node.isNull {
      diagnostics.append(
        .error("wrong-type", at: SourceLocation(file, node.range), "site.yaml must be a mapping of keys to values"))
    }
    let schema = SchemaReader(
      node?.mapping ?? YAMLMapping(pairs: []), range: node?.range ?? 0..<0, owner: "site.yaml", file: file,
      context: ReadingContext(kindNames: kindNames))
    var loader = SettingsLoader(schema: schema, isReadable: node.map { $0.mapping != nil || $0.isNull } ?? false)
    defer { diagnostics += loader.schema.diagnostics }
    return loader.settings()
  }

  private mutating func settings() -> SiteSettings {
    let languages = languages()
    schema.context = ReadingContext(languages: languages, kindNames: schema.context.kindNames)
    let settings = SiteSettings(
      file: schema.file, title: title(), description: schema.localizedText("description"), baseURL: baseURL(),
      languages: languages, timeZone: timeZone(), theme: theme(), home: home(), menus: menus(),
      hasMembers: schema.boolean("members") ?? false, params: params())
    schema.reportUnknownKeys()
    return settings
  }

  private mutating func title() -> LocalizedText {
    if let title = schema.localizedText("title") { return title }
    if isReadable, schema.mapping["title"]?.isNull ?? true {
      schema.report("missing-key", at: 0..<0, "site.yaml must have the key 'title', the site's name")
    }
    return LocalizedText("")
  }

  private mutating func languages() -> [Language] {
    var languages: [Language] = []
    for code in schema.names("languages") {
      guard let language = Language(code: code.value), let range = code.location.range else {
        schema.report(
          "unknown-language", at: code.location.range ?? schema.range,
          "'languages' must be a list of codes of languages, such as fr and en")
        continue
      }
      guard !languages.contains(language) else {
        schema.report("duplicate-language", at: range, "'\(code.value)' must come only once")
        continue
      }
      languages.append(language)
    }
    return languages.isEmpty ? [.french] : languages
  }

  private mutating func baseURL() -> BaseURL {
    guard let text = schema.text("base_url"), let range = text.location.range else { return .local }
    guard let url = BaseURL(text.value) else {
      schema.report(
        "wrong-type", at: range, "'base_url' must be an address without '?' or '#', such as https://example.org")
      return .local
    }
    return url
  }

  private mutating func timeZone() -> SiteTimeZone {
    let name = schema.text("timezone")
    if let zone = SiteTimeZone.load(named: name?.value ?? "Europe/Paris") { return zone }
    if let name, let range = name.location.range {
      schema.report(
        "unknown-time-zone", at: range, "'timezone' must be a name of the tz database, such as Europe/Paris",
        suggestion: nearestName(to: name.value, among: SiteTimeZone.knownNames()))
    }
    return .utc
  }

  private mutating func theme() -> Located<String> {
    guard let theme = schema.text("theme"), let range = theme.location.range else {
      return Located("preau", at: SourceLocation(schema.file))
    }
    guard theme.value.utf8.allSatisfy({ $0.isLetterOrDigit || $0 == 0x2D || $0 == 0x5F }) else {
      schema.report("invalid-name", at: range, "'theme' must be the name of a folder of themes/")
      return Located("preau", at: SourceLocation(schema.file))
    }
    return theme
  }

  private mutating func home() -> Located<EntryAddress>? {
    guard let text = schema.text("home"), let range = text.location.range else { return nil }
    guard let address = EntryAddress(text.value) else {
      schema.report("wrong-type", at: range, "'home' must be an entry as kind:slug, such as page:home")
      return nil
    }
    return Located(address, at: text.location)
  }

  private mutating func params() -> [(key: String, value: SettingsValue)] {
    guard let node = schema.node("params") else { return [] }
    guard let mapping = node.mapping else {
      schema.report("wrong-type", at: node.range, "'params' must be a mapping of keys to values")
      return []
    }
    return mapping.pairs.map { ($0.key, SettingsValue($0.value)) }
  }
}

// MARK: - Menus

extension SettingsLoader {
  private mutating func menus() -> [Menu<MenuTarget>] {
    guard let node = schema.node("menus") else { return [] }
    guard let mapping = node.mapping else {
      schema.report("wrong-type", at: node.range, "'menus' must be a mapping of names to lists")
      return []
    }
    return mapping.pairs.map { pair in
      let nodes = pair.value.isNull ? [] : pair.value.sequence ?? [pair.value]
      return Menu(name: pair.key, items: nodes.compactMap { item($0, in: pair.key) })
    }
  }

  private mutating func item(_ node: YAMLNode, in menu: String) -> Menu<MenuTarget>.Item? {
    let target = node.mapping == nil ? target(node, in: menu) : link(node, in: menu)
    return target.map { Menu.Item(target: $0, location: schema.at(node.range)) }
  }

  private mutating func target(_ node: YAMLNode, in menu: String) -> MenuTarget? {
    guard let text = node.scalar?.text, !text.isEmpty else {
      schema.report(
        "wrong-type", at: node.range, "a value of menu '\(menu)' must be a kind, kind:slug, or { label, url }")
      return nil
    }
    let address = EntryAddress(text)
    let kind = address?.kind ?? text
    guard schema.context.kind(named: kind) != nil else {
      schema.reportUnknownKind(Located(kind, at: schema.at(node.range)))
      return nil
    }
    return address.map(MenuTarget.entry) ?? .kind(text)
  }

  private mutating func link(_ node: YAMLNode, in menu: String) -> MenuTarget? {
    schema.nested(node, named: menu, owner: "a menu's link") { reader in
      let label = reader.localizedText("label")
      let url = reader.text("url")
      reader.reportUnknownKeys()
      guard let label, let url else {
        if reader.diagnostics.isEmpty {
          reader.report("missing-key", at: node.range, "a menu's link must have the keys 'label' and 'url'")
        }
        return nil
      }
      guard Self.isAddress(url.value) else {
        reader.report(
          "unsafe-url", at: url.location.range ?? node.range,
          "a menu's address must be a path from '/' or start with https://, http://, mailto: or tel:")
        return nil
      }
      return .link(label: label, url: url.value)
    } ?? nil
  }

  private static func isAddress(_ text: String) -> Bool {
    if text.hasPrefix("/") { return !text.hasPrefix("//") && !text.hasPrefix("/\\") }
    let scheme = WebAddress.scheme(of: text)
    return WebAddress.isSafe(text) || scheme == "mailto" || scheme == "tel"
  }
}

extension SettingsValue {
  init(_ node: YAMLNode) {
    switch node.content {
    case .scalar(let scalar): self = .text(scalar.text)
    case .sequence(let nodes): self = .list(nodes.map(SettingsValue.init))
    case .mapping(let mapping): self = .mapping(mapping.pairs.map { ($0.key, SettingsValue($0.value)) })
    }
  }
}

extension BaseURL {
  /// Where a site is looked at before it has an address.
  public static let local = BaseURL(origin: "http://localhost:8080", path: "")

  /// Reads an `http` or `https` address without query and fragment.
  public init?(_ text: String) {
    guard WebAddress.isSafe(text), !text.contains("?"), !text.contains("#"),
      let scheme = text.firstRange(of: "://")
    else { return nil }
    let rest = text[scheme.upperBound...]
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let path = rest[slash...].split(separator: "/")
    guard !path.contains(".."), !path.contains(".") else { return nil }
    self.init(origin: String(text[..<slash]), path: path.map { "/" + $0 }.joined())
  }
}
