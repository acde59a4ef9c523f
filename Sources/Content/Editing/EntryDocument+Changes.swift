import Diagnostics
import Markup

/// One change at a time, each of which is read again before it counts.
extension EntryDocument {
  /// The document with another value of one field, nil for none; `order` tells where a new one goes.
  func changing(_ name: String, to value: WrittenValue?, order: [String]) throws(EditError) -> EntryDocument {
    guard !isRepeated(name) else { throw .oddlyWritten(field: name) }
    var expected = fields
    if let value { expected.set(name, to: value, order: order) } else { expected.remove(name) }
    let attempts = [smallest, wholeField, wholeFieldInOneLine]
    for attempt in attempts {
      guard let splices = attempt(expected, name), let changed = try checked(splices, expected: expected, field: name)
      else { continue }
      return changed
    }
    throw .oddlyWritten(field: name)
  }

  /// What changes the least; nil where that can't be told.
  private func smallest(_ expected: [WrittenValue.Member], of name: String) -> [Splice]? {
    guard let root, let mapping = root.mapping, let yaml else { return additions(of: expected) }
    var surgery = Surgery(YAMLLines(file, end: yaml.upperBound), lineEnd: lineEnd)
    do throws(NotSurgical) {
      if try surgery.lines.isFlow(root) {
        let slot = Surgery.Slot(start: root.range.lowerBound, column: 0, used: 0, isItem: false)
        try surgery.change(root, to: .group(expected), in: slot)
      } else if expected.isEmpty {
        return [Splice(try wholeLines(of: mapping.pairs[0], in: surgery), "")]
      } else {
        try surgery.change(mapping.pairs, to: expected)
      }
      return surgery.splices
    } catch {
      return nil
    }
  }

  /// The field written anew.
  private func wholeField(_ expected: [WrittenValue.Member], of name: String) -> [Splice]? {
    replacing(expected, of: name) { surgery, node, value, slot throws(NotSurgical) in
      try surgery.replace(node, with: value, in: slot)
    }
  }

  /// The field between brackets or quotes: comments below it can't be taken for a part of it.
  private func wholeFieldInOneLine(_ expected: [WrittenValue.Member], of name: String) -> [Splice]? {
    replacing(expected, of: name) { surgery, node, value, slot in
      surgery.splice(slot.start..<max(slot.start, node.range.upperBound), " " + surgery.writer.flow(value))
    }
  }

  private func replacing(
    _ expected: [WrittenValue.Member], of name: String,
    by write: (inout Surgery, YAMLNode, WrittenValue, Surgery.Slot) throws(NotSurgical) -> Void
  ) -> [Splice]? {
    guard let yaml, let pair = root?.mapping?.pairs.first(where: { $0.key == name }), let value = expected[name]
    else { return nil }
    var surgery = Surgery(YAMLLines(file, end: yaml.upperBound), lineEnd: lineEnd)
    do throws(NotSurgical) {
      try write(&surgery, pair.value, value, try surgery.slot(of: pair))
      return surgery.splices
    } catch {
      return nil
    }
  }

  private func wholeLines(of pair: YAMLMapping.Pair, in surgery: Surgery) throws(NotSurgical) -> Range<Int> {
    let key = pair.keyRange.lowerBound
    guard surgery.lines.isFirstInLine(key) else { throw NotSurgical() }
    return surgery.lines.startOfLine(key)..<(try surgery.extent(of: pair))
  }

  /// The fields of a file that has none yet.
  private func additions(of fields: [WrittenValue.Member]) -> [Splice] {
    let lines = ValueWriter(lineEnd: lineEnd).members(fields, column: 0) + lineEnd
    guard let yaml else {
      let start = file.startOfText
      return [Splice(start..<start, "---\(lineEnd)\(lines)---\(lineEnd)")]
    }
    let end = yaml.upperBound
    let isAfterLineEnd = YAMLLines(file, end: end).isAfterLineEnd(end)
    return [Splice(end..<end, isAfterLineEnd ? lines : lineEnd + lines)]
  }

  /// The document with splices; nil where it would not say what is expected, and the same of everything else.
  private func checked(
    _ splices: [Splice], expected: [WrittenValue.Member], field: String
  ) throws(EditError) -> EntryDocument? {
    let bytes: [UInt8]
    do throws(NotSurgical) { bytes = try self.bytes.applying(splices) } catch { return nil }
    guard bytes.count <= EntryLoader.maximumBytes else { throw .tooLarge }
    let changed: EntryDocument
    do throws(EditError) {
      changed = try EntryDocument(path: file.path, bytes: bytes)
    } catch .unreadable(let diagnostics) {
      if diagnostics.contains(where: { $0.id == "yaml-limit" }) { throw .tooLarge }
      return nil
    }
    guard WrittenValue.group(changed.fields) == .group(expected), changed.mistakes.count <= mistakes.count,
      changed.bytes[changed.body].elementsEqual(self.bytes[body]), isInside(splices, field: field)
    else { return nil }
    return changed
  }

  /// Whether the splices touch no other field.
  private func isInside(_ splices: [Splice], field: String) -> Bool {
    guard let root, let pairs = root.mapping?.pairs, bytes[root.range.lowerBound] != UInt8(ascii: "{") else {
      return true
    }
    let others = pairs.filter { $0.key != field }
    return splices.allSatisfy { splice in
      others.allSatisfy { other in
        let own = other.keyRange.lowerBound..<max(other.keyRange.upperBound, other.value.range.upperBound)
        return splice.range.upperBound <= own.lowerBound || splice.range.lowerBound >= own.upperBound
      }
    }
  }
}

// MARK: - The text

extension EntryDocument {
  /// The document with another text below its fields.
  func changingText(to text: String) throws(EditError) -> EntryDocument {
    let wanted = BodyLines(text.utf8).text
    guard !wanted.utf8.elementsEqual(self.text.utf8) else { return self }
    guard !isFieldsOnly else { throw .fieldsOnly }
    guard !text.hasControlCharacters else { throw .controlCharacters(nil) }
    var start = Array(bytes[..<body.lowerBound])
    // Without front matter a text could pass for some.
    if yaml == nil { start += "---\(lineEnd)---\(lineEnd)".utf8 }
    if let last = start.last, last != 0x0A, last != 0x0D { start += lineEnd.utf8 }
    let new = start + BodyLines(bytes[body]).replacingCore(with: text, lineEnd: lineEnd).utf8
    guard new.count <= EntryLoader.maximumBytes else { throw .tooLarge }
    let changed = try EntryDocument(path: file.path, bytes: new)
    guard changed.text.utf8.elementsEqual(wanted.utf8), changed.fields == fields else {
      throw .oddlyWritten(field: nil)
    }
    return changed
  }
}
