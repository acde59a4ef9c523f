import Diagnostics
import Markup

/// Reads the values of one file, and collects what is wrong with them.
public struct FieldReader {
  let context: ReadingContext
  let file: SourceFile
  /// What paths in the file are relative to; itself relative to `content/`.
  let folder: String
  /// The name of the field that is read.
  var field = ""
  var diagnostics: [Diagnostic] = []
  /// Reported when everything is read, so that looking for the nearest name has one budget.
  var unknownReferences: [UnknownReference] = []
  var missingFiles: [MissingFile] = []

  init(_ file: SourceFile, folder: String, context: ReadingContext) {
    self.file = file
    self.folder = folder
    self.context = context
  }

  /// Whether anything was complained about.
  var mistakeCount: Int { diagnostics.count + unknownReferences.count + missingFiles.count }

  mutating func report(
    _ id: Diagnostic.ID, at range: Range<Int>, _ message: Message, help: Message? = nil, suggestion: String? = nil
  ) {
    diagnostics.append(
      .error(id, at: SourceLocation(file, range), message, help: help, suggestion: suggestion))
  }

  /// The text of a scalar without surrounding space; anything else breaks the field's rule.
  mutating func text(_ node: YAMLNode, orElse rule: (String) -> Message) -> String? {
    guard let scalar = node.scalar else {
      report("wrong-type", at: node.range, rule(field))
      return nil
    }
    return scalar.text.trimmed
  }
}
