import Diagnostics
import Templates
import Testing

/// One compiled template serves all threads.
@Suite struct ThreadTests {
  @Test func tasksRenderTheSameTemplate() async throws {
    let environment = Environment(
      loader: InMemoryTemplateLoader([
        "base": "<{% block b %}{% endblock %}>",
        "main":
          "{% extends 'base' %}{% from 'm' import f %}{% block b %}{% for x in xs %}{{ f(x, n) }}{% endfor %}{% endblock %}",
        "m":
          "{% macro f(x, n) %}{% set l = [] %}{% do l.append(x) %}{{ l|join }}{{ n }}{{ loop is defined }};{% endmacro %}",
      ]))
    let xs = Value.list((0..<20).map { .integer($0) })
    try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for number in 0..<200 {
        group.addTask {
          (number, try environment.template(named: "main").render([("xs", xs), ("n", .integer(number))]))
        }
      }
      for try await (number, text) in group {
        #expect(text == "<" + (0..<20).map { "\($0)\(number)False;" }.joined() + ">")
      }
    }
  }

  @Test func valuesFromOutsideCannotBeChanged() throws {
    let environment = Environment(loader: InMemoryTemplateLoader(["main": "{% do xs.append(1) %}"]))
    let failure = #expect(throws: TemplateFailure.self) {
      try environment.template(named: "main").render([("xs", .list([]))])
    }
    #expect(failure?.diagnostics.first?.message.text() == "this list cannot be changed")
  }
}
