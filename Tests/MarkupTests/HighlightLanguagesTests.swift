import Markup
import Testing

@Suite struct HighlightLanguagesTests {
  @Test(arguments: HighlightSample.all)
  func sampleHasItsTokens(_ sample: HighlightSample) {
    #expect(marks(sample.code, sample.language) == sample.marked)
    #expect(highlighted(sample.code, sample.language) == sample.html)
  }

  @Test func everyLanguageHasASample() {
    let sampled = Set(HighlightSample.all.map(\.language))
    #expect(Highlighter.languages.filter { !sampled.contains($0) } == ["jinja-expression"])
  }

  @Test(arguments: [
    ("py", "python"), ("js", "javascript"), ("jsx", "javascript"), ("ts", "typescript"), ("tsx", "typescript"),
    ("sh", "shell"), ("bash", "shell"), ("c++", "cpp"), ("cs", "csharp"), ("C#", "csharp"), ("yml", "yaml"),
    ("rb", "ruby"), ("kt", "kotlin"), ("rs", "rust"), ("golang", "go"), ("md", "markdown"), ("svg", "xml"),
    ("jinja2", "jinja"), ("docker", "dockerfile"), ("patch", "diff"), ("PostgreSQL", "sql"),
    ("pycon", "python-console"),
  ])
  func aliasMeansItsLanguage(_ alias: String, _ language: String) throws {
    let sample = try #require(HighlightSample.all.first { $0.language == language })
    #expect(Highlighter.supports(alias))
    #expect(marks(sample.code, alias) == sample.marked)
  }

  @Test func languagesAreSortedAndUnique() {
    #expect(Highlighter.languages == Set(Highlighter.languages).sorted())
    #expect(Highlighter.languages.count > 28)
    #expect(Highlighter.languages.allSatisfy { Highlighter.supports($0.uppercased()) })
  }
}
