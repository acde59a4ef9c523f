import Diagnostics

/// A form that edits the entries of a kind.
///
/// Inputs are named by the paths of fields: `title`, `now.job`, `jobs.0.title`, `photo.src`, `town.latitude`. A list of
/// texts is one input with an item a line, or several with one name. `content` is the Markdown below the fields.
/// A field that no input names stays as it is; one whose inputs are all empty is taken away.
public struct EntryForm: Sendable {
  public let kind: Kind
  /// What every entry may say that this form sets too, such as `draft`; all else that is sent is left out.
  public let keys: [String]
  private let isOpen: @Sendable (Field) -> Bool

  /// The name of the input for the Markdown below the fields.
  public static let textName = "content"

  /// - Parameter isOpen: which fields of the kind the form may set; what others send is left out.
  public init(_ kind: Kind, keys: [String] = [], fields isOpen: @escaping @Sendable (Field) -> Bool = { _ in true }) {
    self.kind = kind
    self.keys = keys.filter { EntryKeys.names.contains($0) && kind.fields[$0] == nil }
    self.isOpen = isOpen
  }

  /// What the inputs of an entry's form hold at first; nothing for what is not written.
  public func inputs(of document: EntryDocument) -> [FormInput] {
    var inputs: [FormInput] = []
    for field in kind.fields where isOpen(field) {
      if let value = document.fields[field.name] {
        inputs += field.inputs(of: value, at: ValuePath(field: field.name))
      }
    }
    for key in keys {
      guard let value = document.fields[key], let text = value.linesOfText else { continue }
      inputs.append(FormInput(key, text))
    }
    return inputs + [FormInput(Self.textName, document.text)]
  }

  /// What a form that was sent changes in an entry; nil stands for a new one.
  public func filled(_ inputs: [FormInput], over document: EntryDocument?) -> FilledForm {
    let known = document?.fields ?? []
    let sent = FormInputs(inputs)
    var filled = FilledForm(inputs: sent)
    for field in kind.fields where isOpen(field) {
      guard let inputs = sent[field.name] else { continue }
      let old = known[field.name]
      filled.set(
        field.name, to: filled.value(of: field, inputs, over: old, at: ValuePath(field: field.name)), over: old)
    }
    for key in keys {
      guard let inputs = sent[key], inputs.isText else { continue }
      let path = ValuePath(field: key)
      let lines = inputs.texts.flatMap { $0.split(separator: "\n") }.map { String($0).trimmed }.filter { !$0.isEmpty }
      let old = known[key]
      let value: WrittenValue? =
        lines.count > 1 || key == "aliases" && !lines.isEmpty
        ? .list(lines.map { .text(filled.clean($0, at: path)) }) : lines.first.map { .text(filled.clean($0, at: path)) }
      filled.set(key, to: old.map(value.sameAs) ?? value, over: old)
    }
    if let inputs = sent[Self.textName], let text = inputs.texts.last, BodyLines(text.utf8).text != document?.text ?? ""
    {
      filled.setText(filled.clean(text, at: nil))
    }
    return filled
  }
}

extension WrittenValue? {
  /// The old value where it says the same in another form: a list of one is the same as its item.
  fileprivate func sameAs(_ old: WrittenValue) -> WrittenValue? {
    if case .list(let items) = self, items.count == 1, items[0] == old { return old }
    if case .list(let items) = old, items.count == 1, items[0] == self { return old }
    return self
  }
}

extension WrittenValue {
  /// A text, or a list with an item a line; nil for what no line can hold.
  fileprivate var linesOfText: String? {
    switch self {
    case .nothing: return ""
    case .text(let text): return text
    case .list(let items):
      let texts = items.compactMap { item -> String? in
        guard case .text(let text) = item, !text.hasLineEnd else { return nil }
        return text
      }
      return texts.count == items.count ? texts.joined(separator: "\n") : nil
    case .group: return nil
    }
  }
}
