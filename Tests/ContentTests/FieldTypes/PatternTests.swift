import Content
import Diagnostics
import Testing

struct PatternTests {
  @Test(arguments: [
    ("abc", "abc", "abcd"), ("a|bc", "bc", "ac"), ("a*", "aaaa", "aab"), ("(ab)+", "abab", "aba"),
    ("colou?r", "color", "colouur"), ("[a-cx]+", "abcx", "d"), ("[^a-c]+", "xyz", "xa"), ("a{2,3}", "aaa", "aaaa"),
    ("a{2}", "aa", "a"), ("a{2,}", "aaaaa", "a"), (#"\d{3}-\d+"#, "123-4", "12-4"), (#"\w+\s\w+"#, "ab cd", "abcd"),
    (".+", "é漢", ""), (#"\(x\)"#, "(x)", "x"), ("^a$", "a", "aa"), ("(?:a|b)c", "bc", "c"), ("[]a]+", "]a", "b"),
    (#"[\d.-]+"#, "1.2-3", "a"), ("(a|b|cd)*e", "abcde", "abce"),
    ("(\\+33|0)[1-9]( [0-9]{2}){4}", "06 39 98 12 34", "06 39 98 12"),
    ("x{0}y", "y", "xy"), ("a+?b", "aab", "a"),
  ])
  func matchesTheWholeText(pattern: String, match: String, other: String) async throws {
    let field = "{ type: text, pattern: '\(pattern)' }"
    #expect(try await mistakes(in: thing(field, "'\(match)'")) == [])
    guard !other.isEmpty else { return }
    #expect(
      try await mistakes(in: thing(field, "'\(other)'")) == [
        "content/things/a.md:2:4: error: 'x' must match the pattern '\(pattern)' [pattern-mismatch]"
      ])
  }

  @Test(
    arguments: [
      ("(a", "a '(' in a pattern must be closed; the one at character 1 is not"),
      ("a)", "a ')' in a pattern must close a '('; the one at character 2 does not"),
      ("[a", "a '[' in a pattern must be closed; the one at character 1 is not"),
      ("*a", "a repetition in a pattern must follow what it repeats; see character 1"),
      ("a{x}", "a repetition in a pattern must be written as {3}, {3,} or {3,5}; see character 3"),
      ("a{3,2}", "a repetition in a pattern must be written as {3}, {3,} or {3,5}; see character 7"),
      (#"a\\"#, nil),
      ("(((a{50}){50}){50}){50}", "a pattern must not repeat or nest so much"),
      ("a{99999}", "a pattern must not repeat or nest so much"),
    ] as [(String, String?)])
  func refusesBadPatterns(pattern: String, message: String?) async throws {
    let found = try await mistakes(in: thing("{ type: text, pattern: '\(pattern)' }", ""))
    let expected = message.map { ["content/kinds/thing.yaml:4:29: error: \($0) [bad-pattern]"] } ?? []
    #expect(found == expected)
  }

  @Test(arguments: ["(?=a)b", #"(a)\1"#, "a$b"])
  func refusesWhatCannotBeLinear(pattern: String) async throws {
    let found = try await mistakes(in: thing("{ type: text, pattern: '\(pattern)' }", ""))
    #expect(found.count == 1)
    #expect(found.first?.contains("this pattern uses something that can't be used") == true)
  }

  @Test(.timeLimit(.minutes(15)))
  func takesLinearTime() async throws {
    let text = String(repeating: "a", count: 5_000)
    let found = try await mistakes(in: thing("{ type: text, pattern: '(a+)+(a|aa)*b' }", text))
    #expect(found.count == 1)
  }
}
