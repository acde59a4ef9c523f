import CGit2
import CZlib
import Glibc

/// What writers have decided and may not be on disk in its own place yet.
///
/// One sync of this file takes the place of a sync of each file and folder that a step touches. Those are written at once and
/// synced together later, upon which the log begins anew. What is written and not synced outlives a process, and not a power
/// failure: after one, everything in the log is brought about again; after a kill only what was not finished.
///
/// The file begins with its generation, another one each time that the log begins anew (zero for an empty log), the boot of
/// the machine in which it began, and where the first record is that is not synced otherwise. A record has the generation, its
/// length, a checksum, whether it was finished, and its bytes. After the last one there are zeros, or what was there before.
///
/// Everything here is called while the writer's lock is held.
final class WriteAheadLog {
  /// Where the log was when somebody began to sync everything.
  struct Mark: Sendable {
    fileprivate let generation: UInt64
    fileprivate let end: Int
    fileprivate let places: [String]

    /// Has on disk whatever was written before; needs no lock.
    func sync() throws(GitError) {
      for place in places {
        do throws(GitError) {
          try FileSystem.sync(place)
        } catch .io(_, _, ENOENT) {
          // A folder of the work tree that has gone.
        }
      }
    }
  }

  private static let headSize = 64
  private static let frameSize = 24
  /// In bytes; what is longer is synced before anything is added.
  private static let limit = 32 << 20
  /// In bytes; what an empty log keeps of its file.
  private static let keptSize = 1 << 20

  private let file: LogFile
  /// Folders on all the file systems that a step writes to.
  private let places: [String]

  private var generation: UInt64 = 0
  private var isOfThisBoot = true
  /// Where the first record begins that is not synced otherwise.
  private var first = WriteAheadLog.headSize
  /// Where the next record begins.
  private var end = WriteAheadLog.headSize
  private var last: Int?
  /// Where the records begin that nobody has finished.
  private var unfinishedPlaces: [Int] = []
  /// The record that this writer has added and not finished.
  private var begun: Int?

  init(_ handle: Handle) {
    file = LogFile(handle.gitFolder + "writer.log")
    let common = String(cString: git_repository_commondir(handle.repository))
    places = [handle.gitFolder, common + "objects", handle.root, "\(handle.root)/\(handle.folder)"]
  }

  // MARK: Writing

  /// Adds a record; when this returns, it is on disk.
  func append(_ record: LogRecord) throws(GitError) {
    try refresh()
    // What is not finished stays, however long the log becomes.
    let maySettle = last != nil && isOfThisBoot && unfinishedPlaces.isEmpty
    if maySettle, end > Self.limit { try settle() }
    let bytes = record.bytes
    do throws(GitError) {
      try append(bytes)
    } catch .full where maySettle {
      try settle()
      file.shorten(to: 0)
      try append(bytes)
    }
  }

  private func append(_ bytes: [UInt8]) throws(GitError) {
    if !file.isThere { try file.create() }
    if last == nil { try begin() }
    let start = end
    do throws(GitError) {
      try file.reserve(start + Self.frameSize + bytes.count)
      try file.write(frame(of: bytes) + bytes, at: start)
      try file.sync()
    } catch {
      // The next look finds out what is there.
      try? file.zero(8, at: start)
      generation = 0
      throw error
    }
    last = start
    unfinishedPlaces.append(start)
    begun = start
    end = start + Self.frameSize + bytes.count
  }

  /// Notes that everything of the last record is done.
  func finish() {
    begun = nil
    // Where the note cannot be made, what it is about is done once more.
    if let last, (try? file.write([1], at: last + 20)) != nil { unfinishedPlaces.removeAll { $0 == last } }
  }

  /// Takes back the record that was added and has come to nothing; does nothing where there is none.
  func retract() {
    guard let begun else { return }
    try? file.zero(8, at: begun)
    try? file.sync()
    reset(0)
    // Objects may have come into the places of others that were on disk.
    for place in places { try? FileSystem.sync(place) }
  }

  /// Has everything brought about again, because the disk may not have taken what was written.
  func distrust() throws(GitError) {
    try refresh()
    if last != nil { try file.zero(Self.boot.count, at: 8) }
  }

  private func begin() throws(GitError) {
    reset(UInt64.random(in: 1 ... .max))
    isOfThisBoot = true
    let head = generation.littleEndianBytes + Self.boot
    try file.write(head + [UInt8](repeating: 0, count: Self.headSize - head.count), at: 0)
  }

  private func reset(_ generation: UInt64) {
    self.generation = generation
    first = Self.headSize
    end = Self.headSize
    last = nil
    unfinishedPlaces = []
    begun = nil
  }

