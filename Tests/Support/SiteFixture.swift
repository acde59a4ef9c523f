import Glibc

/// A folder of files that a test writes as one literal; removed with the fixture.
///
/// ```
/// let site = SiteFixture(["content/site.yaml": "title: Préau", "content/pages/a.md": "# A"])
/// ```
public final class SiteFixture: Sendable {
  /// The folder, without a slash at its end.
  public let path: String

  public init(_ files: [String: String] = [:]) {
    path = Self.makeFolder()
    for (path, text) in files { write(text, to: path) }
  }

  deinit {
    Self.remove(path)
  }

  public func write(_ text: String, to path: String) {
    write(Array(text.utf8), to: path)
  }

  /// Writes bytes, in folders that are made as needed.
  public func write(_ bytes: [UInt8], to path: String) {
    let whole = "\(self.path)/\(path)"
    makeFolders(above: path)
    let file = open(whole, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    precondition(file >= 0, "the test can't write \(whole)")
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      precondition(count > 0, "the test can't write \(whole)")
      rest = rest.dropFirst(count)
    }
  }

  public func link(_ path: String, to target: String) {
    makeFolders(above: path)
    precondition(symlink(target, "\(self.path)/\(path)") == 0, "the test can't link \(path)")
  }

  /// The bytes of a file; nil when there is none.
  public func read(_ path: String) -> [UInt8]? {
    guard let file = fopen("\(self.path)/\(path)", "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// The rights of a file; nil when there is none.
  public func mode(of path: String) -> UInt32? {
    var status = stat()
    return lstat("\(self.path)/\(path)", &status) == 0 ? status.st_mode & 0o777 : nil
  }

  /// The names in a folder, in order; none where there is no folder.
  public func names(in folder: String) -> [String] {
    guard let stream = opendir("\(path)/\(folder)") else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let record = readdir(stream) {
      names.append(
        withUnsafeBytes(of: &record.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  public func text(_ path: String) -> String? {
    read(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Removes a file, or a folder with everything in it.
  public func remove(_ path: String) {
    Self.remove("\(self.path)/\(path)")
  }

  private func makeFolders(above path: String) {
    var folder = self.path
    for part in path.split(separator: "/").dropLast() {
      folder += "/\(part)"
      precondition(mkdir(folder, 0o755) == 0 || errno == EEXIST, "the test can't make \(folder)")
    }
  }

  private static func makeFolder() -> String {
    var template = Array("/tmp/preau-test-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil, "the test can't make a folder")
    return template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  private static func remove(_ path: String) {
    if unlink(path) == 0 { return }
    if let stream = opendir(path) {
      while let entry = readdir(stream) {
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
        let name = String(cString: start)
        if name != ".", name != ".." { remove("\(path)/\(name)") }
      }
      closedir(stream)
    }
    rmdir(path)
  }
}
