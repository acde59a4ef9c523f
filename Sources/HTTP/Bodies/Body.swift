/// The body of a request, as far as its route wants it.
public enum Body: Sendable {
  case none
  case bytes([UInt8])
  case form(FormData)
}

/// How the body of a request is read; anything else is refused before a handler sees it.
public enum BodyPolicy: Sendable, Equatable {
  /// A body is refused.
  case none
  /// Any bytes, kept in memory.
  case bytes(maximum: Int)
  /// A form, as `application/x-www-form-urlencoded` or `multipart/form-data`.
  case form(FormLimits)

  /// A form without files.
  public static func form(maximumBytes: Int) -> BodyPolicy { .form(FormLimits(maximumBytes: maximumBytes)) }

  /// The size above which a body is refused with 413.
  public var maximumBytes: Int {
    switch self {
    case .none: 0
    case .bytes(let maximum): maximum
    case .form(let limits): limits.maximumBytes
    }
  }
}

/// What a form may hold.
public struct FormLimits: Sendable, Equatable {
  /// Of the whole body as it is sent.
  public var maximumBytes: Int
  /// Of what is kept of it, values and files together.
  public var maximumKeptBytes: Int
  public var maximumFields: Int
  /// Of one field's value.
  public var maximumFieldBytes: Int
  /// None unless told otherwise.
  public var maximumUploads: Int
  /// Of one file.
  public var maximumUploadBytes: Int

  public init(
    maximumBytes: Int, maximumKeptBytes: Int? = nil, maximumFields: Int = 500, maximumFieldBytes: Int = .max,
    maximumUploads: Int = 0, maximumUploadBytes: Int = .max
  ) {
    self.maximumBytes = maximumBytes
    self.maximumKeptBytes = maximumKeptBytes ?? maximumBytes
    self.maximumFields = maximumFields
    self.maximumFieldBytes = maximumFieldBytes
    self.maximumUploads = maximumUploads
    self.maximumUploadBytes = maximumUploadBytes
  }
}

/// A form as it was sent.
public struct FormData: Sendable {
  public var fields: NamedValues
  public var uploads: [UploadedFile]
  /// The files that were more than the limits of the form allow, without which all else of it was read.
  public var refusedUploads: [RefusedUpload] = []

  public init(_ fields: NamedValues = NamedValues(), uploads: [UploadedFile] = []) {
    self.fields = fields
    self.uploads = uploads
  }

  /// The first value of a field.
  public subscript(name: String) -> String? { fields[name] }

  /// The files of a field.
  public func uploads(_ name: String) -> [UploadedFile] { uploads.filter { $0.field == name } }
}
