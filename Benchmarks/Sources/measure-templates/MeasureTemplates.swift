import Diagnostics
import Glibc
import Templates

/// Renders the template `main.html` of a folder with the data of its `data.json` for a while.
///
/// Prints the CPU time of one render in microseconds, the fastest of some batches, and the size of the output; with
/// `--print` the output alone.
@main enum MeasureTemplates {
  static func main() {
    do {
      try measure(Array(CommandLine.arguments.dropFirst()))
    } catch {
      let message = "measure-templates: \(error)\n"
      _ = message.withCString { write(STDERR_FILENO, $0, strlen($0)) }
      exit(1)
    }
  }

  private static func measure(_ arguments: [String]) throws {
    guard let folder = arguments.first else { throw Misuse(message: "usage: measure-templates FOLDER [--print]") }
    let names = try String(contentsOfFile: "\(folder)/templates.txt").split(separator: "\n").map(String.init)
    let files = try names.map { SourceFile(path: $0, bytes: Array(try String(contentsOfFile: "\(folder)/\($0)").utf8)) }
    let data = SourceFile(path: "data.json", bytes: Array(try String(contentsOfFile: "\(folder)/data.json").utf8))
    let template = try Environment(loader: InMemoryTemplateLoader(files: files)).template(named: "main.html")
    let context = RenderContext(members(of: try Value(json: data)))
    var output = OutputBuffer()
    try template.render(context, into: &output)
    if arguments.contains("--print") { return print(output.text, terminator: "") }
    print(try fastestBatch(of: template, context, &output), output.count)
  }

  /// Batches of some milliseconds, so that the clock's own time does not count.
  private static func fastestBatch(
    of template: Template, _ context: RenderContext, _ output: inout OutputBuffer
  ) throws -> Double {
    var fastest = Double.infinity
    var renders = 1
    for _ in 0..<40 {
      let start = processorTime()
      for _ in 0..<renders {
        output.removeAll()
        try template.render(context, into: &output)
      }
      let time = processorTime() - start
      fastest = min(fastest, time / Double(renders))
      if time < 5000 { renders *= 2 }
    }
    return fastest
  }

  private static func members(of value: Value) -> [(String, Value)] {
    guard case .mapping(let dictionary) = value else { return [] }
    return zip(dictionary.contents.keys, dictionary.contents.values).compactMap { key, value in
      key.text.map { ($0, value) }
    }
  }

  /// CPU time of the process, in microseconds.
  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }
}

struct Misuse: Error, CustomStringConvertible {
  let message: String
  var description: String { message }
}

extension String {
  /// The text of a file, read without Foundation.
  fileprivate init(contentsOfFile path: String) throws {
    guard let file = fopen(path, "rb") else { throw Misuse(message: "cannot read \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
    self.init(decoding: bytes, as: UTF8.self)
  }
}
