/// Writes whole values, in the style of a person who writes for the next person.
///
/// Short lists and groups stand in one line, `[a, b]` and `{ a: b }`; longer ones, and texts of several lines, have
/// lines of their own.
struct ValueWriter {
  let lineEnd: String
  /// How far lines may reach, in characters, before a list or a group gets lines of its own.
  static let width = 100

  /// What follows `key:`; no line end at its end.
  ///
  /// - Parameters:
  ///   - column: where the key starts.
  ///   - used: how many characters of the line the key takes.
  func afterColon(_ value: WrittenValue, column: Int, used: Int) -> String {
    if let text = scalar(value, column: column) { return " " + text }
    let inline = flow(value)
    switch value {
    case .list(let items):
      let isShort = items.allSatisfy(\.isScalar) && fits(inline, after: column + used)
      guard !isShort, !items.isEmpty else { return " " + inline }
      return lineEnd + self.items(items, column: column + 2)
    case .group(let members):
      guard !isShort(value, after: column + used), !members.isEmpty else { return " " + inline }
      return lineEnd + self.members(members, column: column + 2)
    case .nothing, .text: return ""
    }
  }

  /// What follows the dash of an item; no line end at its end.
  func afterDash(_ value: WrittenValue, column: Int, inFlow: Bool) -> String {
    if let text = scalar(value, column: column) { return " " + text }
    guard case .group(let members) = value, !members.isEmpty, !inFlow else { return " " + flow(value) }
    let block = self.members(members, column: column + 2)
    // The first member stands beside the dash.
    return " " + block.dropFirst(column + 2)
  }

  /// The items of a list in lines of their own.
  func items(_ items: [WrittenValue], column: Int) -> String {
    let inFlow = items.allSatisfy { $0.isScalar || isShort($0, after: column) }
    return items.map { spaces(column) + "-" + afterDash($0, column: column, inFlow: inFlow) }
      .joined(separator: lineEnd)
  }

  func members(_ members: [WrittenValue.Member], column: Int) -> String {
    members.map { member($0, column: column) }.joined(separator: lineEnd)
  }

  func member(_ member: WrittenValue.Member, column: Int) -> String {
    let key = ScalarWriter.key(member.name) + ":"
    return spaces(column) + key + afterColon(member.value, column: column, used: key.count)
  }

  /// The value in one line, as it stands in `[…]` and `{…}`.
  func flow(_ value: WrittenValue) -> String {
    switch value {
    case .nothing: "~"
    case .text(let text): ScalarWriter.inline(text, inFlow: true)
    case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    case .group(let members):
      members.isEmpty
        ? "{}" : "{ " + members.map { "\(ScalarWriter.key($0.name)): \(flow($0.value))" }.joined(separator: ", ") + " }"
    }
  }

  /// A group of texts of one line that fits in one.
  func isShort(_ value: WrittenValue, after column: Int) -> Bool {
    guard case .group(let members) = value else { return false }
    return members.allSatisfy { $0.value.isScalar && !$0.value.contains(where: \.hasLineEnd) }
      && fits(flow(value), after: column + 2)
  }

  private func fits(_ text: String, after used: Int) -> Bool {
    // The bytes of a short line need not be counted as characters.
    used + text.utf8.count <= Self.width || used + text.count <= Self.width
  }

  /// A text or nothing; nil for lists and groups.
  private func scalar(_ value: WrittenValue, column: Int) -> String? {
    switch value {
    case .nothing: return "~"
    case .text(let text):
      guard text.hasLineEnd, ScalarWriter.isBlock(text) else { return ScalarWriter.inline(text, inFlow: false) }
      return "|" + lineEnd + BlockText.literal(text, indent: column + 2).joined(separator: lineEnd)
    case .list, .group: return nil
    }
  }

  func spaces(_ count: Int) -> String {
    String(repeating: " ", count: count)
  }
}
