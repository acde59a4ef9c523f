/// The filters behind `|`: one function each, and one line in the table.
enum Filters {
  static let builtin: [Symbol: Filter] = table.reduce(into: [:]) { $0[Symbol($1.name)] = $1 }

  private static let table = [
    Filter("abs", abs),
    Filter("attr", attr),
    Filter("batch", batch),
    Filter("capitalize", capitalize),
    Filter("center", center),
    Filter("count", length),
    Filter("d", fallback),
    Filter("default", fallback),
    Filter("dictsort", dictsort),
    Filter("e", escape),
    Filter("escape", escape),
    Filter("filesizeformat", filesizeformat),
    Filter("first", first),
    Filter("float", float),
    Filter("forceescape", forceescape),
    Filter("format", format),
    Filter("groupby", groupby),
    Filter("indent", indent),
    Filter("int", int),
    Filter("items", items),
    Filter("join", join),
    Filter("last", last),
    Filter("length", length),
    Filter("list", list),
    Filter("lower", lower),
    Filter("map", map),
    Filter("max", max),
    Filter("min", min),
    Filter("pprint", pprint),
    Filter("reject", reject),
    Filter("rejectattr", rejectattr),
    Filter("replace", replace),
    Filter("reverse", reverse),
    Filter("round", round),
    Filter("safe", safe),
    Filter("select", select),
    Filter("selectattr", selectattr),
    Filter("slice", slice),
    Filter("sort", sort),
    Filter("string", string),
    Filter("striptags", striptags),
    Filter("sum", sum),
    Filter("title", title),
    Filter("tojson", tojson),
    Filter("trim", trim),
    Filter("truncate", truncate),
    Filter("unique", unique),
    Filter("upper", upper),
    Filter("urlencode", urlencode),
    Filter("urlize", urlize),
    Filter("wordcount", wordcount),
    Filter("wordwrap", wordwrap),
    Filter("xmlattr", xmlattr),
  ]
}

/// A filter, a method or a test as the renderer calls it.
///
/// A type of its own, because a closure in a tuple, a dictionary or an optional is wrapped at each way in and out.
struct Filter: Sendable {
  let name: String
  let body: FilterBody

  init(_ name: String, _ body: @escaping FilterBody) {
    self.name = name
    self.body = body
  }
}

extension Value {
  /// The text of anything, which stays safe if it is: what Jinja2 calls a soft string.
  func softText() throws(TemplateError) -> SoftText {
    SoftText(isSafe ? try htmlText() : try printedText(), isSafe: isSafe)
  }
}

/// A text together with whether it is HTML already.
struct SoftText {
  var text: String
  var isSafe: Bool

  init(_ text: String, isSafe: Bool) {
    self.text = text
    self.isSafe = isSafe
  }

  var value: Value { isSafe ? .safe(text) : .string(text) }

  /// The same kind of text with other content.
  func with(_ text: String) -> Value {
    isSafe ? .safe(text) : .string(text)
  }
}
