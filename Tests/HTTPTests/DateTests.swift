import HTTP
import Testing

struct DateTests {
  @Test(arguments: [
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
    (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"), (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
  ])
  func datesAreWrittenAndRead(seconds: Int, text: String) {
    #expect(HTTPDate.text(secondsSince1970: seconds) == text)
    #expect(HTTPDate.secondsSince1970(text) == seconds)
  }

  @Test func eachDayIsReadAsItIsWritten() {
    for day in stride(from: -700_000, to: 2_900_000, by: 97) {
      let seconds = day * 86_400 + 86_399
      #expect(HTTPDate.secondsSince1970(HTTPDate.text(secondsSince1970: seconds)) == seconds)
    }
  }

  @Test(arguments: [
    "", "Sun, 06 Nov 1994 08:49:37", "Mon, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994", "Sun, 06 Nov 1994 24:00:00 GMT", "Thu, 31 Feb 2000 00:00:00 GMT",
    "Sun, 06 nov 1994 08:49:37 GMT", "Sun, +6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 CET",
    "Sun, 06 Nov 1994 08:4é:37 GMT",
  ])
  func otherTextsAreNoDates(text: String) {
    #expect(HTTPDate.secondsSince1970(text) == nil)
  }
}
