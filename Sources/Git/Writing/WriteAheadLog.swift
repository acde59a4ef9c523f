import CGit2  // it defines stat's parts, too, and only one module can
import CZlib
import Glibc

/// What writers have decided and may not be on disk in its own place yet.
///
/// One sync of this file takes the place of a sync of each file and folder that a step touches. Those are written at once and
/// synced together later, upon which the log begins anew. What is written and not synced outlives a process, and not a power
/// failure: after one, everything in the log is brought about again; after a kill only its last record, if that was not
/// finished.
///
/// The file is as long as it has ever been, with zeros after its end: to overwrite is synced faster than to grow. It begins with
/// its generation, another one each time that the log begins anew (zero for an empty log), and the boot of the machine in
/// which it began; a record has the generation, its length, a checksum, whether it was finished, and its bytes.
///
/// Everything here is called while the writer's lock is held.
final class WriteAheadLog {
  /// Where the log was when somebody began to sync everything.
  struct Mark: Sendable, Equatable {
    fileprivate let generation: UInt64
    fileprivate let end: Int
  }

  private static let headSize = 64
  private static let frameSize = 24
  /// In bytes; what is longer is synced before anything is added.
  private static let limit = 32 << 20
  /// In bytes; what an empty log keeps of its file.
  private static let keptSize = 1 << 20

  private let path: String
  /// The folders of git and of the work tree.
  private let places: [String]
  private var file: Int32 = -1
  private var generation: UInt64 = 0
  private var isOfThisBoot = true
  /// Where the next record begins.
  private var end = WriteAheadLog.headSize
  private var last: Int?
  /// The record that this writer has added and not finished.
  private var begun: Int?

  init(in gitFolder: String, root: String) {
    path = gitFolder + "writer.log"
    places = [gitFolder, root]
  }

  deinit { if file >= 0 { close(file) } }

  // MARK: Writing

  /// Adds a record; when this returns, it is on disk.
  func append(_ record: LogRecord) throws(GitError) {
    try refresh()
    if end > Self.limit { try settle() }
    let bytes = record.bytes
    do throws(GitError) {
      try append(bytes)
    } catch .full where end > Self.headSize {
      try settle()
      ftruncate(file, 0)
      try append(bytes)
    }
  }

  private func append(_ bytes: [UInt8]) throws(GitError) {
    try create()
    let start = end
    do throws(GitError) {
      if generation == 0 { try begin() }
      try reserve(start + Self.frameSize + bytes.count)
      try write(frame(of: bytes) + bytes, at: start)
      guard fdatasync(file) == 0 else { throw GitError(operation: "sync", path: path) }
    } catch {
      forget(start)
      throw error
    }
    last = start
    begun = start
    end = start + Self.frameSize + bytes.count
  }

  /// Notes that everything of the last record is done.
  func finish() throws(GitError) {
    if let last { try write([1], at: last + 20) }
    begun = nil
  }

  /// Takes back the record that was added and has come to nothing; does nothing where there is none.
  func retract() {
    guard let begun else { return }
    forget(begun)
    fdatasync(file)
    self.begun = nil
  }

  private func begin() throws(GitError) {
    generation = UInt64.random(in: 1 ... .max)
    isOfThisBoot = true
    let head = generation.littleEndianBytes + Self.boot
    try write(head + [UInt8](repeating: 0, count: Self.headSize - head.count), at: 0)
  }

