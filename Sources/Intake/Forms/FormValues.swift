import Content
import HTTP

/// What the controls of a form hold, by the paths of fields: `title`, `now.job`, `experiences.0.title`.
///
/// A list of single values has several values at one path; a list of groups has numbers in its paths.
struct FormValues: Sendable, Equatable {
  private var values: [String: [String]] = [:]

  /// The Markdown below the front matter.
  static let body = EntryForm.textName

  /// More items than this are left out, whatever browsers send.
  static let mostItems = 200

  init() {}

  subscript(path: String) -> [String] {
    get { values[path] ?? [] }
    set { values[path] = newValue.isEmpty ? nil : newValue }
  }

  /// Of everything that is said, in order.
  var paths: [String] { values.keys.sorted() }

  func first(_ path: String) -> String { values[path]?.first ?? "" }

  /// How many items a list of groups, images or files has.
  func count(at path: String) -> Int {
    let prefix = path + "."
    let numbers = values.keys.compactMap { key -> Int? in
      key.hasPrefix(prefix) ? Int(key.dropFirst(prefix.count).prefix { $0 != "." }) : nil
    }
    return (numbers.max() ?? -1) + 1
  }

  /// What is said of a field, its parts included, without what is empty.
  func part(_ path: String) -> [String: [String]] {
    let prefix = path + "."
    return values.filter { $0.key == path || $0.key.hasPrefix(prefix) }
      .mapValues { $0.filter { !$0.isEmpty } }.filter { !$0.value.isEmpty }
  }

  /// Replaces all that is said of a field with what others say of it.
  mutating func take(_ path: String, from other: FormValues) {
    values = values.filter { $0.key != path && !$0.key.hasPrefix(path + ".") }
    values.merge(other.part(path)) { $1 }
  }

  /// Removes an item of a list; those after it move up.
  mutating func remove(_ number: Int, from path: String) {
    let prefix = path + "."
    var moved: [String: [String]] = [:]
    for (key, value) in values {
      guard key.hasPrefix(prefix) else {
        moved[key] = value
        continue
      }
      let rest = key.dropFirst(prefix.count)
      let digits = rest.prefix { $0 != "." }
      guard let place = Int(digits), place >= number else {
        moved[key] = value
        continue
      }
      if place > number { moved[prefix + String(place - 1) + rest.dropFirst(digits.count)] = value }
    }
    values = moved
  }
}

extension FormValues {
  /// What a browser has sent; line ends are those of files.
  init(_ sent: NamedValues, of kind: Kind) {
    let names = Set(kind.fields.map(\.name) + [Self.body])
    for pair in sent.pairs where names.contains(String(pair.name.prefix { $0 != "." })) {
      let text = pair.value.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      values[pair.name, default: []].append(text)
    }
    splitTags(of: kind.fields, below: "")
    for (path, list) in values where path != Self.body { values[path] = list.map(\.withoutDisguise.trimmed) }
    dropRemovedAssets()
    tidy(kind.fields, below: "")
  }

  /// Tags of a list come in one line, with commas between.
  private mutating func splitTags(of fields: FieldSet, below prefix: String) {
    for field in fields {
      let path = prefix + field.name
      if field.control == .tag, field.isList {
        self[path] = self[path].flatMap { $0.split { $0 == "," || $0 == ";" }.map(String.init) }
      } else if let group = field.group {
        guard field.isList else {
          splitTags(of: group, below: path + ".")
          continue
        }
        for number in 0..<min(count(at: path), Self.mostItems) { splitTags(of: group, below: "\(path).\(number).") }
      }
    }
  }

  /// What is ticked to be removed goes, and so do the marks that controls leave beside their values.
  private mutating func dropRemovedAssets() {
    for path in values.keys where path.hasSuffix(".remove") {
      let asset = path.dropLast(".remove".count)
      for part in ["src", "alt"] { values["\(asset).\(part)"] = nil }
    }
    values = values.filter { !$0.key.hasSuffix(".remove") && !$0.key.hasSuffix(".sent") }
  }

  /// What the fields of an entry's file hold.
  init(_ fields: [WrittenValue.Member], body: String, of kind: Kind) {
    for member in fields {
      if let field = kind.fields[member.name] { read(member.value, of: field, at: member.name) }
    }
    self[Self.body] = body.isEmpty ? [] : [body]
  }

  private mutating func read(_ value: WrittenValue, of field: Field, at path: String) {
    guard field.isList else { return readItem(value, of: field, at: path) }
    let items: [WrittenValue] = if case .list(let items) = value { items } else { value == .nothing ? [] : [value] }
    for (number, item) in items.enumerated() {
      switch field.control {
      case .group, .image, .file: readItem(item, of: field, at: "\(path).\(number)")
      default: readItem(item, of: field, at: path)
      }
    }
  }

  private mutating func readItem(_ value: WrittenValue, of field: Field, at path: String) {
    switch value {
    case .text(let text):
      let isAsset = field.control == .image || field.control == .file
      if !text.isEmpty { values[isAsset ? "\(path).src" : path, default: []].append(text) }
    case .group(let members):
      for member in members {
        if let group = field.group {
          if let field = group[member.name] { read(member.value, of: field, at: "\(path).\(member.name)") }
        } else if case .text(let text) = member.value {
          // Images have `src` and `alt`; of places people see the name.
          if field.control == .image { values["\(path).\(member.name)", default: []].append(text) }
          if field.control != .image, member.name == "name" { values[path, default: []].append(text) }
        }
      }
    case .nothing, .list: break
    }
  }

  /// Lets go of groups in lists that nothing was written into, so that their numbers have no gaps.
  private mutating func tidy(_ fields: FieldSet, below prefix: String) {
    for field in fields {
      let path = prefix + field.name
      guard field.isList else {
        if let group = field.group { tidy(group, below: path + ".") }
        continue
      }
      switch field.control {
      case .group, .image, .file:
        for number in (0..<min(count(at: path), Self.mostItems)).reversed() {
          if let group = field.group { tidy(group, below: "\(path).\(number).") }
          if part("\(path).\(number)").isEmpty { remove(number, from: path) }
        }
      case .reference, .tag, .choice:
        self[path] = self[path].filter { !$0.isEmpty }
        dropRepeated(path)
      default: self[path] = self[path].filter { !$0.isEmpty }
      }
    }
  }

  /// Keeps the first of each value: nobody is in a team twice.
  mutating func dropRepeated(_ path: String) {
    var seen: Set<String> = []
    self[path] = self[path].filter { seen.insert($0.lowercased()).inserted }
  }
}
