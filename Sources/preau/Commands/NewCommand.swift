import Content
import Diagnostics
import Markup

/// The command `preau new`, which begins an entry with a commented file.
enum NewCommand: Command {
  static let usage = CommandUsage(
    name: "new", purpose: "begin an entry with a commented file",
    discussion: """
      Writes content/<plural>/<slug>.md with the fields of the kind: required ones to fill in, others as comments.
      """,
    positionals: [
      .init(name: "KIND", help: "the name of a kind, such as project"),
      .init(name: "SLUG", help: "the entry's name in addresses: lower-case letters, digits and hyphens"),
    ],
    options: [
      .init(name: "--folder", help: "make a folder with an index.md, for images beside it"),
      .init(name: "--lang", value: "CODE", help: "begin the entry's text in another of the site's languages"),
    ] + SiteLocation.options,
    examples: [
      ("preau new project meteo", "content/projects/meteo.md"),
      ("preau new project meteo --lang en", "content/projects/meteo.en.md"),
    ])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let location = try SiteLocation(arguments)
    let tree = try await ContentTree.load(location.content, displayedAs: location.content)
    let kind = try tree.kind(named: arguments.positionals[0])
    let slug = arguments.positionals[1]
    let proper = Slug.make(from: slug)
    guard slug == proper else {
      throw CommandFailure(
        "a slug has lower-case letters, digits and hyphens; '\(slug)' is none",
        help: proper.isEmpty ? nil : "did you mean '\(proper)'?")
    }
    let suffix = try languageSuffix(arguments.value("--lang"), of: tree)
    let name = arguments.isSet("--folder") ? "\(slug)/index\(suffix).md" : "\(slug)\(suffix).md"
    let path = "\(location.content)/\(kind.plural)/\(name)"
    try NewFile.write(StarterFile.text(for: kind, in: tree), to: path)
    try StandardOutput.write("\(path)\n")
    return .done
  }

  private static func languageSuffix(_ code: String?, of tree: ContentTree) throws(CommandFailure) -> String {
    guard let code else { return "" }
    let codes = tree.settings.languages.map(\.code)
    guard codes.contains(code) else {
      throw CommandFailure("'\(code)' is no language of the site; they are \(codes.joined(separator: ", "))")
    }
    return ".\(code)"
  }
}

extension ContentTree {
  /// The kind of that name; throws with the nearest when there is none.
  func kind(named name: String) throws(CommandFailure) -> Kind {
    if let kind = kinds.first(where: { $0.name == name }) { return kind }
    let names = kinds.map(\.name)
    throw CommandFailure(
      "there is no kind '\(name)'",
      help: nearestName(to: name, among: names).map { "did you mean '\($0)'?" }
        ?? "the kinds are \(names.joined(separator: ", "))")
  }
}
