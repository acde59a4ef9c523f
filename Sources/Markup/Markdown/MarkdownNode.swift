import CCmarkGFM
import Glibc

/// A node of cmark's tree; alive as long as its document.
struct MarkdownNode: Equatable {
  let pointer: OpaquePointer

  init?(_ pointer: OpaquePointer?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  enum Kind {
    case document
    case blockQuote
    case list
    case item
    case codeBlock
    case htmlBlock
    case paragraph
    case heading
    case thematicBreak
    case footnoteDefinition
    case table
    case tableRow
    case tableCell
    case text
    case softBreak
    case lineBreak
    case code
    case htmlInline
    case emphasis
    case strong
    case strikethrough
    case link
    case image
    case footnoteReference
    case unknown
  }

  var kind: Kind {
    let type = cmark_node_get_type(pointer)
    return switch type {
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_CODE: .code
    case CMARK_NODE_EMPH: .emphasis
    case CMARK_NODE_STRONG: .strong
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_IMAGE: .image
    case CMARK_NODE_LIST: .list
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_CODE_BLOCK: .codeBlock
    case CMARK_NODE_BLOCK_QUOTE: .blockQuote
    case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    case CMARK_NODE_HTML_INLINE: .htmlInline
    case CMARK_NODE_FOOTNOTE_REFERENCE: .footnoteReference
    case CMARK_NODE_FOOTNOTE_DEFINITION: .footnoteDefinition
    case CMARK_NODE_DOCUMENT: .document
    default: extensionKind(type)
    }
  }

  private func extensionKind(_ type: cmark_node_type) -> Kind {
    switch type {
    case ccmark_table_cell_type(): .tableCell
    case ccmark_table_row_type(): .tableRow
    case ccmark_table_type(): .table
    case ccmark_strikethrough_type(): .strikethrough
    default: .unknown
    }
  }
}

// MARK: - The tree

extension MarkdownNode {
  var parent: Self? { Self(cmark_node_parent(pointer)) }
  var firstChild: Self? { Self(cmark_node_first_child(pointer)) }
  var next: Self? { Self(cmark_node_next(pointer)) }

  /// The child of a node that has one child; empty texts, which autolinks leave around them, don't count.
  var onlyChild: Self? {
    guard let child = firstChild?.skippingEmptyText, child.next?.skippingEmptyText == nil else { return nil }
    return child
  }

  private var skippingEmptyText: Self? {
    var node = self
    while node.kind == .text, node.literal.isEmpty {
      guard let next = node.next else { return nil }
      node = next
    }
    return node
  }

  var isBlock: Bool {
    cmark_node_get_type(pointer).rawValue & UInt32(CMARK_NODE_TYPE_MASK) == UInt32(CMARK_NODE_TYPE_PRESENT)
  }

  /// Visits the nodes below this one in the order of the text, without recursion: nesting may be deep.
  func forEachDescendant(_ visit: (MarkdownNode) -> Void) {
    var node = self
    while true {
      if let child = node.firstChild {
        node = child
      } else {
        while node != self, node.next == nil, let parent = node.parent { node = parent }
        guard node != self, let next = node.next else { return }
        node = next
      }
      visit(node)
    }
  }
}

// MARK: - What a node holds

extension MarkdownNode {
  /// The text of a leaf, or the number of a footnote reference.
  ///
  /// Bytes that cmark owns, like those of `url`, `title` and `codeInfo`.
  var literal: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_literal(pointer)) }
  var url: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_url(pointer)) }
  var title: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_title(pointer)) }

  /// What follows the fence of a code block: its language, and more.
  var codeInfo: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_fence_info(pointer)) }

  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
  var isOrderedList: Bool { cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST }
  var isTightList: Bool { cmark_node_get_list_tight(pointer) != 0 }
  var listStart: Int { Int(cmark_node_get_list_start(pointer)) }

  /// Whether an item's box is ticked; nil for an item without a box.
  var isTicked: Bool? {
    guard let type = cmark_node_get_type_string(pointer), type.pointee == CChar(UInt8(ascii: "t")) else { return nil }
    return cmark_gfm_extensions_get_tasklist_item_checked(pointer)
  }

  var isTableHeader: Bool { cmark_gfm_extensions_get_table_row_is_header(pointer) != 0 }

  /// A sign for each column of a table: `l`, `c`, `r`, or 0 for none.
  var columnAlignments: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      start: cmark_gfm_extensions_get_table_alignments(pointer),
      count: Int(cmark_gfm_extensions_get_table_columns(pointer)))
  }

  /// Lines of the parsed text, counted from 1; exact for blocks only.
  var lines: ClosedRange<Int> {
    let first = Int(cmark_node_get_start_line(pointer))
    return first...max(first, Int(cmark_node_get_end_line(pointer)))
  }

  private func bytes(_ text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
    guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
    let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
    return UnsafeBufferPointer(start: start, count: strlen(text))
  }
}
