import Content

/// The names of the files that builds wrote into an output folder, kept in the folder itself, in `.preau`.
///
/// It stays with the folder when that is moved or `var/` is emptied, and is the only licence to remove a file.
struct OutputManifest {
  static let fileName = ".preau"
  private static let header = "preau output 1"

  /// Relative to the output folder, in order.
  var paths: [String]

  /// The manifest of a folder; empty when there is none or it is not ours.
  static func read(from folder: String) throws(OutputError) -> OutputManifest {
    guard let bytes = try RawFile.read("\(folder)/\(fileName)") else { return OutputManifest(paths: []) }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let first = lines.first, first == header else { return OutputManifest(paths: []) }
    return OutputManifest(paths: lines.dropFirst().map(String.init).filter(isInside))
  }

  /// The stamp of a folder's manifest; nil when it has none.
  static func stamp(in folder: String) -> FileStamp? { FileStamp(of: "\(folder)/\(fileName)") }

  /// Replaces the manifest of a folder at once, or leaves it when it already says so.
  func write(to folder: String) throws(OutputError) {
    let text = ([Self.header] + paths.sorted()).joined(separator: "\n") + "\n"
    let bytes = Array(text.utf8)
    guard try RawFile.read("\(folder)/\(Self.fileName)") != bytes else { return }
    try Self.replace(with: bytes, in: folder)
  }

  /// Adds files to the manifest of a folder, below all others: the next whole build puts them in their places.
  static func add(_ paths: [String], in folder: String) throws(OutputError) {
    let known = try RawFile.read("\(folder)/\(fileName)") ?? Array("\(header)\n".utf8)
    try replace(with: known + paths.flatMap { Array("\($0)\n".utf8) }, in: folder)
  }

  private static func replace(with bytes: [UInt8], in folder: String) throws(OutputError) {
    let path = "\(folder)/\(fileName)"
    try RawFile.write(bytes, to: path + OutputFolder.stagingSuffix)
    try OutputFolder.rename(path + OutputFolder.stagingSuffix, to: path)
  }

  /// A damaged manifest must not lead out of the folder.
  private static func isInside(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
  }
}
