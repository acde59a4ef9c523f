/// One step of a writer, as its log keeps it.
struct LogRecord: Equatable {
  /// Nil where the commit was there already, on disk or in an earlier record.
  let commit: MadeCommit?
  let move: Move

  enum Move: Equatable {
    case reference(ReferenceMove)
    case branch(BranchMove)

    var reference: ReferenceMove {
      switch self {
      case .reference(let move): move
      case .branch(let move): ReferenceMove(name: move.branch, old: move.old, new: move.new)
      }
    }
  }
}

/// What a commit is made of, so that it can be made anew.
struct MadeCommit: Equatable {
  /// Its one parent.
  let base: ObjectID
  let changes: [String: Change]
  /// The commit as git keeps it.
  let text: [UInt8]
}

/// A reference that comes, goes, or names something else; nil for nothing.
struct ReferenceMove: Equatable {
  let name: String
  let old: ObjectID?
  let new: ObjectID?
}

/// A branch that moves with the files that belong to it.
struct BranchMove: Equatable {
  let branch: String
  let old: ObjectID
  let new: ObjectID
  /// A reference that goes once the branch has moved, and the commit that it names.
  let retired: Retired?

  struct Retired: Equatable {
    let reference: String
    let id: ObjectID
  }
}

// MARK: Bytes

extension LogRecord {
  /// Fields one after the other, each after its length in eight bytes.
  var bytes: [UInt8] {
    var fields: [[UInt8]] = []
    switch move {
    case .reference(let move):
      fields = ["reference", move.name, move.old.text, move.new.text, "", ""].map { Array($0.utf8) }
    case .branch(let move):
      let retired = [move.retired?.reference ?? "", (move.retired?.id).text]
      fields = (["branch", move.branch, "\(move.old)", "\(move.new)"] + retired).map { Array($0.utf8) }
    }
    if let commit {
      fields += [Array("\(commit.base)".utf8), commit.text]
      for (path, change) in commit.changes {
        switch change {
        case .write(let bytes): fields += [Array(path.utf8), Array("write".utf8), bytes]
        case .delete: fields += [Array(path.utf8), Array("delete".utf8), []]
        }
      }
    }
    var all: [UInt8] = []
    all.reserveCapacity(fields.reduce(0) { $0 + $1.count + 8 })
    for field in fields {
      all += field.count.littleEndianBytes
      all += field
    }
    return all
  }

  /// Nil where the bytes are no record.
  init?(_ bytes: [UInt8]) {
    guard let fields = Self.fields(of: bytes), fields.count >= 6 else { return nil }
    let words = fields[..<6].map { String(decoding: $0, as: UTF8.self) }
    switch words[0] {
    case "reference":
      move = .reference(ReferenceMove(name: words[1], old: ObjectID(words[2]), new: ObjectID(words[3])))
    case "branch":
      guard let old = ObjectID(words[2]), let new = ObjectID(words[3]) else { return nil }
      let retired = ObjectID(words[5]).map { BranchMove.Retired(reference: words[4], id: $0) }
      move = .branch(BranchMove(branch: words[1], old: old, new: new, retired: retired))
    default: return nil
    }
    guard fields.count > 6 else {
      commit = nil
      return
    }
    guard fields.count % 3 == 2, let base = ObjectID(String(decoding: fields[6], as: UTF8.self)) else { return nil }
    var changes: [String: Change] = [:]
    for number in stride(from: 8, to: fields.count, by: 3) {
      let isDeleted = fields[number + 1].elementsEqual("delete".utf8)
      changes[String(decoding: fields[number], as: UTF8.self)] = isDeleted ? .delete : .write(Array(fields[number + 2]))
    }
    commit = MadeCommit(base: base, changes: changes, text: Array(fields[7]))
  }

  private static func fields(of bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
    var fields: [ArraySlice<UInt8>] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Int(littleEndianBytes: rest.prefix(8))
      rest = rest.dropFirst(8)
      guard count >= 0, count <= rest.count else { return nil }
      fields.append(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return fields
  }
}

extension ObjectID? {
  fileprivate var text: String { map { "\($0)" } ?? "" }
}

extension FixedWidthInteger {
  var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }

  init(littleEndianBytes bytes: some Collection<UInt8>) {
    self = bytes.reversed().reduce(0) { $0 << 8 | Self(truncatingIfNeeded: $1) }
  }
}
