internal import Diagnostics

/// What a template may cost at most; beyond, rendering ends with a diagnostic.
public struct Limits: Sendable {
  /// Blocks and expressions inside one another in the source.
  public var nesting = 100
  /// Macros, includes, imports, blocks and recursive loops that are active at once.
  public var calls = 200
  /// Steps of all loops and calls of one rendering.
  public var steps = 5_000_000
  /// Bytes of one rendering.
  public var outputBytes = 64 << 20
  /// Bytes of a text that an expression makes.
  public var textBytes = 16 << 20
  /// Elements of a list that an expression makes.
  public var listElements = 1_000_000

  public init() {}
}

extension Limits {
  func checkLength(_ count: Int, times: Int = 1) throws(TemplateError) {
    let (total, overflow) = count.multipliedReportingOverflow(by: times)
    guard !overflow, total <= listElements else {
      throw TemplateError("limit-exceeded", "a list may have at most \(listElements) elements")
    }
  }

  func checkText(bytes: Int, times: Int = 1) throws(TemplateError) {
    let (total, overflow) = bytes.multipliedReportingOverflow(by: times)
    guard !overflow, total <= textBytes else {
      throw TemplateError("limit-exceeded", "a text may have at most \(textBytes) bytes")
    }
  }
}
