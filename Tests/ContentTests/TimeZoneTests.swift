import Content
import Testing

struct TimeZoneTests {
  @Test(arguments: [
    ("Europe/Paris", 1_780_000_000, 7_200), ("Europe/Paris", 1_795_262_400, 3_600), ("UTC", 0, 0),
    ("Asia/Kolkata", 1_795_262_400, 19_800), ("America/New_York", 1_795_262_400, -18_000),
    // Long after the last year of the table: the rule at its end.
    ("Europe/Paris", 4_118_000_000, 7_200), ("Europe/Paris", 4_102_444_800, 3_600),
    ("Australia/Sydney", 4_102_444_800, 39_600),
  ])
  func knowsTheOffset(name: String, seconds: Int, offset: Int) throws {
    let zone = try #require(SiteTimeZone.load(named: name))
    #expect(zone.offset(at: seconds) == offset)
  }

  @Test(arguments: [
    // 2026-03-29 02:30 is skipped, 2026-10-25 02:30 comes twice.
    ("2026-03-29 01:59", "2026-03-29T01:59:00+01:00"), ("2026-03-29 02:30", "2026-03-29T03:30:00+02:00"),
    ("2026-03-29 03:00", "2026-03-29T03:00:00+02:00"), ("2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
    ("2026-10-25 03:00", "2026-10-25T03:00:00+01:00"),
  ])
  func readsLocalTimesAroundChanges(written: String, iso: String) async throws {
    let content = try await TestContent(thing("{ type: datetime }", written))
    guard case .moment(let moment) = content.library().value("x", of: "thing:a") else {
      Issue.record("no moment")
      return
    }
    #expect(moment.iso == iso)
  }

  @Test(arguments: ["", "Europe", "Mars/Base", "../etc/passwd", "/etc/passwd", "zone.tab"])
  func refusesWhatIsNoZone(name: String) {
    #expect(SiteTimeZone.load(named: name) == nil)
  }
}
