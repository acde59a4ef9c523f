import Synchronization
import Templates
import Testing

/// Includes that are rendered once and shared.
@Suite struct FragmentTests {
  private let card = "[{{ level }}:{{ person.name }}]"

  @Test func sameIncludeIsRenderedOnce() throws {
    let person = Person(identity: 1)
    let output = try render("{% for i in [1, 2, 3] %}{% include 'card' %}{% endfor %}", ["card": card], person)
    #expect(output == "[2:Ada][2:Ada][2:Ada]")
    #expect(person.reads.count == 1)
  }

  @Test func includeIsSharedBetweenRenders() throws {
    let person = Person(identity: 1)
    let environment = Environment(loader: InMemoryTemplateLoader(["page": "{% include 'card' %}", "card": card]))
    let cache = FragmentCache()
    for _ in 0..<2 {
      var output = OutputBuffer()
      try environment.template(named: "page").render(
        [("person", .object(person)), ("level", .integer(1))], fragments: cache, into: &output)
      #expect(output.text == "[1:Ada]")
    }
    #expect(person.reads.count == 1)
  }

  @Test func otherValueOfAnyNameThatIsReadRendersAnew() throws {
    let person = Person(identity: 1)
    let main = "{% for level in [1, 2, 1] %}{% include 'card' %}{% endfor %}"
    #expect(try render(main, ["card": card], person) == "[1:Ada][2:Ada][1:Ada]")
    #expect(person.reads.count == 2)
  }

  @Test func namesThatMacrosAndImportedTemplatesReadCount() throws {
    let templates = [
      "card": "{% import 'macros' as m with context %}{{ m.line() }}",
      "macros": "{% macro line() %}{{ level }}{% endmacro %}",
    ]
    #expect(try render("{% for level in [1, 2] %}{% include 'card' %}{% endfor %}", templates) == "12")
  }

  @Test func namesThatFiltersLookUpCount() throws {
    var environment = Environment(
      loader: InMemoryTemplateLoader([
        "main": "{% for lang in ['fr', 'en'] %}{% include 'card' %}{% endfor %}", "card": "{{ ['x']|map('t')|first }}",
      ]))
    environment.addFilter("t", reading: ["lang"]) { (_, _, state) in state.lookup("lang") ?? .none }
    var output = OutputBuffer()
    try environment.template(named: "main").render([], fragments: FragmentCache(), into: &output)
    #expect(output.text == "fren")
  }

  @Test func objectsWithoutIdentityAndValuesThatMayChangeAreNotShared() throws {
    let person = Person(identity: nil)
    let main = "{% for i in [1, 2] %}{% include 'card' %}{% endfor %}"
    #expect(try render(main, ["card": card], person) == "[2:Ada][2:Ada]")
    #expect(person.reads.count == 2)
    let counting = "{% set n = namespace(i=0) %}{% for i in [1, 2] %}{% include 'card' %}{% endfor %}{{ n.i }}"
    #expect(try render(counting, ["card": "{% set n.i = n.i + 1 %}{{ n.i }}"]) == "122")
    let appending = "{% set l = [] %}{% for i in [1, 2] %}{% include 'card' %}{% endfor %}{{ l|length }}"
    #expect(try render(appending, ["card": "{{ l.append(1) or l|length }}"]) == "122")
  }

  @Test func includeThatNamesTemplatesByExpressionsIsNotShared() throws {
    let templates = ["card": "{% include level ~ '' %}", "1": "one", "2": "two"]
    #expect(try render("{% for level in [1, 2] %}{% include 'card' %}{% endfor %}", templates) == "onetwo")
  }

  @Test func loopAndMissingNamesDecide() throws {
    let main = "{% for x in 'ab' %}{{ loop.first }}{% include 'card' %}{% endfor %}{% include 'card' %}"
    #expect(try render(main, ["card": "{{ loop.index if loop is defined else '-' }}"]) == "True1False2-")
  }

  @Test func failureIsReportedEachTime() throws {
    let environment = Environment(
      loader: InMemoryTemplateLoader(["main": "{% include 'card' %}", "card": "{{ missing }}"]))
    let cache = FragmentCache()
    for _ in 0..<2 {
      var output = OutputBuffer()
      #expect(throws: TemplateFailure.self) {
        try environment.template(named: "main").render([], fragments: cache, into: &output)
      }
    }
  }

  @Test func fullCacheStillRenders() throws {
    let person = Person(identity: 1)
    let main = "{% for i in [1, 2] %}{% include 'card' %}{% endfor %}"
    #expect(try render(main, ["card": card], person, cache: FragmentCache(capacity: 3)) == "[2:Ada][2:Ada]")
    #expect(person.reads.count == 2)
  }

  private func render(
    _ main: String, _ templates: [String: String], _ person: Person = Person(identity: 1),
    cache: FragmentCache = FragmentCache()
  ) throws -> String {
    let loader = InMemoryTemplateLoader(templates.merging(["main": main]) { $1 })
    var output = OutputBuffer()
    try Environment(loader: loader).template(named: "main").render(
      [("person", .object(person)), ("level", .integer(2))], fragments: cache, into: &output)
    return output.text
  }
}

/// An object that counts how often it is read.
private struct Person: TemplateObject {
  let identity: ObjectIdentity?
  let reads = Counter()

  init(identity: Int?) {
    self.identity = identity.map { ObjectIdentity(Person.self, $0) }
  }

  func member(_ name: Symbol) -> Value? {
    reads.increment()
    return name == "name" ? .string("Ada") : nil
  }

  final class Counter: Sendable {
    private let value = Atomic(0)
    var count: Int { value.load(ordering: .relaxed) }
    func increment() { value.add(1, ordering: .relaxed) }
  }
}
