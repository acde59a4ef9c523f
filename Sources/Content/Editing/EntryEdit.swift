import Diagnostics

/// Changes of an entry's file that leave everything else in it as it is, byte for byte.
///
/// ```
/// var edit = EntryEdit()
/// edit.set(path, to: .text("Développeuse"))
/// let bytes = try edit.applied(to: document, of: kind)
/// ```
public struct EntryEdit: Sendable {
  /// In the order in which they are made; a value of nil takes the field away.
  public private(set) var changes: [(path: ValuePath, value: WrittenValue?)] = []
  /// The new Markdown below the fields; nil leaves it as it is.
  ///
  /// Blank lines around it do not count.
  public var text: String?

  public init() {}

  public var isEmpty: Bool { changes.isEmpty && text == nil }

  /// Sets a value; groups on the way are made, and the number after the last item of a list adds one.
  public mutating func set(_ path: ValuePath, to value: WrittenValue) {
    changes.append((path, value.trimmed))
  }

  /// Takes a value away; it need not be there.
  public mutating func remove(_ path: ValuePath) {
    changes.append((path, nil))
  }

  /// The bytes of the file with the changes.
  ///
  /// Only lines of fields that differ change; a new field stands below the nearest one that comes before it in the
  /// kind. The result was read again, and says exactly what was asked for. Throws where that can't be had.
  public func applied(to document: EntryDocument, of kind: Kind) throws(EditError) -> [UInt8] {
    try applied(to: document, order: kind.fields)
  }

  /// The same for a file of another sort, to whose end new fields go.
  public func applied(to document: EntryDocument) throws(EditError) -> [UInt8] {
    try applied(to: document, order: nil)
  }

  private func applied(to document: EntryDocument, order: FieldSet?) throws(EditError) -> [UInt8] {
    let target = try fields(after: document, order: order)
    var document = document
    let names = document.fields.map(\.name) + target.map(\.name).filter { document.fields[$0] == nil }
    for name in names where document.fields[name] != target[name] {
      document = try document.changing(name, to: target[name], order: target.map(\.name))
    }
    if let text { document = try document.changingText(to: text) }
    return document.bytes
  }

  /// All fields as they will be.
  private func fields(after document: EntryDocument, order: FieldSet?) throws(EditError) -> [WrittenValue.Member] {
    var fields = WrittenValue.group(document.fields)
    for (path, value) in changes {
      if value?.contains(where: \.hasControlCharacters) == true { throw .controlCharacters(path) }
      guard let changed = fields.setting(path.steps[...], to: value, order: order) else {
        throw .noSuchValue(path)
      }
      fields = changed
    }
    guard case .group(let members) = fields else { return [] }
    return members
  }
}

extension WrittenValue {
  /// The value with another one inside of it; nil where the path leads nowhere.
  fileprivate func setting(
    _ steps: ArraySlice<ValuePath.Step>, to value: WrittenValue?, order: FieldSet?
  ) -> WrittenValue? {
    guard let step = steps.first else { return value }
    let rest = steps.dropFirst()
    switch (step, self) {
    case (.member(let name), .group(var members)):
      let inner = order?[name]?.group
      guard !rest.isEmpty || value != nil else {
        members.remove(name)
        return .group(members)
      }
      guard let old = members[name] ?? (value == nil ? nil : .nothing) else { return self }
      guard let new = old.setting(rest, to: value, order: inner) else { return nil }
      members.set(name, to: new, order: order?.map(\.name) ?? [])
      return .group(members)
    case (.member, .nothing):
      return value == nil ? self : WrittenValue.group([]).setting(steps, to: value, order: order)
    case (.item(let index), .list(var items)):
      if rest.isEmpty, value == nil {
        if items.indices.contains(index) { items.remove(at: index) }
        return .list(items)
      }
      guard index <= items.count else { return value == nil ? self : nil }
      let old = index < items.count ? items[index] : .nothing
      guard let new = old.setting(rest, to: value, order: order) else { return nil }
      if index < items.count { items[index] = new } else { items.append(new) }
      return .list(items)
    case (.item, .nothing):
      return value == nil ? self : WrittenValue.list([]).setting(steps, to: value, order: order)
    default: return value == nil ? self : nil
    }
  }
}

extension String {
  /// Whether it has characters that our reader refuses.
  var hasControlCharacters: Bool {
    utf8.contains(where: Self.isControl)
  }

  static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F
  }
}
