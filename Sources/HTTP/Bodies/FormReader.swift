/// Reads a form as it comes in, of either encoding; files go to disk, the rest stays in memory.
package struct FormReader: Sendable {
  private let limits: FormLimits
  private let folder: String
  private var multipart: MultipartParser?
  private var form = FormData()
  /// Of an encoded form, all of it; of a part that is a field, its value.
  private var value: [UInt8] = []
  private var part = Part.ignored

  private enum Part {
    case ignored
    case field(name: String)
    case upload(UploadedFile)
  }

  /// Throws a refusal of status 415 for another type, and of 400 for a boundary that can't be one.
  package init(contentType: String, limits: FormLimits, folder: String) throws(Refusal) {
    self.limits = limits
    self.folder = folder
    let type = MediaType(contentType)
    switch type?.name {
    case "application/x-www-form-urlencoded": multipart = nil
    case "multipart/form-data":
      guard let parser = MultipartParser(boundary: type?["boundary"] ?? "") else {
        throw Refusal(.badRequest, "a multipart body has a boundary")
      }
      multipart = parser
    default: throw Refusal(.unsupportedMediaType, "a form is urlencoded or multipart/form-data")
    }
  }

  package mutating func feed(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
    guard var parser = multipart.take() else {
      value.append(contentsOf: bytes)
      return
    }
    try parser.feed(bytes) { (event) throws(Refusal) in try handle(event) }
    multipart = parser
  }

  /// The whole form; throws refusals of status 400 and 413.
  package mutating func finish() throws(Refusal) -> FormData {
    if let multipart {
      try multipart.finish()
      return form
    }
    guard let pairs = NamedValues.split(value, maximumCount: limits.maximumFields) else { throw Self.tooManyFields }
    for pair in pairs {
      guard pair.value.count <= limits.maximumFieldBytes else { throw Self.fieldTooLong }
      try add(pair.name, pair.value)
    }
    return form
  }

  private mutating func handle(_ event: MultipartParser.Event) throws(Refusal) {
    switch event {
    case .part(let header): part = try begin(header)
    case .content(let bytes): try take(bytes)
    case .partEnd: try endPart()
    }
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
    switch part {
    case .ignored: return
    case .field:
      guard value.count + bytes.count <= limits.maximumFieldBytes else { throw Self.fieldTooLong }
      value.append(contentsOf: bytes)
    case .upload(let upload):
      guard upload.size + bytes.count <= limits.maximumUploadBytes else {
        throw Refusal(.contentTooLarge, "a file has at most \(limits.maximumUploadBytes) bytes")
      }
      guard upload.append(bytes) else { throw Self.notKept }
    }
  }

  private mutating func endPart() throws(Refusal) {
    switch part {
    case .ignored: break
    case .field(let name):
      try add(Array(name.utf8), value)
      value = []
    case .upload(let upload):
      upload.finishWriting()
      form.uploads.append(upload)
    }
    part = .ignored
  }

  private mutating func begin(_ header: ArraySlice<UInt8>) throws(Refusal) -> Part {
    let header = try PartHeader(header)
    guard let fileName = header.fileName else {
      guard form.fields.pairs.count < limits.maximumFields else { throw Self.tooManyFields }
      return .field(name: header.name)
    }
    // Browsers send an input without a file as one without a name.
    guard !fileName.isEmpty else { return .ignored }
    guard form.uploads.count < limits.maximumUploads else {
      throw Refusal(.contentTooLarge, "a form has at most \(limits.maximumUploads) files")
    }
    do {
      return .upload(
        try UploadedFile(field: header.name, name: fileName, mediaType: header.mediaType, in: folder))
    } catch {
      throw Self.notKept
    }
  }

  private mutating func add(_ name: [UInt8], _ value: [UInt8]) throws(Refusal) {
    guard let name = name.validText, let value = value.validText else {
      throw Refusal(.badRequest, "the fields of a form are UTF-8")
    }
    form.fields.pairs.append(.init(name, value))
  }

  private static let tooManyFields = Refusal(.contentTooLarge, "a form has too many fields")
  private static let fieldTooLong = Refusal(.contentTooLarge, "a field of a form is too long")
  private static let notKept = Refusal(507, "the file can't be kept")
}
