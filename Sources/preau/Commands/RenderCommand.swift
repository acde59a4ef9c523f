import Diagnostics
import Glibc
import Site
import Templates

/// The command `preau render`, which renders one template.
enum RenderCommand: Command {
  static let usage = CommandUsage(
    name: "render", purpose: "render one template with data of your own",
    discussion: """
      For theme authors: no site is needed. The template may include and extend others of its folder. Anywhere inside a
      site, it may also use the templates of the site's theme, and its filters and functions, such as t and entries.
      """,
    positionals: [.init(name: "TEMPLATE", help: "the template's file, or its name below --templates")],
    options: [
      .init(name: "--data", value: "FILE", help: "a JSON object with the template's variables; - for standard input"),
      .init(name: "--templates", value: "DIR", help: "where templates are (default: the folder of TEMPLATE)"),
    ],
    examples: [
      ("preau render card.html --data card.json", "one template"),
      ("echo '{\"name\": \"Léa\"}' | preau render hello.html --data -", "data from a pipe"),
    ])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let (folder, name) = place(of: arguments.positionals[0], templates: arguments.value("--templates"))
    let loader = FolderTemplateLoader(folder: folder)
    guard loader.source(named: name) != nil else {
      throw CommandFailure("there is no template '\(folder)/\(name)'")
    }
    do {
      let variables = try variables(from: arguments.value("--data"))
      let template = try await environment(for: loader, arguments).template(named: name)
      var output = OutputBuffer()
      try template.render(variables, into: &output)
      try StandardOutput.write(output.text)
      return .done
    } catch let failure as TemplateFailure {
      try DiagnosticsOutput.print(failure.diagnostics, format: nil)
      return .contentHasErrors
    }
  }

  private static func environment(for loader: FolderTemplateLoader, _ arguments: Arguments) async throws -> Environment
  {
    if SiteLocation.isInsideSite,
      let environment = try await SiteBuild(try BuildOptions(arguments)).templateEnvironment(for: loader)
    {
      return environment
    }
    var environment = Environment(loader: loader)
    environment.addSiteFilterNotes()
    return environment
  }

  private static func place(of template: String, templates: String?) -> (folder: String, name: String) {
    if let templates { return (templates, template) }
    guard let slash = template.lastIndex(of: "/") else { return (".", template) }
    return (String(template[..<slash]), String(template[template.index(after: slash)...]))
  }

  private static func variables(from path: String?) throws -> [(String, Value)] {
    guard let path else { return [] }
    let file = SourceFile(path: path, bytes: try FileBytes.read(path == "-" ? "/dev/stdin" : path))
    guard case .mapping(let object) = try Value(json: file) else {
      throw TemplateFailure([
        .error(
          "json-shape", at: SourceLocation(file, 0..<0),
          "the data must be a JSON object, whose members are the variables")
      ])
    }
    return zip(object.contents.keys, object.contents.values).compactMap { key, value in key.text.map { ($0, value) } }
  }
}

/// Templates of a folder, by their paths below it.
struct FolderTemplateLoader: TemplateLoader {
  var folder: String

  var names: [String] { [] }

  /// Nil for what is not there, and for names that lead out of the folder.
  func source(named name: String) -> SourceFile? {
    guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else { return nil }
    let path = folder == "." ? name : "\(folder)/\(name)"
    // Missing and unreadable are the same here.
    return (try? FileBytes.read(path)).map { SourceFile(path: path, bytes: $0) }
  }
}
