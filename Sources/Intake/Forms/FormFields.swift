import Content
import Site
import Templates

/// The controls of a form, as templates see them.
struct FormFields {
  let site: ServicePages
  let language: String
  let values: FormValues
  /// By path, what is wrong; texts that people read.
  let mistakes: [String: [String]]
  /// How many empty items are offered for each list, by path, besides those that have something in them.
  var added: [String: Int] = [:]

  /// References to kinds with at most this many entries are chosen from a list.
  private static let mostOptions = 150

  func value(of kind: Kind) -> Value {
    .list(kind.fields.map { value(of: $0, at: $0.name) })
  }

  private func value(of field: Field, at path: String) -> Value {
    var pairs = common(field, path)
    switch field.control {
    case .group where field.isList, .image where field.isList, .file where field.isList:
      pairs.append(("items", items(of: field, at: path)))
    case .group: pairs.append(("fields", members(of: field, at: path)))
    case .image, .file: pairs += asset(at: path)
    default: pairs += single(field, at: path)
    }
    return .dictionary(pairs)
  }

  private func common(_ field: Field, _ path: String) -> [(String, Value)] {
    let language = site.known(language)
    return [
      ("name", .string(path)), ("id", .string(path.replacing(".", with: "-"))),
      ("label", .string(field.label.text(in: language))), ("help", Value(field.help?.text(in: language))),
      ("control", .string(field.control.name)), ("required", .bool(field.isRequired)), ("list", .bool(field.isList)),
      ("most", Value(field.mostItems)), ("errors", .list((mistakes[path] ?? []).map { .string($0) })),
      ("filled", .bool(!values.part(path).isEmpty)),
    ]
  }

  private func single(_ field: Field, at path: String) -> [(String, Value)] {
    let written = values[path]
    var pairs: [(String, Value)] = [
      ("value", .string(written.first ?? "")), ("values", .list(written.map { .string($0) })),
      ("joined", .string(written.joined(separator: ", "))),
    ]
    switch field.control {
    case .line(let type, let limits): pairs += [("type", .string(type))] + Self.attributes(limits)
    case .area(let isMarkdown, let limits):
      pairs += [("markdown", .bool(isMarkdown)), ("images", .bool(false))] + Self.attributes(limits)
    case .choice:
      pairs.append(
        ("options", .list(field.choices.map { option($0.name, $0.label.text(in: site.known(language)), written) })))
    case .reference:
      let choices = EntryChoices(site: site, language: language)
      let options = choices.all(for: field.referredKinds, most: Self.mostOptions)
      let kinds = field.referredKinds.map { site.library[$0].name }
      pairs.append(("kinds", .string(kinds.joined(separator: ","))))
      pairs.append(("options", options.map { .list($0.map { option($0.name, $0.title, written) }) } ?? .none))
      pairs.append(
        ("titles", .list(written.map { .string(choices.title(of: $0, for: field.referredKinds) ?? $0) })))
    default: break
    }
    return pairs
  }

  private func option(_ name: String, _ label: String, _ chosen: [String]) -> Value {
    .dictionary([("name", .string(name)), ("label", .string(label)), ("chosen", .bool(chosen.contains(name)))])
  }

  private static func attributes(_ limits: FieldControl.Limits) -> [(String, Value)] {
    [
      ("minimum", Value(limits.minimum)), ("maximum", Value(limits.maximum)), ("shortest", Value(limits.shortest)),
      ("longest", Value(limits.longest)),
    ]
  }

  private func members(of field: Field, at path: String) -> Value {
    .list(field.group?.map { value(of: $0, at: "\(path).\($0.name)") } ?? [])
  }

  private func items(of field: Field, at path: String) -> Value {
    let count = values.count(at: path) + (added[path] ?? 0)
    return .list(
      (0..<min(count, 200)).map { number in
        let item = "\(path).\(number)"
        var pairs: [(String, Value)] = [("number", .integer(number)), ("path", .string(item))]
        pairs += field.control == .group ? [("fields", members(of: field, at: item))] : asset(at: item)
        pairs.append(("errors", .list((mistakes[item] ?? []).map { .string($0) })))
        return .dictionary(pairs)
      })
  }

  private func asset(at path: String) -> [(String, Value)] {
    let source = values.first("\(path).src")
    let thumbnail = Upload.id(in: source).map { site.address("/-/uploads/\($0)", in: language) }
    return [
      ("name", .string(path)), ("id", .string(path.replacing(".", with: "-"))), ("src", .string(source)),
      ("file", .string(source.split(separator: "/").last.map(String.init) ?? "")), ("thumbnail", Value(thumbnail)),
      ("alt", .string(values.first("\(path).alt"))),
    ]
  }
}