  private func frame(of bytes: [UInt8]) -> [UInt8] {
    generation.littleEndianBytes + bytes.count.littleEndianBytes + Self.checksum(of: bytes).littleEndianBytes
      + [0, 0, 0, 0]
  }

  // MARK: Reading

  /// Whether there is something that a writer has not finished, or that a power failure may have undone.
  func isInterrupted() throws(GitError) -> Bool {
    try refresh()
    return last != nil && (!isOfThisBoot || !unfinishedPlaces.isEmpty)
  }

  /// True where a power failure may have undone what the log says.
  var isOlderThanBoot: Bool { !isOfThisBoot }

  /// What is to be brought about again, oldest first.
  func unfinished() throws(GitError) -> [LogRecord] {
    try refresh()
    var records: [LogRecord] = []
    var place = first
    while place < end, let bytes = try record(at: place) {
      if !isOfThisBoot || unfinishedPlaces.contains(place), let record = LogRecord(bytes) { records.append(record) }
      place += Self.frameSize + bytes.count
    }
    return records
  }

  /// Sees what other processes have made of it.
  private func refresh() throws(GitError) {
    begun = nil
    if try file.open() { reset(0) }
    guard file.isThere else { return }
    let head = try file.read(Self.headSize, at: 0)
    let found = UInt64(littleEndianBytes: head.prefix(8))
    guard head.count == Self.headSize, found != 0 else { return reset(0) }
    var isAsKnown = found == generation
    if let last, isAsKnown { isAsKnown = try isRecord(at: last) }
    if !isAsKnown { reset(found) }
    isOfThisBoot = !Self.boot.isEmpty && head.dropFirst(8).starts(with: Self.boot)
    try skip(to: Int(littleEndianBytes: head[48..<56]))
    while let bytes = try record(at: end) {
      last = end
      if try !isFinished(end) { unfinishedPlaces.append(end) }
      end += Self.frameSize + bytes.count
    }
  }

  /// Leaves out what was synced, and what others have finished meanwhile.
  private func skip(to place: Int) throws(GitError) {
    first = Self.headSize...file.size ~= place ? place : Self.headSize
    end = max(end, first)
    if let last, last < first { self.last = nil }
    var rest: [Int] = []
    for place in unfinishedPlaces where place >= first {
      if try !isFinished(place) { rest.append(place) }
    }
    unfinishedPlaces = rest
  }

  private func isFinished(_ place: Int) throws(GitError) -> Bool { try file.read(1, at: place + 20) == [1] }

  private func isRecord(at place: Int) throws(GitError) -> Bool {
    try UInt64(littleEndianBytes: file.read(8, at: place)) == generation
  }

  /// Nil where the log ends.
  private func record(at place: Int) throws(GitError) -> [UInt8]? {
    let frame = try file.read(Self.frameSize, at: place)
    guard frame.count == Self.frameSize, UInt64(littleEndianBytes: frame[..<8]) == generation else { return nil }
    let count = Int(littleEndianBytes: frame[8..<16])
    guard count >= 0, count <= file.size - place - Self.frameSize else { return nil }
    let bytes = try file.read(count, at: place + Self.frameSize)
    return Self.checksum(of: bytes) == UInt32(littleEndianBytes: frame[16..<20]) ? bytes : nil
  }

  private static func checksum(of bytes: [UInt8]) -> UInt32 {
    let length = bytes.count.littleEndianBytes
    return UInt32(crc32_z(crc32_z(0, length, length.count), bytes, bytes.count))
  }

  /// Names what is lost with the power; empty where the system does not tell, and nothing is taken for safe.
  private static let boot: [UInt8] = {
    let bytes = (try? SmallFile.read("/proc/sys/kernel/random/boot_id")) ?? []
    return Array(bytes.prefix(36))
  }()

  // MARK: Beginning anew

  /// Nil where there is nothing to sync.
  func mark() throws(GitError) -> Mark? {
    try refresh()
    return last == nil ? nil : Mark(generation: generation, end: end, places: places)
  }

  /// Forgets what was written before the mark, once that is synced.
  func clear(_ mark: Mark) throws(GitError) {
    try refresh()
    guard mark.generation == generation, mark.end > first, mark.end <= end else { return }
    if mark.end == end {
      try file.zero(8, at: 0)
      file.shorten(to: Self.keptSize)
      reset(0)
    } else {
      // More has come meanwhile.
      try file.write(mark.end.littleEndianBytes, at: 48)
    }
    try file.sync()
  }

  /// Syncs everything that was written, and begins anew.
  func settle() throws(GitError) {
    guard let mark = try mark() else { return }
    try mark.sync()
    try clear(mark)
  }
}
