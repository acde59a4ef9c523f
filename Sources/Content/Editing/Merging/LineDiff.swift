/// How one text became another, line by line.
public struct LineDiff: Sendable {
  public enum Change: Sendable {
    case same
    case removed
    case added
  }

  public struct Line: Sendable, Equatable {
    public var change: Change
    /// Without its line end.
    public var text: String
  }

  /// Changed lines that stand together, and a few same ones around them.
  public struct Hunk: Sendable, Equatable {
    /// The number of its first line in the old text, from 1 on.
    public var oldStart: Int
    /// The number of its first line in the new text, from 1 on.
    public var newStart: Int
    public var lines: [Line]
  }

  /// In the order of the texts; none where they are the same.
  public let hunks: [Hunk]

  /// Compares texts; how their lines end does not count.
  ///
  /// - Parameter context: how many same lines a hunk has before and after its changes.
  public init(from old: String, to new: String, context: Int = 3) {
    let old = BodyLines.texts(of: old)
    let new = BodyLines.texts(of: new)
    var lines: [Line] = []
    var next = (old: 0, new: 0)
    for pair in LineMatching.pairs(old, new) + [.init(old: old.count, new: new.count)] {
      lines += old[next.old..<pair.old].map { Line(change: .removed, text: $0) }
      lines += new[next.new..<pair.new].map { Line(change: .added, text: $0) }
      if pair.old < old.count { lines.append(Line(change: .same, text: old[pair.old])) }
      next = (pair.old + 1, pair.new + 1)
    }
    hunks = Self.hunks(of: lines, context: context)
  }

  private static func hunks(of lines: [Line], context: Int) -> [Hunk] {
    var hunks: [Hunk] = []
    var numbers = (old: 1, new: 1)
    var hunk: Hunk?
    // Same lines since the last change.
    var same = 0
    for (index, line) in lines.enumerated() {
      if line.change == .same {
        same += 1
        hunk?.lines.append(line)
        if let open = hunk, same > 2 * context {
          hunks.append(open.droppingLast(same - context))
          hunk = nil
        }
      } else {
        if hunk == nil {
          let before = lines[max(0, index - min(same, context))..<index]
          hunk = Hunk(
            oldStart: numbers.old - before.count, newStart: numbers.new - before.count, lines: Array(before))
        }
        hunk?.lines.append(line)
        same = 0
      }
      if line.change != .added { numbers.old += 1 }
      if line.change != .removed { numbers.new += 1 }
    }
    if let open = hunk { hunks.append(open.droppingLast(max(0, same - context))) }
    return hunks
  }
}

extension LineDiff.Hunk {
  fileprivate func droppingLast(_ count: Int) -> Self {
    var hunk = self
    hunk.lines.removeLast(count)
    return hunk
  }
}
