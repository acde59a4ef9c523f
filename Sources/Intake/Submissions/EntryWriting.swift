import Content
import Markup

/// From what a form says to the bytes of an entry's file.
enum EntryWriting {
  /// The file with what a form changes in it, and nothing else.
  ///
  /// - Parameter bytes: the file that the form was filled in with; empty for a new entry.
  static func apply(_ values: FormValues, to bytes: [UInt8], at path: String, of kind: Kind) throws(EditError) -> [UInt8]
  {
    let document = try EntryDocument(path: path, bytes: bytes)
    let old = FormValues(document, of: kind)
    var edit = EntryEdit()
    for change in values.changes(since: old, of: kind) {
      if change.value == .nothing { edit.remove(change.path) } else { edit.set(change.path, to: change.value) }
    }
    if !document.isFieldsOnly, values.first(FormValues.body) != document.text {
      edit.text = values.first(FormValues.body)
    }
    return try edit.applied(to: document, of: kind)
  }
}

extension FormValues {
  /// What a file says of the fields of a kind.
  init(_ document: EntryDocument, of kind: Kind) {
    self.init(document.fields, body: document.text, of: kind)
  }
}
