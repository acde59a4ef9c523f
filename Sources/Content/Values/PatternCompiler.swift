/// Turns a pattern into steps: letters, `.`, classes, groups, `|`, `*`, `+`, `?` and `{2,5}`.
struct PatternCompiler {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var depth = 0
  private static let maximumSteps = 2_000
  private static let maximumDepth = 50

  private typealias Steps = [Pattern.Step]

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  mutating func compile() throws(PatternMistake) -> [Pattern.Step] {
    skip("^")
    let steps = try alternatives()
    guard position == scalars.count else { throw mistake(.unopenedGroup) }
    return steps + [.end]
  }

  private func mistake(_ reason: PatternMistake.Reason) -> PatternMistake {
    PatternMistake(reason: reason, position: position)
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  @discardableResult
  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    position += 1
    return true
  }

  // Steps are relative to where they start until they are put one after the other.

  private mutating func alternatives() throws(PatternMistake) -> Steps {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw mistake(.tooLarge) }
    var steps = try sequence()
    while skip("|") {
      let other = try sequence()
      steps = try checked(
        [.split(1, steps.count + 2)] + steps.moved(by: 1) + [.jump(steps.count + 2 + other.count)]
          + other.moved(by: steps.count + 2))
    }
    return steps
  }

  private mutating func sequence() throws(PatternMistake) -> Steps {
    var steps: Steps = []
    while let scalar = next, scalar != "|", scalar != ")" {
      // The whole text is matched anyway.
      if scalar == "$", position + 1 == scalars.count {
        position += 1
        break
      }
      let atom = try atom()
      steps = try checked(steps + repeated(atom).moved(by: steps.count))
    }
    return steps
  }

  private func checked(_ steps: Steps) throws(PatternMistake) -> Steps {
    guard steps.count <= Self.maximumSteps else { throw mistake(.tooLarge) }
    return steps
  }
}

// MARK: - Repetitions

extension PatternCompiler {
  private mutating func repeated(_ atom: Steps) throws(PatternMistake) -> Steps {
    var steps = atom
    var isRepeated = false
    while let scalar = next, "*+?{".unicodeScalars.contains(scalar) {
      guard !isRepeated else { throw mistake(.nothingToRepeat) }
      isRepeated = true
      position += 1
      let count: (Int, Int?)
      switch scalar {
      case "*": count = (0, nil)
      case "+": count = (1, nil)
      case "?": count = (0, 1)
      default: count = try bounds()
      }
      steps = try expanded(atom, least: count.0, most: count.1)
      // `+?` takes as little as possible, which makes no difference to whether the whole text matches.
      skip("?")
    }
    return steps
  }

  private func expanded(_ atom: Steps, least: Int, most: Int?) throws(PatternMistake) -> Steps {
    let copies = max(least, most ?? (least + 1))
    guard copies * (atom.count + 2) <= Self.maximumSteps else { throw mistake(.tooLarge) }
    var steps: Steps = []
    for _ in 0..<least { steps += atom.moved(by: steps.count) }
    guard let most else {
      let start = steps.count
      return steps + [.split(start + 1, start + atom.count + 2)] + atom.moved(by: start + 1) + [.jump(start)]
    }
    let end = steps.count + (most - least) * (atom.count + 1)
    for _ in least..<most {
      steps += [.split(steps.count + 1, end)] + atom.moved(by: steps.count + 1)
    }
    return steps
  }

  /// What follows `{`: `3}`, `3,}` or `3,5}`.
  private mutating func bounds() throws(PatternMistake) -> (Int, Int?) {
    guard let least = number() else { throw mistake(.badRepetition) }
    var most: Int? = least
    if skip(",") { most = number() }
    guard skip("}"), (most ?? least) >= least else { throw mistake(.badRepetition) }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let start = position
    while let scalar = next, ("0"..."9").contains(scalar), position - start < 5 { position += 1 }
    return Int(String(String.UnicodeScalarView(scalars[start..<position])))
  }
}

// MARK: - Atoms

extension PatternCompiler {
  private mutating func atom() throws(PatternMistake) -> Steps {
    guard let scalar = next else { return [] }
    switch scalar {
    case "(": return try group()
    case "[": return [.scalar(try characterClass())]
    case "*", "+", "?", "{": throw mistake(.nothingToRepeat)
    case "^", "$": throw mistake(.unsupported)
    default: break
    }
    position += 1
    switch scalar {
    case ".": return [.scalar(.anyButLineEnd)]
    case "\\": return [.scalar(try escape())]
    default: return [.scalar(ScalarSet(ranges: [scalar...scalar]))]
    }
  }

  private mutating func group() throws(PatternMistake) -> Steps {
    let start = position
    position += 1
    if skip("?") {
      // Only `(?:…)`: what looks ahead or back can't be followed all at once.
      guard skip(":") else { throw mistake(.unsupported) }
    }
    let steps = try alternatives()
    guard skip(")") else { throw PatternMistake(reason: .unclosedGroup, position: start) }
    return steps
  }

  private mutating func characterClass() throws(PatternMistake) -> ScalarSet {
    let start = position
    position += 1
    var set = ScalarSet(ranges: [], isNegated: skip("^"))
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      position += 1
      let lower = scalar == "\\" ? try escape() : ScalarSet(ranges: [scalar...scalar])
      guard !lower.isNegated else { throw mistake(.unsupported) }
      set.ranges += try rangeEnd(after: lower) ?? lower.ranges
    }
    guard skip("]") else { throw PatternMistake(reason: .unclosedClass, position: start) }
    return set
  }

  /// The range that a hyphen makes of one character and the next; nil where there is none.
  private mutating func rangeEnd(after lower: ScalarSet) throws(PatternMistake) -> [ClosedRange<Unicode.Scalar>]? {
    guard next == "-", position + 1 < scalars.count, scalars[position + 1] != "]", lower.ranges.count == 1,
      let first = lower.ranges.first, first.lowerBound == first.upperBound
    else { return nil }
    position += 1
    let scalar = scalars[position]
    position += 1
    let upper = scalar == "\\" ? try escape().ranges : [scalar...scalar]
    guard upper.count == 1, let last = upper.first?.lowerBound, first.lowerBound <= last else {
      throw mistake(.unsupported)
    }
    return [first.lowerBound...last]
  }

  /// What follows a backslash.
  private mutating func escape() throws(PatternMistake) -> ScalarSet {
    guard let scalar = next else { throw mistake(.incompleteEscape) }
    position += 1
    switch scalar {
    case "d": return .digits
    case "D": return ScalarSet(ranges: ScalarSet.digits.ranges, isNegated: true)
    case "w": return .wordLetters
    case "W": return ScalarSet(ranges: ScalarSet.wordLetters.ranges, isNegated: true)
    case "s": return .spaces
    case "S": return ScalarSet(ranges: ScalarSet.spaces.ranges, isNegated: true)
    case "n": return ScalarSet(ranges: ["\n"..."\n"])
    case "t": return ScalarSet(ranges: ["\t"..."\t"])
    case "a"..."z", "A"..."Z", "0"..."9": throw mistake(.unsupported)
    default: return ScalarSet(ranges: [scalar...scalar])
    }
  }
}

extension [Pattern.Step] {
  fileprivate func moved(by distance: Int) -> Self {
    map { step in
      switch step {
      case .jump(let target): .jump(target + distance)
      case .split(let first, let second): .split(first + distance, second + distance)
      case .scalar, .end: step
      }
    }
  }
}
