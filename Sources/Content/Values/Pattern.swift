/// A regular expression that a whole text must match.
///
/// Patterns are matched by following all alternatives at once (Thompson's construction), so that no pattern and no
/// text takes more time than the product of their lengths.
struct Pattern: Sendable {
  let text: String
  private let program: [Step]

  /// One instruction; alternatives are followed at the same time.
  enum Step: Sendable {
    case scalar(ScalarSet)
    case jump(Int)
    case split(Int, Int)
    case end
  }

  /// Longer texts are no match.
  private static let maximumScalars = 10_000

  init(_ text: String) throws(PatternMistake) {
    var compiler = PatternCompiler(text)
    self.text = text
    program = try compiler.compile()
  }

  func matches(_ text: String) -> Bool {
    guard text.utf8.count <= Self.maximumScalars else { return false }
    var threads = Threads(count: program.count)
    var next = Threads(count: program.count)
    follow(0, into: &threads)
    for scalar in text.unicodeScalars {
      next.removeAll()
      for position in threads.positions {
        if case .scalar(let set) = program[position], set.contains(scalar) { follow(position + 1, into: &next) }
      }
      swap(&threads, &next)
      if threads.positions.isEmpty { return false }
    }
    return threads.positions.contains { if case .end = program[$0] { true } else { false } }
  }

  /// Adds a place and those that it leads to without reading anything.
  private func follow(_ start: Int, into threads: inout Threads) {
    var open = [start]
    while let position = open.popLast() {
      guard threads.insert(position) else { continue }
      switch program[position] {
      case .jump(let target): open.append(target)
      case .split(let first, let second): open += [second, first]
      case .scalar, .end: break
      }
    }
  }
}

/// The places in a program that have been reached.
private struct Threads {
  private(set) var positions: [Int] = []
  private var isReached: [Bool]

  init(count: Int) {
    isReached = Array(repeating: false, count: count)
  }

  mutating func insert(_ position: Int) -> Bool {
    guard !isReached[position] else { return false }
    isReached[position] = true
    positions.append(position)
    return true
  }

  mutating func removeAll() {
    for position in positions { isReached[position] = false }
    positions.removeAll(keepingCapacity: true)
  }
}

/// Which characters one place of a pattern accepts.
struct ScalarSet: Sendable {
  var ranges: [ClosedRange<Unicode.Scalar>]
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar) } != isNegated
  }

  static let digits = ScalarSet(ranges: ["0"..."9"])
  static let wordLetters = ScalarSet(ranges: ["0"..."9", "A"..."Z", "_"..."_", "a"..."z"])
  static let spaces = ScalarSet(ranges: ["\t"..."\r", " "..." ", "\u{A0}"..."\u{A0}", "\u{202F}"..."\u{202F}"])
  static let anyButLineEnd = ScalarSet(ranges: ["\n"..."\n", "\r"..."\r"], isNegated: true)
}

/// Why a pattern can't be used, and at which of its characters.
struct PatternMistake: Error {
  enum Reason {
    case unclosedGroup
    case unopenedGroup
    case unclosedClass
    case nothingToRepeat
    case badRepetition
    case unsupported
    case incompleteEscape
    case tooLarge
  }

  var reason: Reason
  /// Scalars before it.
  var position: Int
}
