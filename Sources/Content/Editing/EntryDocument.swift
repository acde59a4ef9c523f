public import Diagnostics
import Markup

/// An entry's file as it is written: its fields by name, and the Markdown below them.
public struct EntryDocument: Sendable {
  public let file: SourceFile
  /// In the order of the file.
  public let fields: [WrittenValue.Member]
  /// The mapping of the fields; nil where none are written.
  let root: YAMLNode?
  /// Where the YAML stands; nil in Markdown without front matter.
  let yaml: Range<Int>?
  let body: Range<Int>
  /// What is wrong in the fields, though they can be read.
  let mistakes: [Diagnostic]

  /// Reads a file; one whose path ends in `.yaml` has fields only.
  ///
  /// Throws `unreadable` where fields and text can't be told, or the fields not be read.
  public init(_ file: SourceFile) throws(EditError) {
    var diagnostics: [Diagnostic] = []
    self.file = file
    if file.path.hasSuffix(".yaml") {
      yaml = file.startOfText..<file.bytes.count
      body = file.bytes.count..<file.bytes.count
    } else {
      let split = FrontMatter.split(file, into: &diagnostics)
      guard diagnostics.isEmpty else { throw .unreadable(diagnostics) }
      yaml = split.yaml
      body = split.body
    }
    let node = yaml.flatMap { YAMLParser.parse(file, in: $0, into: &diagnostics) }
    guard yaml == nil || node != nil, node?.isNull ?? true || node?.mapping != nil else {
      throw .unreadable(diagnostics)
    }
    root = node?.mapping == nil ? nil : node
    fields = root?.mapping?.pairs.map { WrittenValue.Member($0.key, WrittenValue($0.value)) } ?? []
    mistakes = diagnostics
  }

  /// Reads the bytes of a file; the path tells whether it has fields only.
  public init(path: String, bytes: [UInt8]) throws(EditError) {
    try self.init(SourceFile(path: path, bytes: bytes))
  }

  public var bytes: [UInt8] { file.bytes }

  public var isFieldsOnly: Bool { file.path.hasSuffix(".yaml") }

  public subscript(path: ValuePath) -> WrittenValue? {
    WrittenValue.group(fields)[path.steps]
  }

  /// The Markdown with LF at the ends of lines, without blank lines around it.
  public var text: String {
    BodyLines(bytes[body]).text
  }

  /// How most new lines of the file end, judged by its first.
  var lineEnd: String {
    guard let first = bytes.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return "\n" }
    if bytes[first] == 0x0A { return "\n" }
    return first + 1 < bytes.count && bytes[first + 1] == 0x0A ? "\r\n" : "\r"
  }

  /// Whether a field is written more than once.
  func isRepeated(_ field: String) -> Bool {
    mistakes.contains { mistake in
      guard mistake.id == "duplicate-key", let range = mistake.location?.range else { return false }
      return mistake.message.arguments.first == field && isTopLevel(range)
    }
  }

  private func isTopLevel(_ key: Range<Int>) -> Bool {
    guard let pairs = root?.mapping?.pairs else { return false }
    return !pairs.contains { $0.value.range.contains(key.lowerBound) }
  }
}
