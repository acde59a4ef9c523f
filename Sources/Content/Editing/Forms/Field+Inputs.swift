/// How values of fields and the inputs of forms turn into each other.
extension FilledForm {
  /// What a field's inputs say; nil for nothing, and the old value where they say the same.
  mutating func value(
    of field: Field, _ inputs: FormInputs, over old: WrittenValue?, at path: ValuePath
  ) -> WrittenValue? {
    guard field.isList else { return one(of: field, inputs, over: old, at: path) }
    let known: [WrittenValue] =
      switch old {
      case .list(let items)?: items
      case .nothing?, nil: []
      case let single?: [single]
      }
    var items: [WrittenValue] = []
    var numbers: [Int] = []
    for (number, inputs) in inputs.numbered {
      let old = known.indices.contains(number) ? known[number] : nil
      let place = path.appending(.item(items.count))
      guard let item = one(of: field, inputs, over: old, at: place) else { continue }
      items.append(item)
      numbers.append(number)
    }
    number(path, numbers)
    for text in inputs.texts.flatMap({ field.holdsLines ? [$0] : $0.split(separator: "\n").map(String.init) }) {
      let text = text.trimmed
      guard !text.isEmpty else { continue }
      let old = known.first { $0.isNamed(text) }
      items.append(old ?? .text(clean(text, at: path)))
    }
    // Boxes to tick stand in the order of the choices, which is not that of the file.
    if field.type is ChoiceField { items = known.filter(items.contains) + items.filter { !known.contains($0) } }
    if items == known, let old { return old }
    return items.isEmpty ? nil : .list(items)
  }

  private mutating func one(
    of field: Field, _ inputs: FormInputs, over old: WrittenValue?, at path: ValuePath
  ) -> WrittenValue? {
    if let fields = field.group { return group(fields, inputs, over: old, at: path) }
    let names = field.partNames
    guard !names.isEmpty, names.contains(where: { inputs[$0] != nil }) else {
      let text = clean(inputs.text, at: path)
      // An input for the name alone leaves the rest of a place or an image as it is.
      if let old, old.isNamed(text) { return old }
      return text.isEmpty ? (old == .nothing ? old : nil) : .text(text)
    }
    return parts(names, inputs, over: old, at: path)
  }

  /// A place or an image: its name or path alone, or together with what else is said of it.
  private mutating func parts(
    _ names: [String], _ inputs: FormInputs, over old: WrittenValue?, at path: ValuePath
  ) -> WrittenValue? {
    var members: [WrittenValue.Member] = []
    for name in names {
      let place = path.appending(.member(name))
      // What has no input stays, and so does an empty description, which says that there is nothing to describe.
      let text = inputs[name].map { clean($0.text, at: place) }
      if let text, !text.isEmpty {
        members.append(.init(name, .text(text)))
      } else if let kept = old?[name], text == nil || kept == .text("") || kept == .nothing {
        members.append(.init(name, kept))
      }
    }
    guard let first = members.first, first.name == names[0] else {
      // Without a name there is nothing, unless somebody has filled in the rest.
      return members.allSatisfy { $0.value == .nothing || $0.value == .text("") } ? nil : .group(members)
    }
    if members.count == 1, old?[names[0]] == nil || old != .group(members) { return first.value }
    return .group(members)
  }

  private mutating func group(
    _ fields: FieldSet, _ inputs: FormInputs, over old: WrittenValue?, at path: ValuePath
  ) -> WrittenValue? {
    var members: [WrittenValue.Member] = []
    if case .group(let known)? = old { members = known }
    let order = fields.map(\.name)
    for field in fields {
      guard let inputs = inputs[field.name] else { continue }
      let place = path.appending(.member(field.name))
      if let value = value(of: field, inputs, over: members[field.name], at: place) {
        members.set(field.name, to: value, order: order)
      } else {
        members.remove(field.name)
      }
    }
    return members.allSatisfy { $0.value == .nothing } ? (old == .group(members) ? old : nil) : .group(members)
  }
}

extension Field {
  /// The parts of a place, an image or a file, the one that names it first; none for other types.
  fileprivate var partNames: [String] {
    switch type {
    case is PlaceField: ["name", "latitude", "longitude"]
    case is ImageField: ["src", "alt"]
    case is FileField: ["src"]
    default: []
    }
  }

  /// Whether one text may have several lines.
  fileprivate var holdsLines: Bool {
    type is MarkdownField || (type as? TextField)?.isMultiline == true
  }

  /// The inputs that say a value; none where it does not fit the field.
  func inputs(of value: WrittenValue, at path: ValuePath) -> [FormInput] {
    guard isList else { return inputs(ofOne: value, at: path) }
    let items: [WrittenValue] =
      switch value {
      case .list(let items): items
      case .nothing: []
      case .text, .group: [value]
      }
    if group != nil || !partNames.isEmpty || holdsLines {
      return items.enumerated().flatMap { inputs(ofOne: $1, at: path.appending(.item($0))) }
    }
    let texts = items.compactMap { item -> String? in
      guard case .text(let text) = item else { return nil }
      return text
    }
    guard texts.count == items.count else { return [] }
    return texts.contains(where: \.hasLineEnd)
      ? texts.enumerated().map { FormInput(path.appending(.item($0)).formName, $1) }
      : [FormInput(path.formName, texts.joined(separator: "\n"))]
  }

  private func inputs(ofOne value: WrittenValue, at path: ValuePath) -> [FormInput] {
    switch value {
    case .nothing, .list: return []
    case .text(let text):
      let name = partNames.first.map { path.appending(.member($0)) } ?? path
      return group == nil ? [FormInput(name.formName, text)] : []
    case .group(let members):
      if let group {
        return group.flatMap { field in
          members[field.name].map { field.inputs(of: $0, at: path.appending(.member(field.name))) } ?? []
        }
      }
      return partNames.compactMap { name in
        guard case .text(let text)? = members[name] else { return nil }
        return FormInput(path.appending(.member(name)).formName, text)
      }
    }
  }
}

extension WrittenValue {
  /// Whether it is a text, or a place or an image that this text names.
  fileprivate func isNamed(_ text: String) -> Bool {
    self == .text(text) || (self["name"] ?? self["src"]) == .text(text)
  }
}
