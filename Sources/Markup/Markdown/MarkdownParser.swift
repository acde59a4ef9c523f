import CCmarkGFM
import Synchronization

/// The border to cmark-gfm: text in, tree out.
enum MarkdownParser {
  /// Parses text that `MarkdownGuards` let through.
  static func parse(_ text: UnsafeBufferPointer<UInt8>) -> MarkdownDocument {
    // Replacing bytes that are no UTF-8 costs cmark a second buffer for every line.
    let validation = UTF8Text(text.span) == .invalid ? CMARK_OPT_VALIDATE_UTF8 : 0
    let parser = cmark_parser_new(validation | CMARK_OPT_FOOTNOTES)
    defer { cmark_parser_free(parser) }
    for each in SyntaxExtensions.all.pointers { cmark_parser_attach_syntax_extension(parser, each) }
    if let start = text.baseAddress {
      start.withMemoryRebound(to: CChar.self, capacity: text.count) { cmark_parser_feed(parser, $0, text.count) }
    }
    // Feeding a parser and reading a tree are safe on many threads; see `SpecialSigns` for what finishing is.
    let root = SpecialSigns.areKept ? finish(parser) : finishing.withLock { _ in finish(parser) }
    return MarkdownDocument(root.flatMap { OpaquePointer(bitPattern: $0) })
  }

  private static let finishing = Mutex(())

  /// The address of the root of a parsed tree; locks take no pointers.
  private static func finish(_ parser: OpaquePointer?) -> UInt? {
    cmark_parser_finish(parser).map { UInt(bitPattern: $0) }
  }
}

/// Owns a parsed tree.
struct MarkdownDocument: ~Copyable {
  let root: MarkdownNode

  fileprivate init(_ root: OpaquePointer?) {
    guard let node = MarkdownNode(root) else { preconditionFailure("a parser that was fed once has a document") }
    self.root = node
  }

  deinit { cmark_node_free(root.pointer) }
}

/// The parts of GFM that CommonMark lacks.
///
/// Unchecked, because the extensions are registered once, are never freed, and are only read from then on.
private struct SyntaxExtensions: @unchecked Sendable {
  let pointers: [OpaquePointer]

  /// Registering races in C; a static is initialised once.
  static let all = {
    cmark_gfm_core_extensions_ensure_registered()
    let names = ["table", "strikethrough", "autolink", "tasklist"]
    return SyntaxExtensions(pointers: names.compactMap { (name: String) in cmark_find_syntax_extension(name) })
  }()
}
