import Diagnostics
public import Markup
public import Templates

/// An image beside the entry or in `media/`, with a description for those who don't see it.
public struct ImageField: FieldType {
  public static let name = "image"
  public static let extensions = ["png", "jpg", "jpeg", "gif", "webp", "avif", "heic", "heif"]

  /// Whether a square of it is offered, as portraits are shown.
  public let isCropped: Bool

  public init(from schema: inout SchemaReader) {
    let crop = schema.text("crop")
    isCropped = crop?.value == "square"
    if let crop, !isCropped, let range = crop.location.range {
      schema.report("wrong-type", at: range, "'crop' can only be 'square'", suggestion: "square")
    }
  }

  public func read(_ node: YAMLNode, in reader: inout FieldReader) -> FieldValue? {
    let mapping = node.mapping
    guard let source = mapping == nil ? node : source(of: node, in: &reader),
      let text = reader.text(source, orElse: { "'\($0)' must be the path of an image, such as photo.jpg" }),
      !text.isEmpty, let path = reader.asset(text, at: source, extensions: Self.extensions)
    else { return nil }
    let alt = mapping?["alt"]?.scalar.map(\.text.trimmed)
    if alt == nil { reportMissingDescription(text, at: source, in: &reader) }
    let location = SourceLocation(reader.file, source.range)
    return .image(ImageSource(path: path, alt: alt, isCropped: isCropped, location: location))
  }

  private func source(of node: YAMLNode, in reader: inout FieldReader) -> YAMLNode? {
    let field = reader.field
    for pair in node.mapping?.pairs ?? [] where pair.key != "src" && pair.key != "alt" {
      reader.report(
        "unknown-key", at: pair.keyRange, "'\(pair.key)' is no key of an image; they are src and alt",
        suggestion: nearestName(to: pair.key, among: ["src", "alt"]))
    }
    if let alt = node.mapping?["alt"], alt.scalar == nil {
      reader.report("wrong-type", at: alt.range, "'alt' must be a text")
    }
    guard let source = node.mapping?["src"], !source.isNull else {
      reader.report("missing-key", at: node.range, "'\(field)' must have the key 'src', the path of an image")
      return nil
    }
    return source
  }

  private func reportMissingDescription(_ text: String, at node: YAMLNode, in reader: inout FieldReader) {
    reader.diagnostics.append(
      .warning(
        "missing-alt", at: SourceLocation(reader.file, node.range), "'\(reader.field)' should describe its image",
        help: "write { src: \(text), alt: what it shows }, or alt: \"\" for mere decoration"))
  }

  public func templateValue(of value: FieldValue, in scope: any TemplateScope) -> Value {
    guard case .image(let image) = value else { return .none }
    return scope.image(image)
  }

  public var control: FieldControl { .image }

  public func advice(in scope: SchemaScope) -> String {
    "such as photo.jpg, or { src: photo.jpg, alt: what it shows }, from the folder of this file"
  }

  public func jsonSchema(in scope: SchemaScope) -> JSON {
    [
      "anyOf": [
        ["type": "string"],
        [
          "type": "object", "required": ["src"], "additionalProperties": .bool(false),
          "properties": ["src": ["type": "string"], "alt": ["type": "string"]],
        ],
      ]
    ]
  }
}
