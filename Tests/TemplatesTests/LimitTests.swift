import Diagnostics
import Templates
import Testing

/// Hostile templates end with a diagnostic, also on the small stacks of render threads.
@Suite struct LimitTests {
  private func message(_ template: String, _ change: (inout Settings) -> Void = { _ in }) -> String {
    var settings = Settings()
    change(&settings)
    let loader = InMemoryTemplateLoader(["main": template])
    return SmallThread.run { [settings] in
      do throws(TemplateFailure) {
        let environment = Environment(loader: loader, settings: settings)
        return "output: " + (try environment.template(named: "main").render())
      } catch {
        return error.diagnostics.map { $0.message.text() }.joined(separator: "\n")
      }
    }
  }

  @Test(arguments: [
    ("(", "1", ")"), ("[", "", "]"), ("{1: ", "1", "}"), ("-", "1", ""), ("not ", "1", ""), ("f(", "", ")"),
    ("x[", "1", "]"),
    ("1 + (", "1", ")"), ("1 if 1 else ", "1", ""), ("'a' ~ (", "1", ")"), ("x|f(", "1", ")"),
  ])
  func deepExpressionsAreRefused(_ parts: (String, String, String)) {
    let template = "{{ " + repeated(parts.0) + parts.1 + repeated(parts.2) + " }}"
    #expect(message(template).contains("deep at most"))
  }

  private func repeated(_ text: String, _ count: Int = 20_000) -> String {
    String(repeating: text, count: count)
  }

  @Test(arguments: ["1" + String(repeating: " + 1", count: 20_000), "x" + String(repeating: ".a", count: 20_000)])
  func longChainsAreRefused(_ expression: String) {
    #expect(message("{{ \(expression) }}").contains("deep at most"))
  }

  @Test(arguments: ["|first", "|last", "|batch(9)|first", " == 3 or 3 in range(99999999999999)"])
  func hugeRangesAreNotCounted(_ rest: String) {
    #expect(message("{{ range(1, 99999999999999)\(rest) }}").contains("at most 1000000 elements"))
  }

  @Test func deepBlocksAreRefused() {
    #expect(message(repeated("{% if 1 %}")).contains("deep at most"))
    #expect(message(repeated("{% for x in y %}") + repeated("{% endfor %}")).contains("deep at most"))
  }

  @Test func theDeepestAllowedRenders() {
    #expect(message("{{ " + repeated("(", 90) + "1" + repeated(")", 90) + " }}") == "output: 1")
    #expect(message("{{ " + repeated("[", 58) + repeated("]", 58) + " }}").hasPrefix("output: [["))
    #expect(message(repeated("{% if 1 %}", 95) + "x" + repeated("{% endif %}", 95)) == "output: x")
  }

  @Test func endlessRecursionEnds() {
    #expect(message("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}").contains("200 deep"))
    #expect(message("{% include 'main' %}").contains("200 deep"))
    #expect(message("{% import 'main' as m %}").contains("200 deep"))
    #expect(message("{% extends 'main' %}").contains("200 deep"))
    #expect(message("{% block a %}{{ self.a() }}{% endblock %}").contains("200 deep"))
    #expect(message("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}").contains("200 deep"))
  }

  @Test func recursionThatDoublesEnds() {
    let template = "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(100) }}"
    #expect(message(template) { $0.limits.steps = 100_000 }.contains("at most 100000 steps"))
  }

  @Test func longLoopsEnd() {
    let loop = "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}"
    #expect(message(loop) { $0.limits.steps = 200_000 }.contains("at most 200000 steps"))
    #expect(message("{% for a in range(10 ** 12) %}{% endfor %}").contains("elements"))
    #expect(message("{{ range(10 ** 12)|list }}").contains("elements"))
    #expect(message("{{ range(10 ** 12)|length }}") == "output: 1000000000000")
  }

  @Test func hugeValuesAreRefused() {
    #expect(message("{{ 'x' * 10 ** 12 }}").contains("bytes"))
    #expect(message("{{ [0] * 10 ** 12 }}").contains("elements"))
    #expect(message("{{ 'x'|center(10 ** 12) }}").contains("bytes"))
    #expect(message("{{ 'x'.ljust(10 ** 12) }}").contains("bytes"))
    #expect(message("{{ 2 ** 100 ** 100 ** 100 }}").contains("4,300 digits"))
    #expect(message("{{ '%999999999999d' % 1 }}").hasPrefix("output: "))
    let squares = "{% set n = namespace(x=3) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}"
    #expect(message(squares).contains("4,300 digits"))
  }

