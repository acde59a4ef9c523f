/// What a diagnostic points at: a range of a file's bytes, or the file as a whole.
public struct SourceLocation: Sendable {
  public var file: SourceFile
  /// UTF-8 byte offsets; nil when the whole file is meant.
  public var range: Range<Int>?

  public init(_ file: SourceFile, _ range: Range<Int>? = nil) {
    self.file = file
    self.range = range
  }
}
