/// Where a value stands among the fields of an entry, such as `experiences[1].to`.
public struct ValuePath: Sendable, Hashable, CustomStringConvertible {
  /// One step down from a group or a list.
  public enum Step: Sendable, Hashable {
    case member(String)
    /// From 0 on.
    case item(Int)
  }

  public private(set) var steps: [Step]

  /// The path of a field of the entry itself.
  public init(field: String) {
    steps = [.member(field)]
  }

  /// Reads `now.job`, `experiences[1].to`, or `experiences.1.to` as forms name it; nil for anything else.
  ///
  /// At most 8 steps, and no list longer than 9,999: names come from browsers.
  public init?(_ text: String) {
    steps = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      var pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      let name = pieces.removeFirst()
      if let number = Self.number(name), !steps.isEmpty {
        steps.append(.item(number))
      } else if !name.isEmpty, !name.contains("]") {
        steps.append(.member(String(name)))
      } else {
        return nil
      }
      for piece in pieces {
        guard piece.hasSuffix("]"), let number = Self.number(piece.dropLast()) else { return nil }
        steps.append(.item(number))
      }
    }
    guard steps.count <= 8 else { return nil }
  }

  private static func number(_ text: Substring) -> Int? {
    guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit) else { return nil }
    return Int(text)
  }

  /// The name of the entry's field that holds the value.
  public var field: String {
    guard case .member(let name) = steps.first else { return "" }
    return name
  }

  public func appending(_ step: Step) -> ValuePath {
    var path = self
    path.steps.append(step)
    return path
  }

  public var description: String {
    text { "[\($0)]" }
  }

  /// As forms name their inputs: `experiences.1.to`.
  public var formName: String {
    text { ".\($0)" }
  }

  private func text(item: (Int) -> String) -> String {
    steps.enumerated().map { number, step in
      switch step {
      case .member(let name): number == 0 ? name : "." + name
      case .item(let index): item(index)
      }
    }.joined()
  }
}
