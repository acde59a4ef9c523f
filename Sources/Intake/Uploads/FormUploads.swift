import Content
import HTTP
import Images
import Site
import Store

/// Files that come with the forms of entries.
extension Intake {
  /// A form with what stands for its files in place of them, and what was refused.
  struct ReceivedForm {
    var sent: FormData
    var refused: [(path: String, text: String)] = []
  }

  /// Keeps the files of a form, which are then in its fields as if they had been there before.
  ///
  /// What cannot be kept is refused beside its field; all else of the form goes on.
  func receive(_ sent: FormData, of kind: Kind, _ visit: Visit) async -> ReceivedForm {
    var received = ReceivedForm(sent: FormData(sent.fields))
    guard let account = visit.account else { return received }
    func refuse(_ name: String, at path: String, _ refusal: UploadRefusal) {
      let text = pages.site.text(refusal.key, language: visit.language)
      // An item of a list that has nothing else in it is not shown again.
      let shown = path.split(separator: ".").last.flatMap { Int($0) } == nil ? path : Self.list(of: path)
      let words = [("file", name), ("text", text)]
      received.refused.append((shown, pages.site.text("mistake_of_file", language: visit.language, words)))
    }
    for file in sent.refusedUploads {
      guard let (path, _) = Self.place(of: file.field, in: kind) else { continue }
      refuse(file.name, at: path, UploadRefusal(file.reason))
    }
    for file in sent.uploads where file.size > 0 {
      guard let (path, control) = Self.place(of: file.field, in: kind) else { continue }
      do throws(UploadRefusal) {
        guard limits.take(.uploadsOfAccount, account.id, at: visit.now) == nil else { throw .tooOften }
        let upload = try await uploads.keep(file, as: control, for: account, at: visit.now)
        received.put(upload, at: path, describedBy: sent["\(path).alt"] ?? "")
      } catch {
        refuse(file.name, at: path, error)
      }
    }
    return received
  }

  /// The path that a file of a form belongs to, and what it is taken for there; nil where none belongs.
  private static func place(of field: String, in kind: Kind) -> (path: String, control: FieldControl)? {
    guard field.hasSuffix(fileSuffix) else { return nil }
    let path = String(field.dropLast(fileSuffix.count))
    return control(at: path, of: kind).map { (path, $0) }
  }

  private static let fileSuffix = ".file"

  /// What a file at a path of a form is taken for; nil where none belongs.
  private static func control(at path: String, of kind: Kind) -> FieldControl? {
    if path == FormValues.body { return kind.hasPages ? .image : nil }
    guard let control = kind.field(at: path)?.control, control == .image || control == .file else { return nil }
    return control
  }

  private static func list(of path: String) -> String {
    path.split(separator: ".").dropLast().joined(separator: ".")
  }

  var uploads: Uploads { Uploads(store: store, folder: uploadFolder, importer: importer) }

  // MARK: Showing

  /// Somebody's own image, before it is part of an entry.
  func showUpload(_ id: String, _ visit: Visit) async throws -> Response {
    guard let account = visit.account, let upload = try await uploads.find(id, of: account),
      let bytes = uploads.bytes(of: upload), let format = ImageFormat(bytes)
    else { throw Problem.notFound }
    return .bytes(bytes, type: format.mediaType)
  }
}

extension Intake.ReceivedForm {
  /// Puts an upload where its file was: into the field, or below the text.
  ///
  /// Several below a text share one description, which their writer can make their own there.
  fileprivate mutating func put(_ upload: Upload, at path: String, describedBy alt: String) {
    var pairs = sent.fields.pairs
    if path == FormValues.body {
      let description = alt.filter { !"[]\r\n".contains($0) }
      let text = sent[path] ?? ""
      let gap = text.isEmpty || text.hasSuffix("\n") ? "" : "\n\n"
      pairs.removeAll { $0.name == path || $0.name == "\(path).alt" }
      pairs.append(.init(path, "\(text)\(gap)![\(description)](\(upload.reference))\n"))
    } else {
      pairs.removeAll { $0.name == "\(path).src" || $0.name == "\(path).remove" }
      pairs.append(.init("\(path).src", upload.reference))
    }
    sent = FormData(NamedValues(pairs))
  }
}

extension UploadRefusal {
  /// Of what was refused while the form came in.
  fileprivate init(_ reason: RefusedUpload.Reason) {
    self =
      switch reason {
      case .tooLarge: .image(.tooLarge)
      case .tooMany: .tooMany
      case .notKept: .storage
      }
  }

  /// Of the theme's texts.
  fileprivate var key: String {
    switch self {
    case .image(.tooLarge): "mistake_image_size"
    case .image(.tooManyPixels), .image(.tooDemanding): "mistake_image_pixels"
    case .image(.damaged): "mistake_image_damaged"
    case .image(.noWorker): "mistake_no_images"
    case .image: "mistake_image"
    case .type: "mistake_file"
    case .quota: "mistake_quota"
    case .tooOften: "mistake_uploads_too_often"
    case .tooMany: "mistake_uploads_too_many"
    case .storage, .store: "mistake_storage"
    }
  }
}
