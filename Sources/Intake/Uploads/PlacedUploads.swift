import Content
import Git
import Store

/// A form whose uploads have places beside the entry's file.
struct PlacedUploads {
  /// With paths in place of uploads.
  var values: FormValues
  /// By path relative to `content/`.
  private(set) var files: [String: FileChange] = [:]
  private(set) var uploads: [Upload] = []
  /// The fields whose upload is gone.
  private(set) var missing: [String] = []

  init(_ values: FormValues) { self.values = values }

  /// Whether there is anything to place.
  static func areNeeded(by values: FormValues) -> Bool { !values.references.isEmpty }

  /// Finds a place for each upload that the form names.
  ///
  /// - Parameters:
  ///   - path: of the entry's file, relative to `content/`.
  ///   - isFree: whether no other file has a path.
  mutating func place(
    from uploads: Uploads, of account: Account, beside path: String, isFree: (String) async throws -> Bool
  ) async throws {
    let folder = EntryFolder(ofFile: path)
    for (field, reference) in values.references {
      guard let id = Upload.id(in: reference), let upload = try await uploads.find(id, of: account),
        let bytes = uploads.bytes(of: upload)
      else {
        missing.append(field)
        continue
      }
      var name = upload.name
      var number = 2
      while true {
        let place = folder.path(of: name)
        if files[place] == nil, try await isFree(place) { break }
        name = upload.name.numbered(number)
        number += 1
      }
      files[folder.path(of: name)] = .write(bytes)
      self.uploads.append(upload)
      values.replace(reference, with: folder.written(name))
    }
  }
}

/// The folder in which the files of an entry lie.
struct EntryFolder: Equatable {
  /// Relative to `content/`.
  let path: String
  /// What comes before a file's name in the entry itself.
  private let prefix: String

  /// `projects/meteo` of both `projects/meteo.md` and `projects/meteo/index.md`.
  init(ofFile path: String) {
    let parts = path.split(separator: "/").map(String.init)
    let name = parts.last ?? ""
    let folder = parts.dropLast().joined(separator: "/")
    if name.hasPrefix("index.") {
      self.path = folder
      prefix = ""
    } else {
      let stem = String(name.prefix { $0 != "." })
      self.path = folder.isEmpty ? stem : "\(folder)/\(stem)"
      prefix = stem + "/"
    }
  }

  func path(of name: String) -> String { "\(path)/\(name)" }

  /// A file's path as the entry's file says it.
  func written(_ name: String) -> String { prefix + name }
}

extension FormValues {
  /// The uploads that a form names, with the fields that name them.
  var references: [(field: String, reference: String)] {
    var found: [(String, String)] = []
    for path in paths where path.hasSuffix(".src") {
      let source = first(path)
      if Upload.id(in: source) != nil { found.append((String(path.dropLast(".src".count)), source)) }
    }
    // In texts they stand in round brackets.
    for path in paths where !path.hasSuffix(".src") {
      for text in self[path] {
        for part in text.split(separator: "](", omittingEmptySubsequences: false).dropFirst() {
          let reference = String(part.prefix { $0 != ")" && !$0.isWhitespace })
          if Upload.id(in: reference) != nil, !found.contains(where: { $0.1 == reference }) {
            found.append((path, reference))
          }
        }
      }
    }
    return found
  }

  mutating func replace(_ reference: String, with path: String) {
    for name in paths {
      self[name] = self[name].map { $0 == reference ? path : $0.replacing("](\(reference)", with: "](\(path)") }
    }
  }
}

extension String {
  /// `photo.jpg` becomes `photo-2.jpg`.
  fileprivate func numbered(_ number: Int) -> String {
    guard let dot = lastIndex(of: ".") else { return "\(self)-\(number)" }
    return "\(self[..<dot])-\(number)\(self[dot...])"
  }
}

extension EntryFolder {
  /// Whether an entry's file says the path of another file of its folder.
  func names(_ file: String, in bytes: [UInt8]) -> Bool {
    guard file.hasPrefix(path + "/") else { return false }
    return String(decoding: bytes, as: UTF8.self).contains(written(String(file.dropFirst(path.count + 1))))
  }
}
