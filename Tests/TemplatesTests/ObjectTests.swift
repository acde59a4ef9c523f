import Diagnostics
import Templates
import Testing

private struct Entry: TemplateObject {
  let title: String
  let year: Int

  static let title = Symbol("title")
  static let year = Symbol("year")

  func member(_ name: Symbol) -> Value? {
    switch name {
    case Self.title: .string(title)
    case Self.year: .integer(year)
    default: nil
    }
  }

  var memberNames: [String] { ["title", "year"] }
  var printed: Value { .string(title) }

  func compare(to other: Value) -> Int? {
    (other.object as? Entry).map { year - $0.year }
  }
}

private struct Shelf: TemplateObject {
  let entries: [Entry]

  func member(_ name: Symbol) -> Value? { nil }
  var elements: [Value]? { entries.map { .object($0) } }
  var isTrue: Bool { !entries.isEmpty }
}

/// What a host gives to templates, and what it adds to the language.
@Suite struct ObjectTests {
  private let shelf = Shelf(entries: [Entry(title: "<B>", year: 2020), Entry(title: "A", year: 2024)])

  private func render(_ template: String, _ change: (inout Environment) -> Void = { _ in }) throws -> String {
    var environment = Environment(loader: InMemoryTemplateLoader(["main": template]))
    change(&environment)
    return try environment.template(named: "main").render([("shelf", .object(shelf))])
  }

  @Test func membersAreResolved() throws {
    #expect(
      try render("{% for e in shelf %}{{ e.title }}{{ e['year'] }} {{ e }};{% endfor %}")
        == "&lt;B&gt;2020 &lt;B&gt;;A2024 A;")
    #expect(
      try render("{{ shelf|length }} {{ shelf[1].title }} {{ shelf|map(attribute='year')|join(',') }}")
        == "2 A 2020,2024")
    #expect(try render("{{ shelf[0].nope is defined }} {{ shelf|selectattr('year', '>', 2021)|first }}") == "False A")
  }

  @Test func objectsAreCompared() throws {
    #expect(
      try render("{{ shelf[0] < shelf[1] }} {{ shelf[0] == shelf[0] }} {{ shelf|sort(reverse=true)|join(',') }}")
        == "True True A,&lt;B&gt;")
  }

  @Test func filtersTestsAndFunctionsCanBeAdded() throws {
    let text = try render("{{ 2|times(3) }} {{ 4 is square }} {{ greet(name='x') }} {{ answer }} {{ 1|who }}") {
      environment in
      environment.addFilter("times") { (value, arguments, _) throws(TemplateError) in
        guard case .integer(let number) = value else { throw TemplateError("type-mismatch", "a number is needed") }
        return .integer(number * (try arguments.integer(0, "by")))
      }
      environment.addTest("square") { (value, _, _) in if case .integer(4) = value { true } else { false } }
      environment.addFunction("greet") { (arguments, _) throws(TemplateError) in
        .safe("<b>" + (try arguments.text(0, "name")) + "</b>")
      }
      environment.addGlobal("answer", .integer(42))
      environment.addFilter("who") { (_, _, state) in state.lookup("answer") ?? .none }
    }
    #expect(text == "6 True <b>x</b> 42 42")
  }

  @Test func aFilterSeesTheVariablesOfTheTemplateThatCallsIt() throws {
    let loader = InMemoryTemplateLoader([
      "main": "{% set lang = 'fr' %}{% include 'part' %}{{ 'x'|lang }}", "part": "{{ 'x'|lang }}",
    ])
    var environment = Environment(loader: loader)
    environment.addFilter("lang") { (_, _, state) in state.lookup("lang") ?? .none }
    #expect(try environment.template(named: "main").render() == "frfr")
  }

  @Test func theBufferIsUsedAgain() throws {
    let environment = Environment(loader: InMemoryTemplateLoader(["main": "a{{ x }}"]))
    let template = try environment.template(named: "main")
    var output = OutputBuffer()
    try template.render([("x", .integer(1))], into: &output)
    try template.render([("x", .integer(-20))], into: &output)
    #expect(output.text == "a1a-20")
    output.removeAll()
    #expect(output.bytes.isEmpty)
  }
}