  /// The largest and smallest integers in every place where a template can put a number.
  @Test(arguments: [
    "'ab'|center(n)", "'ab'.ljust(n)", "'ab'.rjust(n)", "'ab'.zfill(n)", "'ab'|truncate(n)",
    "'ab'|truncate(3, leeway=n)",
    "'a b'|wordwrap(n)", "'a\\nb'|indent(n)", "[1]|batch(n)|list", "[1]|batch(n, 0)|list", "[1]|slice(n)|list", "n|abs",
    "-n",
    "n|round(-1)", "n|round(n)", "1.5|round(n)", "1.5|round(n, 'ceil')", "n|filesizeformat", "(n * 1.0)|filesizeformat",
    "n // -1", "n % -1", "n * n", "n ** 2", "n - 1", "n + 1", "n / 3", "2 ** n", "'ab' * n", "[1] * n", "'' * n",
    "[] * n", "() * n", "n * []", "n|float", "'%f' % n", "'ab'[n]",
    "'ab'[n:]",
    "'ab'[:n]", "'ab'[::n]", "'ab'[n:n:n]", "[1, 2][n]", "[1, 2][::n]", "range(n)|length", "range(n, 0)[::-1]|length",
    "range(0, n, n)|length", "range(0, 5, n)|list", "range(n, n)|list", "range(-n - 1, n)|length", "range(5)[n:]",
    "range(5)[::n]",
    "range(n)[1:n:n]", "[1].pop(n)", "[1].insert(n, 2)", "'%*d' % n", "'%d %x %c' % (n, n, n)", "'{:{}}'.format(1, n)",
    "'{:,}'.format(n)", "'a'.split('b', n)", "'aa'.replace('a', 'b', n)", "'x'|int(0, n)", "'7'|int(0, n)",
    "n|tojson(n)",
    "n is divisibleby(n)", "'www.a.org'|urlize(n)", "n|float|int", "(n * 1.0)|int", "'1e400'|float|int",
    "'nan'|float|filesizeformat",
    "'-inf'|float|filesizeformat", "'nan'|float|round|int",
  ])
  func extremeNumbersEndWell(_ expression: String) {
    for number in ["9223372036854775807", "(-9223372036854775807 - 1)", "0", "-1", "10 ** 400", "(-(10 ** 400))"] {
      #expect(!message("{% set n = \(number) %}{{ \(expression) }}").isEmpty)
    }
  }

  @Test func muchOutputEnds() {
    let template = "{% for a in range(100000) %}{{ 'x' * 1000 }}{% endfor %}"
    #expect(message(template) { $0.limits.outputBytes = 1_000_000 }.contains("1000000 bytes"))
  }

  @Test func aListInsideItselfDoesNotHang() {
    let make = "{% set a = [] %}{% do a.append(a) %}{% set b = [] %}{% do b.append(b) %}"
    #expect(message(make + "{{ a }}").contains("too deeply"))
    #expect(message(make + "{{ a|tojson }}").contains("too deeply"))
    #expect(message(make + "{{ a == b }}") == "output: False")
    #expect(message(make + "{{ a < b }}").contains("too deeply"))
  }

  @Test(arguments: [
    "[ns.x]", "(ns.x,)", "{'a': ns.x}", "[ns.x]|batch(1)|list", "namespace(x=ns.x)", "dict(a=ns.x)", "[ns.x].append",
    "[ns.x].nope", "[ns.x]|map('list')", "cycler(ns.x)", "{'a': ns.x}.items()", "ns",
  ])
  func nestingWithoutEndIsRefused(_ value: String) {
    let loop = "{% set ns = namespace(x=[]) %}{% for i in range(100000) %}{% set ns.x = \(value) %}{% endfor %}"
    #expect(message(loop).contains("nested 100 deep"))
  }

  @Test func recursionThatNestsIsRefused() {
    let template = "{% macro m(x) %}{{ m([[[[[[[[[[x]]]]]]]]]]) }}{% endmacro %}{{ m(1) }}"
    #expect(message(template).contains("nested 100 deep"))
  }
}
