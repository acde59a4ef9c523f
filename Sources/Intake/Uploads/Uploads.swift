import Content
import HTTP
import Images
import Markup
import Store

/// Why a file that came with a form is not kept.
enum UploadRefusal: Error, Sendable, Equatable {
  case image(ImageRefusal)
  /// Of no type that may be published.
  case type
  /// Whoever sent it has sent too much of late.
  case quota
  /// Whoever sent it has sent too many within minutes.
  case tooOften
  /// The form has more files than are taken at once.
  case tooMany
  /// The disk is full, or there is none to write to.
  case storage
  case store(StoreError)
}

/// Takes the files that come with forms, and gives them back when the form is submitted.
///
/// Of images nothing of the file is kept but what was decoded from it.
struct Uploads: Sendable {
  let store: any Store
  let folder: UploadFolder
  /// Nil where images cannot be taken.
  let importer: ImageImporter?

  /// Keeps a file on disk; an image is decoded and written anew first, which may take seconds.
  ///
  /// Throws why it is not kept; nothing is left of it then.
  func keep(
    _ file: UploadedFile, as control: FieldControl, for account: Account, at now: Int
  ) async throws(UploadRefusal) -> Upload {
    guard try await total(of: account) + file.size <= Upload.quota else { throw .quota }
    guard let path = file.path else { throw .storage }
    let (bytes, written) = try await content(of: path, control, named: file.name)
    let upload = Upload(
      id: RandomID.make(), account: account.id, name: Self.name(from: file.name, with: written), size: bytes.count,
      created: now)
    try folder.write(bytes, as: upload.id)
    do throws(StoreError) {
      _ = try await store.transaction { (transaction) throws(StoreError) in
        try transaction.insert(upload.fields, id: upload.id, into: Upload.collection)
      }
    } catch {
      folder.remove(upload.id)
      throw .store(error)
    }
    return upload
  }

  /// The bytes to keep, and the extension of their type.
  private func content(
    of path: String, _ control: FieldControl, named name: String
  ) async throws(UploadRefusal) -> ([UInt8], String) {
    if control == .image {
      guard let importer else { throw .image(.noWorker) }
      do throws(ImageRefusal) {
        let image = try await importer.accept(fileAt: path)
        return (image.bytes, image.format.fileExtension)
      } catch {
        throw .image(error)
      }
    }
    let written = name.split(separator: ".").dropFirst().last?.lowercased() ?? ""
    // Texts would be taken for entries.
    guard FileField.extensions.contains(written), written != "md" else { throw .type }
    guard let bytes = UploadFolder.read(fileAt: path, upTo: ImageImporter.maximumBytes) else { throw .storage }
    return (bytes, written)
  }

  /// Somebody's upload; nil for others and for what has grown too old.
  func find(_ id: String, of account: Account) async throws(StoreError) -> Upload? {
    let upload = try await store.document(id, in: Upload.collection).flatMap(Upload.init)
    return upload?.account == account.id ? upload : nil
  }

  /// Nil where it was submitted already.
  func bytes(of upload: Upload) -> [UInt8]? { folder.read(upload.id) }

  /// Lets go of the bytes, which a commit has now; the size still counts.
  func finish(_ uploads: [Upload]) { for upload in uploads { folder.remove(upload.id) } }

  func removeOld(at now: Int) async throws(StoreError) {
    let old = Query(.less("created", .integer(Int64(now - Upload.lifetime))), limit: 1_000)
    let removed = try await store.transaction { (transaction) throws(StoreError) in
      let documents = try transaction.find(old, in: Upload.collection)
      for document in documents { try transaction.delete(document.id, from: Upload.collection) }
      return documents.map(\.id)
    }
    for id in removed { folder.remove(id) }
  }

  private func total(of account: Account) async throws(UploadRefusal) -> Int {
    do throws(StoreError) {
      return try await store.find(Query(.equals("account", .text(account.id))), in: Upload.collection)
        .reduce(0) { $0 + Int($1["size"]?.integer ?? 0) }
    } catch {
      throw .store(error)
    }
  }

  /// `IMG 2034.HEIC` becomes `img-2034.jpg`.
  private static func name(from given: String, with written: String) -> String {
    let stem = given.lastIndex(of: ".").map { String(given[..<$0]) } ?? given
    let slug = Slug.make(from: stem).prefix(60)
    return "\(slug.isEmpty ? "fichier" : slug).\(written)"
  }
}
