/// Where in a table the walk is.
struct TableState {
  /// Counts tables, so that each has a name of its own.
  var number = 0
  var column = 0
  var isInHeader = false
  var isBodyOpen = false
  /// A sign for each column: `l`, `c`, `r`, or 0.
  var alignments: [UInt8] = []
}

extension MarkdownRenderer.Pass {
  /// A table in a region that scrolls by itself, which keyboards and screen readers reach by its name.
  mutating func openTable(_ node: MarkdownNode) {
    table.number += 1
    table.isBodyOpen = false
    table.alignments = Array(node.columnAlignments)
    guard !options.isPlain else { return block("<table>") }
    block("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"")
    html.text(options.labels.table)
    html.markup(" ")
    html.number(table.number)
    html.markup("\">\n<table>")
  }

  mutating func closeTable() {
    if table.isBodyOpen { block("</tbody>\n") }
    html.markup("</table>\n")
    if !options.isPlain { html.markup("</div>\n") }
  }

  mutating func openRow(_ node: MarkdownNode) {
    table.column = 0
    table.isInHeader = node.isTableHeader
    if table.isInHeader {
      block("<thead>\n")
    } else if !table.isBodyOpen {
      block("<tbody>\n")
      table.isBodyOpen = true
    }
    block("<tr>")
  }

  mutating func closeRow(_ node: MarkdownNode) {
    block("</tr>\n")
    if table.isInHeader { html.markup("</thead>\n") }
  }

  mutating func openCell(_ node: MarkdownNode) {
    block(table.isInHeader ? "<th" : "<td")
    if table.isInHeader, !options.isPlain { html.markup(" scope=\"col\"") }
    if let alignment { html.markup(alignment) }
    html.markup(">")
    table.column += 1
  }

  mutating func closeCell() {
    html.markup(table.isInHeader ? "</th>" : "</td>")
  }

  /// As a class, because the site's policy refuses style attributes.
  private var alignment: StaticString? {
    guard table.alignments.indices.contains(table.column) else { return nil }
    return switch table.alignments[table.column] {
    case UInt8(ascii: "l"): options.isPlain ? " align=\"left\"" : " class=\"align-left\""
    case UInt8(ascii: "c"): options.isPlain ? " align=\"center\"" : " class=\"align-center\""
    case UInt8(ascii: "r"): options.isPlain ? " align=\"right\"" : " class=\"align-right\""
    default: nil
    }
  }
}
