import Diagnostics
import Markup

/// Lists and groups between brackets, whose other parts stay as they are written.
extension Surgery {
  /// The text of a value between brackets; nil where lines of its own are better.
  func flow(_ node: YAMLNode, to new: WrittenValue) throws(NotSurgical) -> String? {
    switch (node.content, new) {
    case (.sequence(let items), .list(let values)) where !items.isEmpty && !values.isEmpty:
      return try flowList(node, items, to: values)
    case (.mapping(let mapping), .group(let members)) where !mapping.pairs.isEmpty && !members.isEmpty:
      return try flowGroup(node, mapping.pairs, to: members)
    case (_, .list([])), (_, .group([])): return writer.flow(new)
    default: return nil
    }
  }

  /// A value inside of brackets, where nothing can have lines of its own.
  private func inner(_ node: YAMLNode, to new: WrittenValue) throws(NotSurgical) -> String {
    if WrittenValue(node) == new { return lines.file.text(in: node.range) }
    if case .scalar = node.content, case .text(let text) = new {
      return ScalarWriter.inline(text, like: try lines.style(of: node), inFlow: true)
    }
    return try flow(node, to: new) ?? writer.flow(new)
  }

  /// One part of what stands between brackets, and the old part that it was.
  private struct Part {
    var text: String
    var old: Int?
  }

  private func flowList(
    _ node: YAMLNode, _ items: [YAMLNode], to new: [WrittenValue]
  ) throws(NotSurgical) -> String {
    var parts: [Part] = []
    for step in ListAlignment.steps(from: items.map(WrittenValue.init), to: new) {
      switch step {
      case .keep(let index): parts.append(Part(text: lines.file.text(in: items[index].range), old: index))
      case .change(let index, let value): parts.append(Part(text: try inner(items[index], to: value), old: index))
      case .remove: continue
      case .insert(let value): parts.append(Part(text: writer.flow(value), old: nil))
      }
    }
    return joined(parts, of: items.map(\.range), in: node)
  }

  private func flowGroup(
    _ node: YAMLNode, _ pairs: [YAMLMapping.Pair], to new: [WrittenValue.Member]
  ) throws(NotSurgical) -> String {
    var parts: [(name: String, part: Part)] = []
    for (index, pair) in pairs.enumerated() {
      guard let value = new[pair.key] else { continue }
      parts.append((pair.key, Part(text: try member(pair, to: value), old: index)))
    }
    for member in new where !pairs.contains(where: { $0.key == member.name }) {
      let text = "\(ScalarWriter.key(member.name)): \(writer.flow(member.value))"
      let place = parts.map(\.name).place(of: member.name, order: new.map(\.name))
      parts.insert((member.name, Part(text: text, old: nil)), at: place)
    }
    return joined(parts.map(\.part), of: pairs.map(\.extent), in: node)
  }

  private func member(_ pair: YAMLMapping.Pair, to value: WrittenValue) throws(NotSurgical) -> String {
    if WrittenValue(pair.value) == value { return lines.file.text(in: pair.extent) }
    guard !pair.value.range.isEmpty else { return "\(ScalarWriter.key(pair.key)): \(writer.flow(value))" }
    let key = lines.file.text(in: pair.keyRange.lowerBound..<pair.value.range.lowerBound)
    return key + (try inner(pair.value, to: value))
  }

  /// The brackets and what stands between them, with the old separators before old parts.
  private func joined(_ parts: [Part], of old: [Range<Int>], in node: YAMLNode) -> String {
    let file = lines.file
    let first = old.first?.lowerBound ?? node.range.lowerBound + 1
    let last = old.last?.upperBound ?? node.range.upperBound - 1
    let separators = zip(old, old.dropFirst()).map { file.text(in: $0.upperBound..<max($0.upperBound, $1.lowerBound)) }
    let opening = file.text(in: node.range.lowerBound..<first)
    let usual =
      separators.first { !$0.contains("#") }
      ?? (opening.contains(where: \.isNewline) ? "," + opening.dropFirst() : ", ")
    var result = opening
    for (number, part) in parts.enumerated() {
      if number > 0 {
        let own = part.old.flatMap { $0 > 0 ? separators[$0 - 1] : nil }
        // A comment stays with what it stood behind.
        let isOwn = parts[number - 1].old.map { $0 + 1 } == part.old || own?.contains("#") == false
        result += isOwn ? own ?? usual : usual
      }
      result += part.text
    }
    return result + file.text(in: last..<node.range.upperBound)
  }
}

extension YAMLMapping.Pair {
  /// Its key and its value.
  fileprivate var extent: Range<Int> {
    keyRange.lowerBound..<max(keyRange.upperBound, value.range.upperBound)
  }
}
