import Diagnostics
public import Markup
public import Templates

/// A text in Markdown, as safe as the text of an entry.
public struct MarkdownField: FieldType {
  public static let name = "markdown"
  private let length: Bounds<Int>

  public init(from schema: inout SchemaReader) {
    length = schema.lengthBounds()
  }

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    guard let text = reader.text(node, orElse: { "'\($0)' must be a text in Markdown" }), !text.isEmpty,
      reader.checkLength(of: text, within: length, at: node)
    else { return nil }
    return .markdown(MarkdownText(text: text, location: SourceLocation(reader.file, node.range), folder: reader.folder))
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .markdown(let text) = value else { return .none }
    return scope.markdown(text)
  }

  public var control: FieldControl { .area(isMarkdown: true, limits: .init(length: length)) }

  public func advice(in scope: SchemaScope) -> String {
    let characters = length.text { String($0) }.map { ", \($0) characters" } ?? ""
    return "one line, or several after |\(characters)"
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    JSON(["type": "string"], length: length)
  }
}
