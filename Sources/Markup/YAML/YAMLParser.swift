public import Diagnostics

/// What a YAML document may cost.
public struct YAMLLimits: Sendable {
  public var maximumBytes: Int
  /// How deep lists and groups may nest.
  public var maximumDepth: Int
  /// How many values and keys there may be.
  public var maximumNodes: Int

  public init(maximumBytes: Int = 1 << 20, maximumDepth: Int = 64, maximumNodes: Int = 100_000) {
    self.maximumBytes = maximumBytes
    self.maximumDepth = maximumDepth
    self.maximumNodes = maximumNodes
  }
}

/// Reads the part of YAML that people write by hand: lists, groups and text.
///
/// Scalars are never typed: `no` and `1.10` stay text. Anchors, aliases, merge keys, tags, second documents and
/// duplicate keys are mistakes.
public enum YAMLParser {
  /// Reads `range` of a file, or all of its text.
  ///
  /// Nil exactly when a mistake left nothing usable; an empty document is a null scalar. Mistakes that leave the
  /// rest usable (a duplicate key, a tag) are reported, and what they concern is left out.
  public static func parse(
    _ file: SourceFile, in range: Range<Int>? = nil, limits: YAMLLimits = .init(),
    into diagnostics: inout [Diagnostic]
  ) -> YAMLNode? {
    let range = (range ?? file.startOfText..<file.bytes.count).clamped(to: 0..<file.bytes.count)
    guard range.count <= limits.maximumBytes else {
      let message: Message = "YAML may have at most \(limits.maximumBytes) bytes; this has \(range.count)"
      diagnostics.append(.error("yaml-limit", at: SourceLocation(file), message))
      return nil
    }
    return file.bytes.withUnsafeBufferPointer { bytes in
      let text = UnsafeBufferPointer(rebasing: bytes[range])
      var composer = YAMLComposer(file: file, text: text, start: range.lowerBound, limits: limits)
      defer { diagnostics += composer.diagnostics }
      return composer.document()
    }
  }
}
