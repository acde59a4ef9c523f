import Diagnostics
import Markup

extension Diagnostic {
  /// Place, the exact bytes that it points at, and what it says, in one line.
  var described: String {
    var text = "\(severity.rawValue) \(id)"
    if let location, let range = location.range {
      let place = location.file.position(ofByte: range.lowerBound)
      text += " at \(place.line):\(place.column) \(location.file.text(in: range).debugDescription)"
    }
    text += ": \(message.text())"
    if let help { text += "; \(help.text())" }
    for note in notes {
      guard let range = note.location?.range, let file = note.location?.file else { continue }
      let place = file.position(ofByte: range.lowerBound)
      text += " (\(place.line):\(place.column): \(note.message.text()))"
    }
    return text
  }
}

func sourceFile(_ text: String) -> SourceFile {
  SourceFile(path: "content/a.md", bytes: Array(text.utf8))
}

extension YAMLNode {
  /// The tree with the exact bytes of each value: `title=⟨"été"⟩été`.
  func described(in file: SourceFile) -> String {
    let bytes = "⟨\(file.text(in: range))⟩"
    switch content {
    case .scalar(let scalar): return bytes + (scalar.isQuoted ? "\"\(scalar.text)\"" : scalar.text)
    case .sequence(let nodes): return bytes + "[" + nodes.map { $0.described(in: file) }.joined(separator: ", ") + "]"
    case .mapping(let mapping):
      let pairs = mapping.pairs.map { "⟨\(file.text(in: $0.keyRange))⟩\($0.key)=\($0.value.described(in: file))" }
      return bytes + "{" + pairs.joined(separator: ", ") + "}"
    }
  }
}
