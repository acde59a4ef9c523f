import Content

/// From what a form says to the bytes of an entry's file.
enum EntryWriting {
  /// The file with what a form changes in it, and nothing else.
  ///
  /// - Parameter bytes: the file that the form was filled in with; nil for a new entry.
  static func apply(
    _ values: FormValues, to bytes: [UInt8]?, at path: String, of kind: Kind
  ) throws(EditError) -> [UInt8] {
    let start = bytes ?? Array("---\n---\n".utf8)
    let document = try EntryDocument(path: path, bytes: start)
    let inputs = values.inputs(of: kind, over: document)
    return try EntryForm(kind).filled(inputs, over: bytes == nil ? nil : document).edit.applied(to: document, of: kind)
  }

  /// Two changes of one file together; nil where both have changed the same.
  static func merge(
    _ path: String, base: [UInt8], current: [UInt8], submitted: [UInt8], of kind: Kind
  ) throws(EditError) -> [UInt8]? {
    let outcome = try EntryMerge.merge(
      base: EntryDocument(path: path, bytes: base), current: EntryDocument(path: path, bytes: current),
      submitted: EntryDocument(path: path, bytes: submitted), of: kind)
    if case .merged(let bytes) = outcome { return bytes }
    return nil
  }
}

extension FormValues {
  /// What a file says of the fields of a kind.
  init(_ document: EntryDocument, of kind: Kind) {
    self.init(document.fields, body: document.text, of: kind)
  }

  /// What the form sends for every field, also for those that are empty now.
  fileprivate func inputs(of kind: Kind, over document: EntryDocument) -> [FormInput] {
    inputs(of: kind.fields, "", document) + [FormInput(Self.body, first(Self.body))]
  }

  private func inputs(of fields: FieldSet, _ prefix: String, _ document: EntryDocument) -> [FormInput] {
    fields.flatMap { field -> [FormInput] in
      let path = prefix + field.name
      let written = part(path)
      guard !written.isEmpty else { return [FormInput(path, nothing(of: field, at: path, document))] }
      guard let group = field.group else {
        return written.sorted { $0.key < $1.key }.flatMap { name, texts in texts.map { FormInput(name, $0) } }
      }
      guard field.isList else { return inputs(of: group, path + ".", document) }
      return (0..<Swift.min(count(at: path), Self.mostItems)).flatMap { number in
        inputs(of: group, "\(path).\(number).", document)
      }
    }
  }

  /// What stands for nothing: a box without a tick says no where the file or the kind say something.
  private func nothing(of field: Field, at path: String, _ document: EntryDocument) -> String {
    guard field.control == .checkbox else { return "" }
    if case .boolean(true)? = field.defaultValue { return "false" }
    return ValuePath(path).flatMap { document[$0] } == nil ? "" : "false"
  }
}
