import Diagnostics
import Markup
import Testing

/// The tree of a text, with the bytes of each value between ⟨ and ⟩.
private func tree(_ text: String) -> String {
  let file = sourceFile(text)
  var diagnostics: [Diagnostic] = []
  let node = YAMLParser.parse(file, into: &diagnostics)
  #expect(diagnostics.map(\.described) == [])
  return node?.described(in: file) ?? "nil"
}

struct YAMLParserTests {
  @Test func scalarsStayText() {
    #expect(
      tree("promo: no\nversion: 1.10\ndate: 2024-06-28\n")
        == "⟨promo: no\nversion: 1.10\ndate: 2024-06-28⟩{⟨promo⟩promo=⟨no⟩no, ⟨version⟩version=⟨1.10⟩1.10, ⟨date⟩date=⟨2024-06-28⟩2024-06-28}"
    )
  }

  @Test func rangesAreBytesAndHoldTheQuotes() {
    #expect(
      tree("é: \"L’été\"  # là\nà: 'c''est'\n").hasSuffix("{⟨é⟩é=⟨\"L’été\"⟩\"L’été\", ⟨à⟩à=⟨'c''est'⟩\"c'est\"}"))
  }

  @Test func rangesSurviveCarriageReturnsAndAByteOrderMark() {
    #expect(tree("\u{FEFF}a: é\r\nb:\r\n  - c\r\n").hasSuffix("{⟨a⟩a=⟨é⟩é, ⟨b⟩b=⟨- c⟩[⟨c⟩c]}"))
  }

  @Test func everyLineEndCountsInRanges() {
    #expect(tree("a: 1\rb: 2\r\nc: 3\nd: 4").hasSuffix("{⟨a⟩a=⟨1⟩1, ⟨b⟩b=⟨2⟩2, ⟨c⟩c=⟨3⟩3, ⟨d⟩d=⟨4⟩4}"))
  }

  @Test func blockTextEndsWithItsLastWord() {
    #expect(
      tree("a: |\n  un\n  deux\n\n\nb: >-\n  trois\n  quatre\n")
        .hasSuffix("{⟨a⟩a=⟨|\n  un\n  deux⟩\"un\ndeux\n\", ⟨b⟩b=⟨>-\n  trois\n  quatre⟩\"trois quatre\"}"))
  }

  @Test func flowCollectionsHoldTheirBrackets() {
    #expect(tree("a: [b, {c: d}, [] ] # e\n").hasSuffix("⟨[b, {c: d}, [] ]⟩[⟨b⟩b, ⟨{c: d}⟩{⟨c⟩c=⟨d⟩d}, ⟨[]⟩[]]}"))
  }

  @Test func missingValueIsAnEmptyRangeAfterTheColon() throws {
    let file = sourceFile("a:\nb: ~\nc: ''\nd: null\ne: Null\nf: NULL\n")
    var diagnostics: [Diagnostic] = []
    let fields = try #require(YAMLParser.parse(file, into: &diagnostics)?.mapping)
    #expect(fields["a"]?.range == 2..<2)
    #expect(fields.pairs.map(\.value.isNull) == [true, true, false, true, false, false])
    #expect(fields["x"] == nil)
  }

  @Test(arguments: ["", "# only a comment\n", "\n\n", "---\n"])
  func emptyDocumentIsNull(_ text: String) {
    var diagnostics: [Diagnostic] = []
    #expect(YAMLParser.parse(sourceFile(text), into: &diagnostics)?.isNull == true)
    #expect(diagnostics.isEmpty)
  }

  @Test func aRangeOfTheFileIsReadAlone() {
    let file = sourceFile("é{{{\na: été\n}}}")
    var diagnostics: [Diagnostic] = []
    let node = YAMLParser.parse(file, in: 6..<15, into: &diagnostics)
    #expect(node?.described(in: file) == "⟨a: été⟩{⟨a⟩a=⟨été⟩été}")
    #expect(diagnostics.isEmpty)
  }

  @Test func longGroupsFindTheirDuplicates() {
    let lines = (0..<40).map { "k\($0): v\n" }.joined()
    let file = sourceFile(lines + "k3: w\nk39: w\n")
    var diagnostics: [Diagnostic] = []
    let node = YAMLParser.parse(file, into: &diagnostics)
    #expect(node?.mapping?.pairs.count == 40)
    #expect(
      diagnostics.map(\.described) == [
        "error duplicate-key at 41:1 \"k3\": key 'k3' must come only once (4:1: it is first here)",
        "error duplicate-key at 42:1 \"k39\": key 'k39' must come only once (40:1: it is first here)",
      ])
  }
}

@Suite(.timeLimit(.minutes(15)))
struct YAMLLimitTests {
  private func mistakes(_ text: String, limits: YAMLLimits = .init()) -> [String] {
    var diagnostics: [Diagnostic] = []
    #expect(YAMLParser.parse(sourceFile(text), limits: limits, into: &diagnostics) == nil)
    return diagnostics.map(\.described)
  }

  @Test func depthEndsAtSixtyFour() {
    var diagnostics: [Diagnostic] = []
    let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(YAMLParser.parse(sourceFile(deepest), into: &diagnostics) != nil)
    #expect(
      mistakes("[" + deepest + "]")
        == ["error yaml-limit at 1:65 \"[\": values may nest at most 64 deep"])
  }

  @Test(arguments: ["[", "{", "- ", "? ", "[{a: "])
  func deepTextIsRefusedAtOnce(_ opening: String) {
    #expect(mistakes(String(repeating: opening, count: 60_000)).count == 1)
  }

  @Test func valuesAreCounted() {
    #expect(
      mistakes("[a, b, c]", limits: YAMLLimits(maximumNodes: 3))
        == ["error yaml-limit at 1:8 \"c\": YAML may have at most 3 values"])
  }

  @Test func bytesAreCounted() {
    #expect(
      mistakes("a: bcd", limits: YAMLLimits(maximumBytes: 5))
        == ["error yaml-limit: YAML may have at most 5 bytes; this has 6"])
  }

  @Test func aliasesExpandToNothing() {
    var text = "a0: &a0 [x, x]\n"
    for level in 1..<30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    var diagnostics: [Diagnostic] = []
    let node = YAMLParser.parse(sourceFile(text), into: &diagnostics)
    #expect(node?.mapping?["a29"]?.sequence?.map { $0.scalar?.text } == ["*a28", "*a28"])
    #expect(diagnostics.count == 30 + 2 * 29)
  }
}
