import Content

/// The command `preau schema`, which prints the JSON Schema of a kind.
enum SchemaCommand: Command {
  static let usage = CommandUsage(
    name: "schema", purpose: "print the JSON Schema of a kind, for editors",
    discussion: """
      Editors with a YAML plug-in complete and check front matter with it (JSON Schema, draft 2020-12).
      """,
    positionals: [.init(name: "KIND", help: "the name of a kind, such as project")],
    options: SiteLocation.options,
    examples: [("preau schema project > .vscode/project.schema.json", "a schema that an editor can be told of")])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let location = try SiteLocation(arguments)
    let tree = try await ContentTree.load(location.content, displayedAs: location.content)
    let kind = try tree.kind(named: arguments.positionals[0])
    try StandardOutput.write(JSONSchema.document(for: kind, in: tree))
    return .done
  }
}
