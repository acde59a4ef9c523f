import Content
import Testing

struct DurationTests {
  @Test(arguments: [
    ("45 min", "PT45M", "45 min"), ("1 h 30", "PT1H30M", "1 h 30 min"), ("1h30", "PT1H30M", "1 h 30 min"),
    ("1 h 5", "PT1H5M", "1 h 5 min"), ("3 jours", "P3D", "3 days"), ("10 weeks", "P10W", "10 weeks"),
    ("6 mois", "P6M", "6 months"), ("1 an 6 mois", "P1Y6M", "1 year 6 months"), ("PT1H30M", "PT1H30M", "1 h 30 min"),
    ("P1Y2M3DT4H", "P1Y2M3DT4H", "1 year 2 months 3 days 4 h"), ("1 day", "P1D", "1 day"), ("2 heures", "PT2H", "2 h"),
    ("90\u{A0}min", "PT1H30M", "1 h 30 min"), ("0 min", "PT0M", "0 min"),
  ])
  func readsAndWrites(written: String, iso: String, words: String) throws {
    let span = try #require(TimeSpan(written))
    #expect(span.iso == iso)
    #expect(span.description == words)
    #expect(TimeSpan(span.iso) == span)
    #expect(TimeSpan(span.description) == span)
  }

  @Test(arguments: [
    "", " ", "soon", "3", "min", "3 apples", "1 h 30 20", "30 1 h", "-3 days", "P", "PT", "P1H", "1.5 h",
    "9999999 days",
  ])
  func refuses(written: String) {
    #expect(TimeSpan(written) == nil)
  }

  @Test func comparesAcrossUnits() throws {
    let written = ["PT30M", "1 h", "1 day", "1 week", "1 month", "5 weeks", "1 year", "13 months"]
    let spans = try written.map { try #require(TimeSpan($0)) }
    #expect(spans.sorted() == spans)
  }
}
