/// Reads a form as it comes in, of either encoding; files go to disk, the rest stays in memory.
///
/// A file that is too much is passed over and told of: what somebody has typed beside it is not lost with it. Values that
/// are too much are a refusal, but only at the end, so that browsers have sent all of it and read the answer.
package struct FormReader: Sendable {
  private let limits: FormLimits
  private let folder: String
  private var multipart: MultipartParser?
  private var form = FormData()
  /// Of an encoded form, all of it; of a part that is a field, its value.
  private var value: [UInt8] = []
  private var part = Part.ignored
  /// The bytes of values and files that are kept.
  private var size = 0
  private var refusal: Refusal?

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
    guard var parser = multipart.take() else { return take(encoded: bytes) }
    try parser.feed(bytes) { (event) throws(Refusal) in try handle(event) }
    multipart = parser
  }

  private mutating func take(encoded bytes: UnsafeRawBufferPointer) {
    guard refusal == nil, value.count + bytes.count <= limits.maximumKeptBytes else {
      value = []
      refusal = Self.fieldTooLong
      return
    }
    value.append(contentsOf: bytes)
  }

  /// The whole form; throws refusals of status 400 and 413.
  package mutating func finish() throws(Refusal) -> FormData {
    try multipart?.finish()
    if let refusal { throw refusal }
    if multipart != nil { return form }
    guard let pairs = NamedValues.split(value, maximumCount: limits.maximumFields) else { throw Self.tooManyFields }
    for pair in pairs {
      size += pair.value.count
      guard pair.value.count <= limits.maximumFieldBytes, size <= limits.maximumKeptBytes else {
        throw Self.fieldTooLong
      }
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
      size += bytes.count
      guard value.count + bytes.count <= limits.maximumFieldBytes, size <= limits.maximumKeptBytes else {
        return refuse(Self.fieldTooLong)
      }
      value.append(contentsOf: bytes)
    case .upload(let upload):
      if upload.size + bytes.count > limits.maximumUploadBytes {
        refuse(upload, .tooLarge)
      } else if size + bytes.count > limits.maximumKeptBytes {
        refuse(upload, .tooMany)
      } else {
        size += bytes.count
        if !upload.append(bytes) { refuse(upload, .notKept) }
      }
    }
  }

  /// Goes on without keeping anything more.
  private mutating func refuse(_ refusal: Refusal) {
    self.refusal = self.refusal ?? refusal
    form = FormData()
    value = []
    part = .ignored
  }

  /// Goes on without a file, which makes room for others.
  private mutating func refuse(_ upload: UploadedFile, _ reason: RefusedUpload.Reason) {
    size -= upload.size
    upload.remove()
    form.refusedUploads.append(RefusedUpload(field: upload.field, name: upload.name, reason: reason))
    part = .ignored
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
    guard refusal == nil else { return .ignored }
    guard let fileName = header.fileName else {
      guard form.fields.pairs.count < limits.maximumFields else {
        refuse(Self.tooManyFields)
        return .ignored
      }
      return .field(name: header.name)
    }
    // Browsers send an input without a file as one without a name.
    guard !fileName.isEmpty else { return .ignored }
    guard form.uploads.count + form.refusedUploads.count < limits.maximumFields else {
      refuse(Self.tooManyFields)
      return .ignored
    }
    func refused(_ reason: RefusedUpload.Reason) -> RefusedUpload {
      RefusedUpload(field: header.name, name: fileName, reason: reason)
    }
    guard form.uploads.count < limits.maximumUploads else {
      form.refusedUploads.append(refused(.tooMany))
      return .ignored
    }
    do {
      return .upload(
        try UploadedFile(field: header.name, name: fileName, mediaType: header.mediaType, in: folder))
    } catch {
      form.refusedUploads.append(refused(.notKept))
      return .ignored
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
}