  private func forget(_ record: Int) {
    _ = [UInt8](repeating: 0, count: 8).withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, off_t(record)) }
    // The next look begins at the beginning.
    generation = 0
  }

  private func frame(of bytes: [UInt8]) -> [UInt8] {
    generation.littleEndianBytes + bytes.count.littleEndianBytes + Self.checksum(of: bytes).littleEndianBytes
      + [0, 0, 0, 0]
  }

  // MARK: Reading

  /// Whether there is something that a writer has not finished, or that a power failure may have undone.
  func isInterrupted() throws(GitError) -> Bool {
    try refresh()
    guard let last else { return false }
    guard isOfThisBoot else { return true }
    return try read(1, at: last + 20) != [1]
  }

  /// True where a power failure may have undone what the log says.
  var isOlderThanBoot: Bool { !isOfThisBoot }

  /// What is to be brought about again, oldest first.
  func unfinished() throws(GitError) -> [LogRecord] {
    try refresh()
    var records: [LogRecord] = []
    var place = isOfThisBoot ? last ?? end : Self.headSize
    while place < end, let bytes = try record(at: place) {
      guard let record = LogRecord(bytes) else {
        throw .engine(code: 0, message: "\(path) has a record that says nothing")
      }
      records.append(record)
      place += Self.frameSize + bytes.count
    }
    return records
  }

  /// Sees what other processes have added.
  private func refresh() throws(GitError) {
    try open()
    guard file >= 0 else { return }
    let head = try read(Self.headSize, at: 0)
    let found = UInt64(littleEndianBytes: head.prefix(8))
    var isAsKnown = found == generation
    if let last, isAsKnown { isAsKnown = try isRecord(at: last) }
    if !isAsKnown {
      generation = found
      isOfThisBoot = !Self.boot.isEmpty && head.dropFirst(8).starts(with: Self.boot)
      end = Self.headSize
      last = nil
    }
    guard generation != 0 else { return }
    while let bytes = try record(at: end) {
      last = end
      end += Self.frameSize + bytes.count
    }
  }

  private func isRecord(at place: Int) throws(GitError) -> Bool {
    try UInt64(littleEndianBytes: read(8, at: place)) == generation
  }

  /// Nil where the log ends.
  private func record(at place: Int) throws(GitError) -> [UInt8]? {
    let frame = try read(Self.frameSize, at: place)
    guard frame.count == Self.frameSize, UInt64(littleEndianBytes: frame[..<8]) == generation else { return nil }
    let count = Int(littleEndianBytes: frame[8..<16])
    guard count >= 0, count <= size - place - Self.frameSize else { return nil }
    let bytes = try read(count, at: place + Self.frameSize)
    return Self.checksum(of: bytes) == UInt32(littleEndianBytes: frame[16..<20]) ? bytes : nil
  }

  private static func checksum(of bytes: [UInt8]) -> UInt32 {
    let length = bytes.count.littleEndianBytes
    return UInt32(crc32_z(crc32_z(0, length, length.count), bytes, bytes.count))
  }

  // MARK: Beginning anew

  /// Nil where there is nothing to sync.
  func mark() throws(GitError) -> Mark? {
    try refresh()
    return last == nil ? nil : Mark(generation: generation, end: end)
  }

  /// Begins anew, once everything that was written before the mark is synced, unless more has come since.
  func clear(_ mark: Mark) throws(GitError) {
    try refresh()
    guard mark == Mark(generation: generation, end: end) else { return }
    try write([UInt8](repeating: 0, count: 8), at: 0)
    if size > Self.keptSize { ftruncate(file, off_t(Self.keptSize)) }
    guard fdatasync(file) == 0 else { throw GitError(operation: "sync", path: path) }
    generation = 0
    end = Self.headSize
    last = nil
  }

  /// Syncs everything that was written, and begins anew.
  func settle() throws(GitError) {
    guard let mark = try mark() else { return }
    for place in places { try FileSystem.sync(place) }
    try clear(mark)
  }

  // MARK: The file

  private var size: Int {
    var status = stat()
    return fstat(file, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Opens the file, if there is one.
  private func open() throws(GitError) {
    if file >= 0 {
      var status = stat()
      if fstat(file, &status) == 0, status.st_nlink > 0 { return }
      // Somebody has removed it.
      close(file)
      file = -1
      generation = 0
      end = Self.headSize
      last = nil
    }
    file = Glibc.open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 || errno == ENOENT else { throw GitError(operation: "open", path: path) }
  }

  private func create() throws(GitError) {
    guard file < 0 else { return }
    file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw GitError(operation: "create", path: path) }
    try FileSystem.sync(folder: places[0])
  }

  private func reserve(_ bytes: Int) throws(GitError) {
    let size = size
    guard bytes > size else { return }
    try write([UInt8](repeating: 0, count: bytes - size + 1 << 16), at: size)
  }

  private func read(_ count: Int, at place: Int) throws(GitError) -> [UInt8] {
    var failure: GitError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(file, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(place + filled))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = GitError(operation: "read", path: path) }
        guard got > 0 else { break }
        filled += got
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private func write(_ bytes: [UInt8], at place: Int) throws(GitError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        pwrite(file, bytes.baseAddress.map { $0 + done }, bytes.count - done, off_t(place + done))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw GitError(operation: "write", path: path) }
      done += count
    }
  }

  /// Names what is lost with the power; empty where the system does not tell, and nothing is taken for safe.
  private static let boot: [UInt8] = {
    let bytes = (try? SmallFile.read("/proc/sys/kernel/random/boot_id")) ?? []
    return Array(bytes.prefix(36))
  }()
}
