import Markup
import Testing

/// Code with its tokens marked as `‹class text›`, which gives both the code and the HTML expected of it.
struct HighlightSample: Sendable, CustomTestStringConvertible {
  let language: String
  let marked: String

  init(_ language: String, _ marked: String) {
    self.language = language
    self.marked = marked
  }

  var testDescription: String { language }

  static let all = scripts + compiled + markup + data

  var code: String { expanded(open: { _ in "" }, close: "", text: { String($0) }) }

  var html: String {
    expanded(open: { "<span class=\"\($0)\">" }, close: "</span>", text: Self.escaped)
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    default: String(scalar)
    }
  }

  private func expanded(open: (String) -> String, close: String, text: (Unicode.Scalar) -> String) -> String {
    var result = ""
    var rest = marked.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "‹":
        let name = rest.prefix { $0 != " " }
        rest = rest.dropFirst(name.count + 1)
        result += open(String(name))
      case "›": result += close
      default: result += text(scalar)
      }
    }
    return result
  }
}

/// Highlights bytes as a page would.
func highlighted(_ code: [UInt8], _ language: String) -> [UInt8] {
  var html: [UInt8] = []
  code.withUnsafeBufferPointer { Highlighter.append($0, language: language, to: &html) }
  return html
}

func highlighted(_ code: String, _ language: String) -> String {
  String(decoding: highlighted(Array(code.utf8), language), as: UTF8.self)
}

/// Highlights code and writes it as a sample does.
func marks(_ code: String, _ language: String) -> String {
  var html = highlighted(code, language)[...]
  var marked = ""
  while let open = html.firstIndex(of: "<") {
    marked += html[..<open]
    let tag = html[open...].prefix { $0 != ">" }
    marked += tag == "</span" ? "›" : "‹\(tag.split(separator: "\"")[1]) "
    html = html[tag.endIndex...].dropFirst()
  }
  return (marked + html).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
    .replacing("&amp;", with: "&")
}
