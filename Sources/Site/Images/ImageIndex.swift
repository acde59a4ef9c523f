import Content
import Images
import Synchronization

/// Which bytes the pictures of the content had when they were last read, by their stamps: a picture whose stamp is the
/// same is not read again.
final class ImageIndex: Sendable {
  private static let magic = Array("preau image index 1\n".utf8)
  private let path: String?
  private let contents: Mutex<Contents>

  private struct Contents {
    var entries: [String: Known]
    var isChanged = false
  }

  private struct Known {
    var stamp: FileStamp
    var source: SHA256
  }

  /// - Parameter folder: nil to remember nothing.
  init(folder: String?) {
    path = folder.map { "\($0)/index" }
    contents = Mutex(Contents(entries: path.map(Self.read) ?? [:]))
  }

  func source(of picture: String, _ stamp: FileStamp) -> SHA256? {
    contents.withLock { $0.entries[picture].flatMap { $0.stamp == stamp ? $0.source : nil } }
  }

  /// - Parameter stamp: from before the file was read.
  func remember(_ source: SHA256, of picture: String, _ stamp: FileStamp) {
    // What was written a moment ago may be written again without another stamp.
    guard stamp.isSettled(at: FileStamp.now) else { return }
    contents.withLock { contents in
      contents.entries[picture] = Known(stamp: stamp, source: source)
      contents.isChanged = true
    }
  }

  /// Writes what is new; without it, the next build only takes longer.
  func save() {
    guard let path else { return }
    let entries = contents.withLock { contents -> [String: Known]? in
      defer { contents.isChanged = false }
      return contents.isChanged ? contents.entries : nil
    }
    guard let entries else { return }
    var writer = ByteWriter()
    writer.write(entries.sorted { $0.key < $1.key }) { writer, entry in
      writer.write(entry.key)
      writer.write(entry.value.stamp.size)
      writer.write(entry.value.stamp.inode)
      writer.write(entry.value.stamp.modified)
      writer.write(entry.value.stamp.changed)
      writer.write(entry.value.source.text)
    }
    let folder = path.dropLast("/index".utf8.count)
    do throws(OutputError) {
      try CacheFolder.make(String(folder))
      try CacheFolder.replace(path, with: Self.magic + writer.bytes)
    } catch {
      return
    }
  }

  private static func read(_ path: String) -> [String: Known] {
    // What cannot be read is as good as missing.
    guard let bytes = (try? RawFile.read(path)).flatMap({ $0 }), bytes.starts(with: magic) else { return [:] }
    var reader = ByteReader(bytes, in: magic.count..<bytes.count)
    let items = reader.list { reader -> (String, Known)? in
      let picture = reader.text()
      let (size, inode) = (reader.integer(), reader.number())
      let (modified, changed) = (reader.integer(), reader.integer())
      guard let source = SHA256(text: reader.text()) else { return nil }
      let stamp = FileStamp(size: size, inode: inode, modified: modified, changed: changed)
      return (picture, Known(stamp: stamp, source: source))
    }
    guard !reader.isBroken, reader.isAtEnd else { return [:] }
    return Dictionary(items.compactMap(\.self)) { first, _ in first }
  }
}
