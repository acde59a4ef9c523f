import Diagnostics
public import Markup
public import Templates

/// A file to download, beside the entry or in `media/`.
public struct FileField: FieldType {
  public static let name = "file"
  /// Never a type that a browser would run as a page of the site.
  public static let extensions = [
    "pdf", "zip", "txt", "csv", "md", "ods", "odt", "odp", "docx", "xlsx", "pptx", "mp3", "ogg", "mp4", "webm", "vtt",
    "ics", "json", "geojson",
  ]

  public init(from schema: inout SchemaReader) {}

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be the path of a file, such as plan.pdf" }),
      !text.isEmpty, let path = reader.asset(text, at: node, extensions: Self.extensions)
    else { return nil }
    return .file(FileSource(path: path, location: SourceLocation(reader.file, node.range)))
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .file(let file) = value else { return .none }
    return scope.file(file)
  }

  public var control: FieldControl { .file }

  public func advice(in scope: SchemaScope) -> String {
    "such as plan.pdf, from the folder of this file"
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    ["type": "string"]
  }
}
