import Diagnostics
import Markup

extension EntryVariant {
  /// Where the value of a key is written, or the file when it is not.
  ///
  /// Reads the fields again: places are kept for mistakes only, which are few.
  func location(ofKey key: String) -> SourceLocation {
    var ignored: [Diagnostic] = []
    let range = path.hasSuffix(".yaml") ? nil : FrontMatter.split(file, into: &ignored).yaml ?? 0..<0
    let node = YAMLParser.parse(file, in: range, into: &ignored)
    return SourceLocation(file, node?.mapping?[key]?.range)
  }
}
