import Diagnostics
import Templates
import Testing

/// The exact text and place of what authors see when a template is wrong.
@Suite struct ErrorTests {
  private func errors(_ templates: [String: String], _ context: [(String, Value)] = []) -> String {
    let environment = Environment(loader: InMemoryTemplateLoader(templates))
    do throws(TemplateFailure) {
      return "output: " + (try environment.template(named: "page.html").render(context))
    } catch {
      return error.diagnostics.map(\.caseText).joined(separator: "\n")
    }
  }

  private func errors(_ template: String, _ context: [(String, Value)] = []) -> String {
    errors(["page.html": template], context)
  }

  @Test func columnsCountScalars() {
    #expect(
      errors("é\n« {{ nam }} »", [("name", .string("x"))])
        == "page.html:2:6: 'nam' is undefined\n  did you mean 'name'?")
  }

  @Test func severalSyntaxErrorsAreReportedAtOnce() {
    let text = errors("{% for x xs %}{{ x + }}{% endfor %}{{ [1, 2 }}\n{% iff x %}\n{{ 'open }}")
    #expect(
      text == """
        page.html:1:10: expected 'in', got 'xs'
        page.html:1:22: expected an expression, got the end of the expression
          note: in the 'for' block that begins here (page.html:1:4)
        page.html:1:45: expected ']', got '}'
        page.html:2:4: there is no tag 'iff'
          did you mean 'if'?
        page.html:3:4: the string has no end
        """)
  }

  @Test func anUnclosedBlockIsReportedWhereItBegins() {
    #expect(
      errors("a\n{% if x %}b")
        == "page.html:2:4: the 'if' block has no end\n  help: close it with '{% endif %}'")
  }

  @Test func aWrongEndTagNamesTheInnermostBlock() {
    #expect(
      errors("{% if a %}{% for x in y %}{% endif %}") == """
        page.html:1:30: expected 'endfor' before 'endif': the 'for' block is still open
          note: in the 'for' block that begins here (page.html:1:14)
        """)
  }

  @Test func anEndTagAloneEndsNothing() {
    #expect(errors("{% endif %}") == "page.html:1:4: 'endif' ends no open block")
  }

  @Test func unknownFiltersAndTestsNameTheNearest() {
    #expect(
      errors("{{ x|uper }}{{ x is stirng }}") == """
        page.html:1:6: there is no filter 'uper'
          did you mean 'upper'?
        page.html:1:21: there is no test 'stirng'
          did you mean 'string'?
        """)
  }

  @Test func membersNameTheNearest() {
    let context: [(String, Value)] = [("page", .dictionary([("title", .string("T"))]))]
    #expect(
      errors("{{ page.titel }}", context)
        == "page.html:1:9: a dictionary has no member 'titel'\n  did you mean 'title'?")
  }

  @Test func macrosAndLocalNamesAreSuggested() {
    #expect(errors("{% macro card() %}{% endmacro %}{{ crad() }}").contains("did you mean 'card'?"))
    #expect(errors("{% set total = 1 %}{{ totla }}").contains("did you mean 'total'?"))
  }

  @Test func theUndefinedPartIsShown() {
    #expect(errors("{{ 1 + (2 * abc) }}") == "page.html:1:13: 'abc' is undefined")
    #expect(errors("{{ page.a.b }}", [("page", .dictionary([("a", .integer(1))]))]).hasPrefix("page.html:1:11: "))
    #expect(
      errors("{% set t = page.t %}\n{{ t ~ 'x' }}", [("page", .dictionary([]))]) == """
        page.html:2:4: a dictionary has no member 't'
          note: the undefined value comes from here (page.html:1:17)
        """)
  }

  @Test func theChainOfTemplatesIsTold() {
    let templates = [
      "page.html": "{% extends 'base.html' %}\n{% block body %}{% include 'part.html' %}{% endblock %}",
      "base.html": "<main>\n{% block body %}{% endblock %}</main>",
      "part.html": "{% from 'macros.html' import card %}\n{{ card(1) }}",
      "macros.html": "{% macro card(x) %}\n  {{ x.name }}\n{% endmacro %}",
    ]
    #expect(
      errors(templates) == """
        macros.html:2:8: an integer has no member 'name'
          note: in macro 'card' called here (part.html:2:4)
          note: included from here (page.html:2:28)
          note: in block 'body' (base.html:2:10)
        """)
  }

  @Test func aBrokenIncludeKeepsItsOwnPlace() {
    let templates = ["page.html": "{% include 'part.html' %}", "part.html": "\n{{ 1 + }}"]
    #expect(
      errors(templates) == """
        part.html:2:8: expected an expression, got the end of the expression
          note: used by template 'page.html' (page.html:1:12)
        """)
  }

  @Test func errorsOfFiltersPointAtTheFilter() {
    #expect(
      errors("{{ 'a'|truncate(length='x') }}")
        == "page.html:1:8: argument 'length' must be an integer, not a string")
    #expect(
      errors("{{ 'a'|truncate(lenght=3) }}")
        == "page.html:1:8: 'lenght' is no argument here\n  did you mean 'length'?")
  }

  @Test func checkAllFindsWhatRenderingMayMiss() {
    let environment = Environment(
      loader: InMemoryTemplateLoader([
        "a": "{% if x %}{{ 1|nope }}{% endif %}{% include 'bb' %}", "b": "{% for %}",
        "c": "{% include 'd' ignore missing %}",
      ]))
    let text = environment.checkAll(names: ["c", "b", "a"]).map(\.caseText).joined(separator: "\n")
    #expect(
      text == """
        a:1:16: there is no filter 'nope'
        a:1:45: there is no template 'bb'
          did you mean 'b'?
        b:1:8: expected a name to assign to, got the end of the tag
        """)
  }

  @Test func invalidEncodingIsAnError() {
    let file = SourceFile(path: "page.html", bytes: [0x61, 0xFF])
    let environment = Environment(loader: InMemoryTemplateLoader(files: [file]))
    #expect(throws: TemplateFailure.self) { try environment.template(named: "page.html") }
  }
}
