import Content
import HTTP
import Site
import Templates

/// The form of one entry, as far as somebody has filled it in.
struct ShownForm: Sendable {
  let kind: Kind
  /// Nil for a new entry.
  let slug: String?
  var values: FormValues
  /// The blob of the file that the values were compared with; empty for a new entry.
  var base = ""
  /// Where to go once it is done; empty for the entry's page.
  var next = ""
  /// The submission that this one takes the place of; empty where there is none.
  var submission = ""
  /// When the draft was kept that the form goes on with, which it may replace; empty where there is none.
  var draft = ""
  /// What the entry is to be called in its address; nil where the form does not say.
  var newSlug: String?
  /// To the reviewer.
  var note = ""
  /// By path, what is wrong, as people read it.
  var mistakes: [(path: String, text: String)] = []
  /// How many empty items lists offer, by path.
  var added: [String: Int] = [:]
  /// A text as the site will show it.
  var preview: String?

  init(kind: Kind, slug: String?, values: FormValues = FormValues()) {
    self.kind = kind
    self.slug = slug
    self.values = values
  }

  /// What a browser sent.
  init(_ sent: FormData, kind: Kind, slug: String?) {
    self.init(kind: kind, slug: slug, values: FormValues(sent.fields, of: kind))
    base = sent["base"] ?? ""
    next = QueryText.localPath(sent["next"]) ?? ""
    submission = sent["submission"] ?? ""
    draft = sent["draft"] ?? ""
    newSlug = sent[Self.slugName].map { $0.prefix(200).trimmed }
    note = String((sent["note"] ?? "").prefix(1_000))
  }

  /// The name of the control of the address, which no field can have.
  static let slugName = "slug"

  var isFine: Bool { mistakes.isEmpty }

  mutating func refuse(_ path: String, _ text: String) {
    guard !mistakes.contains(where: { $0.path == path && $0.text == text }) else { return }
    mistakes.append((path, text))
  }

  /// All that somebody has typed, to be copied.
  var typed: String { values.paths.flatMap { values[$0] }.filter { !$0.isEmpty }.joined(separator: "\n\n") }

  /// What the form is about, before it has a title of its own.
  func title(in language: Language) -> String {
    let field = kind.titleField.map { kind.fields[$0].name } ?? ""
    let written = values.first(field)
    return written.isEmpty ? slug ?? kind.labels.singular.text(in: language) : written
  }
}

extension ShownForm {
  /// What templates see of it.
  func templateValues(_ site: ServicePages, in language: String) -> [(String, Value)] {
    let texts = Dictionary(mistakes.map { ($0.path, [$0.text]) }) { $0 + $1 }
    let fields = FormFields(site: site, language: language, values: values, mistakes: texts, added: added)
    let summary = mistakes.map { mistake in
      Value.dictionary([
        ("id", .string(mistake.path.replacing(".", with: "-"))), ("text", .string(mistake.text)),
        ("label", .string(Self.label(of: mistake.path, kind, site, language))),
      ])
    }
    return [
      ("fields", fields.value(of: kind)), ("has_body", .bool(kind.hasPages)),
      ("body", fields.body(site.text("text_of_entry", language: language), site.text("text_help", language: language))),
      ("mistakes", .list(summary)), ("base", .string(base)), ("next", .string(next)), ("note", .string(note)),
      ("submission", .string(submission)), ("draft", .string(draft)),
      ("preview", preview.map { .safe($0) } ?? .none), ("kept", .string("\(kind.name):\(slug ?? "")")),
    ]
  }

  /// What people call the field at a path: `Expériences, 1, Poste`.
  static func label(of path: String, _ kind: Kind, _ site: ServicePages, _ language: String) -> String {
    if path == slugName { return site.text("address_title", language: language) }
    if path == FormValues.body { return site.text("text_of_entry", language: language) }
    var fields = kind.fields
    var labels: [String] = []
    for part in path.split(separator: ".") {
      if let number = Int(part) {
        labels.append(String(number + 1))
      } else if let field = fields[String(part)] {
        labels.append(field.label.text(in: site.known(language)))
        fields = field.group ?? fields
      }
    }
    // What every entry may say besides the fields of its kind has no other name.
    return labels.isEmpty ? path : labels.joined(separator: ", ")
  }
}

extension FormFields {
  /// The control of the Markdown below the front matter.
  func body(_ label: String, _ help: String) -> Value {
    .dictionary([
      ("name", .string(FormValues.body)), ("id", .string(FormValues.body)), ("label", .string(label)),
      ("help", .string(help)), ("control", .string("area")), ("markdown", .bool(true)), ("required", .bool(false)),
      ("list", .bool(false)), ("images", .bool(true)), ("value", .string(values.first(FormValues.body))),
      ("longest", .none),
      ("shortest", .none), ("errors", .list((mistakes[FormValues.body] ?? []).map { .string($0) })),
    ])
  }
}
