import Content
import Diagnostics
import Glibc

/// Where the record of the last build is kept: one file for each output folder and set of options.
///
/// What is there is never trusted blindly: a file of another version or program, one that is cut off or damaged, or
/// none at all only means that everything is made anew. It holds what the content holds, drafts and fields for members
/// included, and so is for its owner alone and never for git.
struct BuildCache: Sendable {
  private static let header = Array("preau build record 2\n".utf8)

  private let options: BuildOptions
  private let folder: String
  private let path: String

  /// Nil where nothing is to be kept.
  init?(_ options: BuildOptions) {
    guard let folder = options.cache else { return nil }
    self.options = options
    self.folder = folder
    path = "\(folder)/\(String(options.fingerprint.value, radix: 16)).build"
  }

  func read() async -> BuildRecord? {
    // What cannot be read is as good as missing.
    guard let bytes = (try? RawFile.read(path)).flatMap({ $0 }), bytes.starts(with: Self.header) else { return nil }
    var reader = ByteReader(bytes, in: Self.header.count..<bytes.count)
    let checksum = reader.fingerprint()
    let program = reader.fingerprint()
    guard !reader.isBroken, program == Self.program, Fingerprint(bytes[(Self.header.count + 8)...]) == checksum else {
      return nil
    }
    return await BuildRecord(from: &reader, bytes, files: source)
  }

  /// Replaces the record at once; without one, the next build only takes longer.
  func write(_ record: BuildRecord) {
    var body = ByteWriter(minimumCapacity: 256 + record.outputs.count * 512)
    body.write(Self.program)
    record.write(to: &body)
    var file = ByteWriter()
    file.write(Fingerprint(body.bytes))
    do throws(OutputError) {
      try CacheFolder.make(folder)
      try CacheFolder.replace(path, with: Self.header + file.bytes + body.bytes)
    } catch {
      unlink(path)
    }
  }

  /// A file of the content, which is read when somebody needs its text.
  private func source(_ path: String) -> SourceFile {
    let original = "\(options.content)/\(path)"
    // A file that has gone since is found missing by the next walk.
    return SourceFile(path: "\(options.displayedContent)/\(path)") {
      (try? RawFile.read(original)).flatMap { $0 } ?? []
    }
  }

  /// Of the program itself: another one may make other pages.
  private static let program: Fingerprint = {
    var status = stat()
    var print = Fingerprint()
    if stat("/proc/self/exe", &status) == 0 { print.add(FileStamp(status)) }
    return print
  }()
}

extension BuildOptions {
  /// Of everything that decides what is built, besides the files.
  var fingerprint: Fingerprint {
    var print = Fingerprint()
    for text in [content, themes, output, staticFiles ?? "", displayedContent, displayedThemes, displayedStaticFiles] {
      print.add(text)
    }
    print.add(includesDrafts ? 1 : 0)
    // Without it, pages have no images.
    print.add(imageWorker == nil ? 0 : 1)
    print.add(baseURL?.description ?? "")
    return print
  }

  /// The same with what the settings and the kinds say.
  func fingerprint(rules: Fingerprint) -> Fingerprint {
    var print = fingerprint
    print.add(rules)
    return print
  }
}
