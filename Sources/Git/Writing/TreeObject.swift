import CGit2

/// A tree as git keeps it: one entry after the other, each of them its mode in octal, a space, the name, a zero byte and the
/// twenty bytes of the object's id (gitformat-pack(5), git-mktree(1) for the order).
///
/// Not by the library, which takes a tree apart into an object for each entry: with thousands of them that takes longer
/// than all else of a commit.
struct TreeObject {
  private(set) var bytes: [UInt8]

  struct Entry {
    let form: Form
    let id: ObjectID
    fileprivate let range: Range<Int>
  }

  enum Form: Equatable {
    case folder
    case file(TreeFile.Form)
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// Throws where the bytes are no tree.
  func entry(_ name: String) throws(GitError) -> Entry? {
    let wanted = Array(name.utf8)
    var found: Entry?
    try forEach { (entry, name) in
      if name.count == wanted.count, name.elementsEqual(wanted) { found = entry }
      return found == nil
    }
    return found
  }

  mutating func remove(_ name: String) throws(GitError) {
    guard let entry = try entry(name) else { return }
    bytes.removeSubrange(entry.range)
  }

  /// Sets what a name stands for, in the place of what it stood for.
  mutating func set(_ name: String, _ form: Form, _ id: ObjectID) throws(GitError) {
    try remove(name)
    let wanted = Array(name.utf8)
    var place = bytes.count
    try forEach { (entry, name) in
      guard Self.isSorted(wanted, form, before: name, entry.form) else { return true }
      place = entry.range.lowerBound
      return false
    }
    let id = withUnsafeBytes(of: id.oid.id, Array.init)
    bytes.replaceSubrange(place..<place, with: Array("\(String(form.mode, radix: 8)) \(name)\0".utf8) + id)
  }

  /// Git sorts folders as if their names ended in a slash.
  private static func isSorted(
    _ name: [UInt8], _ form: Form, before other: Slice<UnsafeRawBufferPointer>, _ otherForm: Form
  ) -> Bool {
    let slash = UInt8(ascii: "/")
    for (place, byte) in zip(other.indices, name) where other[place] != byte { return byte < other[place] }
    let next = name.count > other.count ? name[other.count] : form == .folder ? slash : 0
    let otherNext = other.count > name.count ? other[other.startIndex + name.count] : otherForm == .folder ? slash : 0
    return next < otherNext
  }

  /// Calls `body` with each entry and its name, until it answers false.
  private func forEach(_ body: (Entry, Slice<UnsafeRawBufferPointer>) -> Bool) throws(GitError) {
    let isWhole = bytes.withUnsafeBytes { bytes -> Bool in
      var place = 0
      while place < bytes.count {
        var mode: UInt32 = 0
        var next = place
        while next < bytes.count, bytes[next] != UInt8(ascii: " ") {
          mode = mode << 3 | UInt32(bytes[next] & 7)
          next += 1
        }
        let name = next + 1
        guard name < bytes.count, let end = bytes[name...].firstIndex(of: 0), end + 20 < bytes.count,
          let form = Form(mode)
        else { return false }
        let id = bytes.loadUnaligned(fromByteOffset: end + 1, as: git_oid.self)
        let entry = Entry(form: form, id: ObjectID(id), range: place..<end + 21)
        guard body(entry, bytes[name..<end]) else { return true }
        place = end + 21
      }
      return true
    }
    if !isWhole { throw .engine(code: 0, message: "a tree is damaged") }
  }
}

extension TreeObject.Form {
  fileprivate init?(_ mode: UInt32) {
    switch mode >> 12 {
    case 0o4: self = .folder
    case 0o10: self = .file(mode & 0o100 == 0 ? .file : .executable)
    case 0o12: self = .file(.link)
    case 0o16: self = .file(.submodule)
    default: return nil
    }
  }

  fileprivate var mode: UInt32 {
    switch self {
    case .folder: GIT_FILEMODE_TREE.rawValue
    case .file(let form): form.mode.rawValue
    }
  }
}
