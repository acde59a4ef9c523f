import Content
import Diagnostics
import Markup
import Templates

/// The filters that a site adds to Jinja2's own.
enum SiteFilters {
  static let names = ["t", "date", "number", "url", "absolute", "initials", "slug"]

  static func add(to environment: inout Environment, translations: Translations, settings: SiteSettings) {
    addTexts(to: &environment, translations)
    addAddresses(to: &environment, settings.baseURL)
    environment.addFilter("initials") { (value, _, _) throws(TemplateError) in
      .string(Initials.of(try text(value, for: "initials")))
    }
    environment.addFilter("slug") { (value, _, _) throws(TemplateError) in
      .string(Slug.make(from: try text(value, for: "slug")))
    }
  }

  private static func addTexts(to environment: inout Environment, _ translations: Translations) {
    let dates = translations.reading(of: "date")
    let decimalSign = translations.reading(of: "number.decimal")
    environment.addFilter("t", reading: ["lang"]) { (value, arguments, state) throws(TemplateError) in
      let key = try text(value, for: "t")
      guard let translated = translations[key], let text = translations.text(of: translated, language: language(state))
      else {
        throw TemplateError(
          "unknown-text", "'\(key)' must be a key of the theme's i18n files",
          suggestion: nearestName(to: key, among: translations.keys))
      }
      state.reader?.record(FactID(texts: translated.group))
      guard !arguments.keywords.isEmpty else { return .string(text.filled(language: "", count: nil) { _ in nil }) }
      state.reader?.record(decimalSign)
      let parameters = arguments.keywords.map {
        ($0.name.name, NumberText.text($0.value, translations, language(state)))
      }
      var count: Int?
      if case .integer(let number)? = arguments.keywords.first(where: { $0.name == "count" })?.value { count = number }
      return .string(
        text.filled(language: language(state), count: count) { name in parameters.first { $0.0 == name }?.1 })
    }
    environment.addFilter("date", reading: ["lang"]) { (value, arguments, state) throws(TemplateError) in
      guard case .none = value else {
        let name = try arguments.text(0, "style", default: "long")
        let date = try dateObject(value, for: "date")
        state.reader?.record(dates)
        guard let style = DateStyle(name) else {
          throw TemplateError(
            "unknown-date-style", "'\(name)' is no style of dates; they are \(DateStyle.names.joined(separator: ", "))",
            suggestion: nearestName(to: name, among: DateStyle.names))
        }
        let writer = DateText(translations: translations, language: language(state))
        return .string(writer.text(date.read(style.precision), style: style))
      }
      return .string("")
    }
    environment.addFilter("number", reading: ["lang"]) { (value, _, state) in
      state.reader?.record(decimalSign)
      return .string(NumberText.text(value, translations, language(state)))
    }
  }

  private static func addAddresses(to environment: inout Environment, _ base: BaseURL) {
    environment.addFilter("url") { (value, _, _) throws(TemplateError) in
      let path = try text(value, for: "url")
      return .string(path.hasPrefix("/") ? base.path + path : path)
    }
    environment.addFilter("absolute") { (value, _, _) throws(TemplateError) in
      let address = try text(value, for: "absolute")
      return .string(address.hasPrefix("/") ? base.origin + address : address)
    }
  }

  static func text(_ value: Value, for filter: String) throws(TemplateError) -> String {
    if let text = value.text ?? value.object?.printed.text { return text }
    throw TemplateError("filter-argument", "filter '\(filter)' takes a text")
  }

  static func dateObject(_ value: Value, for filter: String) throws(TemplateError) -> DateObject {
    if let date = value.object as? DateObject { return date }
    throw TemplateError("filter-argument", "'\(filter)' takes a date, such as entry.date")
  }

  /// Interned once: to find the symbol of a name costs as much as all the rest.
  private static let languageName: Symbol = "lang"

  private static func language(_ state: RenderState) -> String {
    state.lookup(languageName)?.text ?? ""
  }
}

extension RenderState {
  /// The site as the page that is being rendered reads it; nil where no page is.
  var reader: SiteReader? { recorder as? SiteReader }
}

/// The first letters of a name: of its first and its last word.
enum Initials {
  static func of(_ name: String) -> String {
    let words = name.split { $0 == " " || $0 == "-" || $0 == "\u{A0}" }.filter { $0.first?.isLetter == true }
    let letters = [words.first, words.count > 1 ? words.last : nil].compactMap { $0?.first }
    return String(letters).uppercased()
  }
}

/// Numbers as a language writes them.
enum NumberText {
  static func text(_ value: Value, _ translations: Translations, _ language: String) -> String {
    let separator = translations.text("number.decimal", language: language) ?? "."
    switch value {
    case .integer(let number): return String(number)
    case .double(let number):
      let text = String(number)
      return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text).replacing(".", with: separator)
    default: return value.text ?? value.object?.printed.text ?? ""
    }
  }
}
