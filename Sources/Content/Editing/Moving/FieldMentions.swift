/// Finds what an entry's fields say of another entry, and how that is said once it is moved or gone.
struct FieldMentions {
  let kinds: [Kind]
  let paths: MentionedPaths
  let markdown: MarkdownMentions
  /// In the order in which they must be made.
  private(set) var edit = EntryEdit()
  private var removals: [ValuePath] = []

  init(kinds: [Kind], _ markdown: MarkdownMentions) {
    self.kinds = kinds
    self.markdown = markdown
    paths = markdown.paths
  }

  mutating func collect(_ document: EntryDocument, of kind: Kind) throws(NotSurgical) {
    try collect(document.fields, of: kind.fields, at: nil)
    // Those at the end of a list first, so that the numbers of the others stay.
    for path in removals.reversed() { edit.remove(path) }
    edit.text = try markdown.changed(document.text)
  }

  private mutating func collect(
    _ members: [WrittenValue.Member], of fields: FieldSet, at path: ValuePath?
  ) throws(NotSurgical) {
    for field in fields {
      guard let value = members[field.name] else { continue }
      let place = path?.appending(.member(field.name)) ?? ValuePath(field: field.name)
      guard field.isList, case .list(let items) = value else {
        try collect(value, of: field, at: place)
        continue
      }
      let known = removals.count
      for (number, item) in items.enumerated() { try collect(item, of: field, at: place.appending(.item(number))) }
      // A list of nothing is better not there at all.
      if field.group == nil, !items.isEmpty, removals.count - known == items.count {
        removals.removeSubrange(known...)
        removals.append(place)
      }
    }
  }

  private mutating func collect(_ value: WrittenValue, of field: Field, at path: ValuePath) throws(NotSurgical) {
    switch value {
    case .group(let members):
      if let group = field.group { return try collect(members, of: group, at: path) }
      if field.isAsset, case .text(let source)? = members["src"] {
        try collectAsset(source, at: path.appending(.member("src")))
      }
    case .text(let text):
      if field.isAsset {
        try collectAsset(text, at: path)
      } else if field.type is MarkdownField {
        if let changed = try markdown.changed(text) { edit.set(path, to: .text(changed)) }
      } else if paths.isReference(text, to: field.referredKinds.map { kinds[$0.index].name }) {
        switch markdown.fate {
        case .moved(let slug): edit.set(path, to: .text(paths.moved(reference: text, to: slug)))
        case .gone: removals.append(path)
        }
      }
    case .nothing, .list: break
    }
  }

  private mutating func collectAsset(_ source: String, at path: ValuePath) throws(NotSurgical) {
    guard paths.mention(in: source, folder: markdown.folder) != nil else { return }
    guard case .moved(let slug) = markdown.fate,
      let moved = paths.moved(source, to: slug, folder: markdown.folder)
    else { throw NotSurgical() }
    if moved != source { edit.set(path, to: .text(moved)) }
  }
}

extension Field {
  fileprivate var isAsset: Bool { type is ImageField || type is FileField }
}
