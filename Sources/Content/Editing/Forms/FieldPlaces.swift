import Diagnostics
import Markup

/// Which value of an entry a diagnostic is about, by where it points.
struct FieldPlaces {
  private let root: YAMLNode?

  init(of file: SourceFile) {
    var ignored: [Diagnostic] = []
    let yaml = file.path.hasSuffix(".yaml") ? nil : FrontMatter.split(file, into: &ignored).yaml ?? 0..<0
    root = YAMLParser.parse(file, in: yaml, into: &ignored)
  }

  /// Nil for what is about no field.
  func path(of diagnostic: Diagnostic) -> ValuePath? {
    let place = diagnostic.location?.range.flatMap(path(around:))
    // A field that is missing has no place of its own: the message names it, and the group that lacks it.
    guard diagnostic.id == "missing-field", let name = diagnostic.message.arguments.last else { return place }
    guard let place else { return ValuePath(field: name) }
    return place.steps.last == .member(name) ? place : place.appending(.member(name))
  }

  private func path(around range: Range<Int>) -> ValuePath? {
    root?.mapping?.pairs.first { $0.holds(range) }.map { pair in
      steps(in: pair.value, around: range, below: ValuePath(field: pair.key))
    }
  }

  private func steps(in node: YAMLNode, around range: Range<Int>, below path: ValuePath) -> ValuePath {
    switch node.content {
    case .scalar: return path
    case .sequence(let nodes):
      guard let index = nodes.firstIndex(where: { $0.range.holds(range) }) else { return path }
      return steps(in: nodes[index], around: range, below: path.appending(.item(index)))
    case .mapping(let mapping):
      guard let pair = mapping.pairs.first(where: { $0.holds(range) }) else { return path }
      return steps(in: pair.value, around: range, below: path.appending(.member(pair.key)))
    }
  }
}

extension YAMLMapping.Pair {
  fileprivate func holds(_ range: Range<Int>) -> Bool {
    keyRange.holds(range) || value.range.holds(range)
  }
}

extension Range<Int> {
  fileprivate func holds(_ other: Range<Int>) -> Bool {
    lowerBound <= other.lowerBound && other.upperBound <= upperBound
  }
}
