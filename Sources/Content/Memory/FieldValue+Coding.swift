import Diagnostics

extension FieldValue {
  private enum Form: UInt64 {
    case text, markdown, integer, number, boolean, date, moment, choice, tag, reference, image, file, place, duration
    case group, list
  }

  /// - Parameter file: that of the variant which has the value.
  func write(to writer: inout ByteWriter, in file: SourceFile) {
    writer.write(form.rawValue)
    switch self {
    case .text(let text): writer.write(text)
    case .markdown(let text):
      writer.write(text.text)
      text.location.write(to: &writer, in: file)
      writer.write(text.folder)
    case .integer(let number), .choice(let number): writer.write(number)
    case .number(let number): writer.write(number.bitPattern)
    case .boolean(let flag): writer.write(flag)
    case .date(let date): date.write(to: &writer)
    case .moment(let moment): moment.write(to: &writer)
    case .tag(let tag):
      writer.write(tag.slug)
      writer.write(tag.label)
    case .reference(let id): writer.write(id.index)
    case .image(let image):
      writer.write(image.path)
      writer.write(image.alt) { $0.write($1) }
      writer.write(image.isCropped)
      image.location.write(to: &writer, in: file)
    case .file(let source):
      writer.write(source.path)
      source.location.write(to: &writer, in: file)
    case .place(let place):
      writer.write(place.name)
      writer.write(place.latitude) { $0.write($1.bitPattern) }
      writer.write(place.longitude) { $0.write($1.bitPattern) }
    case .duration(let span):
      for number in [span.years, span.months, span.weeks, span.days, span.minutes] { writer.write(number) }
    case .group(let values):
      writer.write(values) { writer, value in writer.write(value) { $1.write(to: &$0, in: file) } }
    case .list(let items): writer.write(items) { $1.write(to: &$0, in: file) }
    }
  }

  /// - Parameter count: how many entries there are to refer to.
  init(from reader: inout ByteReader, sources: VariantSources, count: Int) {
    guard let form = Form(rawValue: reader.number()) else {
      reader.fail()
      self = .boolean(false)
      return
    }
    switch form {
    case .text: self = .text(reader.text())
    case .markdown:
      let text = reader.text()
      let location = SourceLocation(from: &reader, sources: sources)
      self = .markdown(MarkdownText(text: text, location: location, folder: reader.text()))
    case .integer: self = .integer(reader.integer())
    case .number: self = .number(Double(bitPattern: reader.number()))
    case .boolean: self = .boolean(reader.flag())
    case .date: self = .date(PartialDate(from: &reader))
    case .moment: self = .moment(Moment(from: &reader))
    case .choice: self = .choice(reader.integer())
    case .tag:
      let slug = reader.text()
      self = .tag(Tag(slug: slug, label: reader.text()))
    case .reference:
      let index = reader.integer()
      if !(0..<count ~= index) { reader.fail() }
      self = .reference(EntryID(index: index))
    case .image:
      let path = reader.text()
      let alt = reader.optional { $0.text() }
      let isCropped = reader.flag()
      let location = SourceLocation(from: &reader, sources: sources)
      self = .image(ImageSource(path: path, alt: alt, isCropped: isCropped, location: location))
    case .file:
      let path = reader.text()
      self = .file(FileSource(path: path, location: SourceLocation(from: &reader, sources: sources)))
    case .place:
      let name = reader.text()
      let latitude = reader.optional { Double(bitPattern: $0.number()) }
      let longitude = reader.optional { Double(bitPattern: $0.number()) }
      self = .place(Place(name: name, latitude: latitude, longitude: longitude))
    case .duration:
      let (years, months, weeks) = (reader.integer(), reader.integer(), reader.integer())
      let (days, minutes) = (reader.integer(), reader.integer())
      self = .duration(TimeSpan(years: years, months: months, weeks: weeks, days: days, minutes: minutes))
    case .group: self = .group(reader.list { $0.optional { FieldValue(from: &$0, sources: sources, count: count) } })
    case .list: self = .list(reader.list { FieldValue(from: &$0, sources: sources, count: count) })
    }
  }

  private var form: Form {
    switch self {
    case .text: .text
    case .markdown: .markdown
    case .integer: .integer
    case .number: .number
    case .boolean: .boolean
    case .date: .date
    case .moment: .moment
    case .choice: .choice
    case .tag: .tag
    case .reference: .reference
    case .image: .image
    case .file: .file
    case .place: .place
    case .duration: .duration
    case .group: .group
    case .list: .list
    }
  }
}

extension EntryDate {
  public func write(to writer: inout ByteWriter) {
    switch self {
    case .date(let date):
      writer.write(false)
      date.write(to: &writer)
    case .moment(let moment):
      writer.write(true)
      moment.write(to: &writer)
    }
  }

  public init(from reader: inout ByteReader) {
    self = reader.flag() ? .moment(Moment(from: &reader)) : .date(PartialDate(from: &reader))
  }
}

extension PartialDate {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(year)
    writer.write(month ?? 0)
    writer.write(day ?? 0)
  }

  fileprivate init(from reader: inout ByteReader) {
    let (year, month, day) = (reader.integer(), reader.integer(), reader.integer())
    if !(0...12 ~= month && 0...31 ~= day) { reader.fail() }
    self.init(year: year, month: month == 0 ? nil : month, day: day == 0 ? nil : day)
  }
}

extension Moment {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.write(seconds)
    writer.write(offset)
  }

  fileprivate init(from reader: inout ByteReader) {
    let seconds = reader.integer()
    self.init(seconds: seconds, offset: reader.integer())
  }
}

/// The files in which the values of a variant may stand.
struct VariantSources {
  let own: SourceFile
  /// That of the main variant, from which comes what the other files do not say.
  let main: SourceFile
}

extension SourceLocation {
  /// - Parameter file: that of the variant; every other place is in the main one's.
  func write(to writer: inout ByteWriter, in file: SourceFile) {
    writer.write(self.file === file)
    writer.write(range)
  }

  init(from reader: inout ByteReader, sources: VariantSources) {
    let file = reader.flag() ? sources.own : sources.main
    self.init(file, reader.byteRange())
  }
}

extension ByteWriter {
  fileprivate mutating func write(_ range: Range<Int>?) {
    write(range) { writer, range in
      writer.write(range.lowerBound)
      writer.write(range.count)
    }
  }
}

extension ByteReader {
  fileprivate mutating func byteRange() -> Range<Int>? {
    optional { reader in
      let start = max(reader.integer(), 0)
      return start..<start &+ max(reader.integer(), 0)
    }
  }
}
