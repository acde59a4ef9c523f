import Diagnostics

/// What a text may cost.
public struct MarkdownLimits: Sendable {
  public var maximumBytes: Int

  public init(maximumBytes: Int = 256 << 10) {
    self.maximumBytes = maximumBytes
  }
}

/// Refuses text on which cmark-gfm takes far more time or memory than its size explains.
///
/// Each limit was measured: at 256 KiB, text just below it takes a few tenths of a second, text without it
/// seconds, minutes or gigabytes. Deep nesting, emphasis, brackets, code spans and footnotes are linear and need none.
struct MarkdownGuards {
  let limits: MarkdownLimits

  /// Rows are filled up to the header's width, so a table is as large as its columns times all lines.
  static let maximumCells = 200_000
  /// A row is split in time quadratic in its cells.
  static let maximumPipes = 500
  /// Each line goes through all quotations and lists that are open.
  static let maximumNesting = 20_000_000
  /// A line of dashes makes the paragraph so far be tried as a table's header.
  static let maximumHeaderTrials = 400_000_000
  /// Each parenthesis at the end of an address, and each `www.`, goes through the whole address.
  static let maximumAddressCost = 200_000_000
  static let maximumAtSigns = 5_000
  /// Every link to a definition copies its address and title.
  static let maximumReferenceBytes = 4 << 20

  /// The first reason not to parse the text.
  func mistake(in file: SourceFile, _ range: Range<Int>) -> Diagnostic? {
    guard range.count <= limits.maximumBytes else {
      let message: Message = "Markdown may have at most \(limits.maximumBytes) bytes; this has \(range.count)"
      return Self.refusal(at: SourceLocation(file), message)
    }
    return file.bytes.withUnsafeBufferPointer { bytes in
      var census = MarkdownCensus(bytes, range)
      census.take()
      if let mistake = Self.mistake(in: file, census) { return mistake }
      guard census.hasDefinitions else { return nil }
      return Self.referenceBomb(in: file, bytes, range, uses: census.brackets)
    }
  }

  private static func mistake(in file: SourceFile, _ census: MarkdownCensus) -> Diagnostic? {
    let lines = census.lines
    if census.pipes.value > maximumPipes {
      return refusal(file, at: census.pipes.line, "a line must have at most \(maximumPipes) '|' signs")
    }
    if census.pipes.value * lines > maximumCells {
      let most = maximumCells / lines
      return refusal(
        file, at: census.pipes.line, "in a text of \(lines) lines, a line must have at most \(most) '|' signs")
    }
    if census.nesting.value * lines > maximumNesting {
      let most = maximumNesting / lines
      return refusal(
        file, at: census.nesting.line,
        "in a text of \(lines) lines, lists and quotations must nest at most \(most) deep")
    }
    if census.headerTrials > maximumHeaderTrials {
      return refusal(file, at: census.lastDashes, "a paragraph must not have this many lines of dashes")
    }
    if census.addressCost > maximumAddressCost {
      return refusal(file, at: census.lastAddress, "addresses must not have this many parentheses or 'www.'")
    }
    if census.atSigns > maximumAtSigns {
      return refusal(at: SourceLocation(file), "a text must have at most \(maximumAtSigns) '@' signs")
    }
    return nil
  }

  private static func referenceBomb(
    in file: SourceFile, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, uses: Int
  ) -> Diagnostic? {
    let longest = maximumReferenceBytes / max(uses, 1)
    let text = LinkDefinitions(bytes, range)
    guard let definition = text.firstLonger(than: longest) else { return nil }
    return refusal(
      file, at: definition, "in a text with \(uses) ']' signs, a link definition must have at most \(longest) bytes")
  }

  private static func refusal(_ file: SourceFile, at offset: Int, _ rule: Message) -> Diagnostic {
    let line = file.restOfLine(at: offset)
    return refusal(at: SourceLocation(file, line.lowerBound..<min(line.upperBound, line.lowerBound + 80)), rule)
  }

  private static func refusal(at location: SourceLocation, _ rule: Message) -> Diagnostic {
    .error("markdown-too-complex", at: location, rule, help: "split the text, or make it simpler")
  }
}
