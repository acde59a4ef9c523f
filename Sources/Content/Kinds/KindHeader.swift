import Diagnostics
import Markup

/// A kind's file and names, which other kinds and the folders of entries need before its fields are read.
struct KindHeader: Sendable {
  let id: KindID
  let file: SourceFile
  let node: YAMLNode?
  /// The name of the file, which is that of the kind.
  let name: String
  let plural: String

  init(id: KindID, file: SourceFile, name: String, into diagnostics: inout [Diagnostic]) {
    self.id = id
    self.file = file
    self.name = name
    node = YAMLParser.parse(file, into: &diagnostics)
    let written = node?.mapping?["plural"]?.scalar?.text ?? ""
    plural = Name.isSlug(written) ? written : name + "s"
    if let node, node.mapping == nil {
      diagnostics.append(
        .error(
          "wrong-type", at: SourceLocation(file, node.range), "a kind must be a mapping of keys to values",
          help: "a kind has at least the keys 'name' and 'fields'"))
    }
  }
}
