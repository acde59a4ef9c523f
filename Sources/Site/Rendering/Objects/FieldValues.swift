import Content
import Templates

/// What the values of fields are in templates, on pages of one language.
struct FieldValues {
  let site: SiteModel
  let entry: EntryObject

  private var language: Language { entry.language }

  /// The value of a field; none, or an empty list, where there is none.
  func value(_ value: FieldValue?, of field: Field) -> Value {
    if field.isList { return .list((value?.items ?? []).map { single($0, of: field) }) }
    return value.map { single($0, of: field) } ?? .none
  }

  /// One value of a field, or one item of a list.
  func single(_ value: FieldValue, of field: Field) -> Value {
    switch value {
    case .text(let text): .string(text)
    case .markdown(let text): .safe(site.bodies.html(of: text))
    case .integer(let number): .integer(number)
    case .number(let number): .double(number)
    case .boolean(let flag): .bool(flag)
    case .date(let date): .object(DateObject(.date(date)))
    case .moment(let moment): .object(DateObject(.moment(moment)))
    case .choice(let index): .object(ChoiceObject(choice: field.choices[index], language: language))
    case .tag(let tag): self.tag(tag)
    case .reference(let id): entry.related(id)
    case .image(let image): .object(ImageObject(site: site, image: image))
    case .file(let file): .object(FileObject(site: site, file: file))
    case .place(let place): .object(PlaceObject(place: place))
    case .duration(let span): .object(DurationObject(site: site, span: span, language: language))
    case .group(let values): .object(GroupObject(values: self, fields: field.group, contents: values))
    case .list(let items): .list(items.map { single($0, of: field) })
    }
  }
}

extension FieldValues {
  /// The tag with all its entries and its most frequent spelling.
  private func tag(_ tag: Tag) -> Value {
    site.library.tag(tag.slug).map { .object(TagObject(site: site, use: $0, language: language)) } ?? .string(tag.label)
  }
}

/// A choice: what content says, and what people read.
struct ChoiceObject: RecordObject {
  let choice: ChoiceField.Choice
  let language: Language

  static let members = MemberTable<Self>([
    "name": { .string($0.choice.name) },
    "label": { .string($0.choice.label.text(in: $0.language)) },
  ])

  var printed: Value { .string(choice.label.text(in: language)) }

  func compare(to other: Value) -> Int? {
    guard let name = (other.object as? ChoiceObject)?.choice.name else { return nil }
    return choice.name == name ? 0 : choice.name < name ? -1 : 1
  }
}

/// An image of a field.
struct ImageObject: RecordObject {
  let site: SiteModel
  let image: ImageSource

  static let members = MemberTable<Self>([
    "src": { .string($0.site.files.address(of: $0.image.path)) },
    "alt": { .string($0.image.alt ?? "") },
    "width": { Value($0.site.files.size(of: $0.image.path)?.width) },
    "height": { Value($0.site.files.size(of: $0.image.path)?.height) },
  ])
}

/// A file to download.
struct FileObject: RecordObject {
  let site: SiteModel
  let file: FileSource

  static let members = MemberTable<Self>([
    "src": { .string($0.site.files.address(of: $0.file.path)) },
    "name": { .string($0.file.name) },
    "size": { Value($0.site.files.byteCount(of: $0.file.path)) },
  ])
}

/// A town or a spot on the map.
struct PlaceObject: RecordObject {
  let place: Place

  static let members = MemberTable<Self>([
    "name": { .string($0.place.name) },
    "latitude": { $0.place.latitude.map { .double($0) } ?? .none },
    "longitude": { $0.place.longitude.map { .double($0) } ?? .none },
  ])

  var printed: Value { .string(place.name) }
}

/// A length of time, which prints as people write it.
struct DurationObject: RecordObject {
  let site: SiteModel
  let span: TimeSpan
  let language: Language

  static let members = MemberTable<Self>([
    "iso": { .string($0.span.iso) },
    "minutes": { .integer($0.span.totalMinutes) },
  ])

  var printed: Value { .string(text) }

  func compare(to other: Value) -> Int? {
    (other.object as? DurationObject).map { span.totalMinutes - $0.span.totalMinutes }
  }

  private var text: String {
    let parts = [
      ("years", span.years), ("months", span.months), ("weeks", span.weeks), ("days", span.days),
      ("hours", span.minutes / 60), ("minutes", span.minutes % 60),
    ]
    return parts.filter { $0.1 > 0 }.map { unit, count in
      site.theme.translations.text(
        "duration.\(unit)", language: language.code, count: count, parameters: [("count", String(count))])
        ?? "\(count) \(unit)"
    }.joined(separator: " ")
  }
}

/// The fields of a group.
struct GroupObject: TemplateObject {
  let values: FieldValues
  let fields: FieldSet?
  let contents: [FieldValue?]

  func member(_ name: Symbol) -> Value? {
    let name = name.name
    if let field = fields?[name] { return values.value(contents[field.index], of: field) }
    return name == "fields" ? .list(filledFields) : nil
  }

  var memberNames: [String] { (fields?.map(\.name) ?? []) + ["fields"] }

  /// The fields that have a value, in order, as in `entry.fields`.
  private var filledFields: [Value] {
    (fields.map(Array.init) ?? []).compactMap { field in
      contents[field.index].map { .object(FieldObject(entry: values.entry, field: field, value: $0)) }
    }
  }
}

extension Value {
  /// The number, or none.
  init(_ number: Int?) {
    self = number.map { .integer($0) } ?? .none
  }
}
