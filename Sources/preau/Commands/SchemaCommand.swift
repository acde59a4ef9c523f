import Content
import Diagnostics

/// `preau schema`
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
    let options = try BuildOptions(arguments)
    let tree = try await ContentTree.load(options.content, displayedAs: options.content, threads: options.threads)
    let name = arguments.positionals[0]
    guard let kind = tree.kinds.first(where: { $0.name == name }) else {
      let nearest = nearestName(to: name, among: tree.kinds.map(\.name))
      throw CommandFailure(
        "there is no kind '\(name)'",
        help: nearest.map { "did you mean '\($0)'?" }
          ?? "the kinds are \(tree.kinds.map(\.name).joined(separator: ", "))")
    }
    print(JSONSchema.document(for: kind, in: tree), terminator: "")
    return .done
  }
}
