import Diagnostics

/// A whole new file of an entry.
public enum NewEntry {
  /// The bytes of a file that says these values and this text: UTF-8, LF, fields in the order of the kind.
  ///
  /// A path that ends in `.yaml` has fields only. What was written was read again, and is exactly what was given.
  public static func bytes(
    _ fields: [WrittenValue.Member], text: String = "", of kind: Kind, path: String
  ) throws(EditError) -> [UInt8] {
    let order = kind.fields.map(\.name)
    let known = order.compactMap { name in fields.first { $0.name == name } }
    var edit = EntryEdit()
    for field in known + fields.filter({ !order.contains($0.name) }) {
      edit.set(ValuePath(field: field.name), to: field.value.inOrder(of: kind.fields[field.name]?.group))
    }
    if !text.isEmpty { edit.text = text }
    let start = path.hasSuffix(".yaml") ? "" : "---\n---\n"
    return try edit.applied(to: try EntryDocument(path: path, bytes: Array(start.utf8)), of: kind)
  }
}

extension WrittenValue {
  /// Groups with their members in the order of the kind.
  func inOrder(of fields: FieldSet?) -> WrittenValue {
    guard let fields else { return self }
    switch self {
    case .nothing, .text: return self
    case .list(let items): return .list(items.map { $0.inOrder(of: fields) })
    case .group(let members):
      let known = fields.compactMap { field in
        members[field.name].map { Member(field.name, $0.inOrder(of: field.group)) }
      }
      return .group(known + members.filter { fields[$0.name] == nil })
    }
  }
}
