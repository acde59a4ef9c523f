/// The filters behind `|`: one function each, and one line in the table.
enum Filters {
  static let builtin: [Symbol: FilterBody] = table.reduce(into: [:]) { $0[Symbol($1.name)] = $1.body }

  private static let table: [(name: String, body: FilterBody)] = [
    ("abs", abs),
    ("attr", attr),
    ("batch", batch),
    ("capitalize", capitalize),
    ("center", center),
    ("count", length),
    ("d", fallback),
    ("default", fallback),
    ("dictsort", dictsort),
    ("e", escape),
    ("escape", escape),
    ("filesizeformat", filesizeformat),
    ("first", first),
    ("float", float),
    ("forceescape", forceescape),
    ("format", format),
    ("groupby", groupby),
    ("indent", indent),
    ("int", int),
    ("items", items),
    ("join", join),
    ("last", last),
    ("length", length),
    ("list", list),
    ("lower", lower),
    ("map", map),
    ("max", max),
    ("min", min),
    ("pprint", pprint),
    ("reject", reject),
    ("rejectattr", rejectattr),
    ("replace", replace),
    ("reverse", reverse),
    ("round", round),
    ("safe", safe),
    ("select", select),
    ("selectattr", selectattr),
    ("slice", slice),
    ("sort", sort),
    ("string", string),
    ("striptags", striptags),
    ("sum", sum),
    ("title", title),
    ("tojson", tojson),
    ("trim", trim),
    ("truncate", truncate),
    ("unique", unique),
    ("upper", upper),
    ("urlencode", urlencode),
    ("urlize", urlize),
    ("wordcount", wordcount),
    ("wordwrap", wordwrap),
    ("xmlattr", xmlattr),
  ]
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
