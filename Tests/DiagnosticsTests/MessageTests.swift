import Diagnostics
import Testing

@Suite struct MessageTests {
  @Test func wordingAndArgumentsAreKeptApart() {
    let name = "titel"
    let message: Message = "'\(name)' is no field of \(3) kinds"
    #expect(message.wording == "'%1' is no field of %2 kinds")
    #expect(message.arguments == ["titel", "3"])
    #expect(message.text() == "'titel' is no field of 3 kinds")
  }

  @Test func aTranslationMayReorderAndRepeat() {
    let message: Message = "\("a") before \("b")"
    #expect(message.text(in: "%2 après %1, oui %1") == "b après a, oui a")
  }

  @Test func percentSignsSurvive() {
    let value = "50%1"
    let message: Message = "100% of \(value)"
    #expect(message.wording == "100%% of %1")
    #expect(message.text() == "100% of 50%1")
    #expect(Message(stringLiteral: "5%").text() == "5%")
    #expect(Message(verbatim: "%1").text() == "%1")
  }

  @Test func theNearestNameForgivesCaseDelimitersAndOneThird() {
    #expect(nearestName(to: "titel", among: ["tags", "title"]) == "title")
    #expect(nearestName(to: "Lea_Durand", among: ["lea-durand"]) == "lea-durand")
    #expect(nearestName(to: "lae", among: ["lea", "leo"]) == "lea")
    #expect(nearestName(to: "xyz", among: ["title", "tags"]) == nil)
    #expect(nearestName(to: "title", among: ["title"]) == nil)
    #expect(nearestName(to: "", among: ["a"]) == "a")
  }

  @Test func diagnosticsAreSortedByPlaceThenNameThenText() {
    let a = SourceFile(path: "a", bytes: Array("xyz".utf8))
    let b = SourceFile(path: "b", bytes: [])
    let sorted = [
      Diagnostic.error("z", at: SourceLocation(b), "1"), .error("y", at: SourceLocation(a, 2..<3), "2"),
      .error("x", at: SourceLocation(a, 2..<3), "3"), .error("x", at: SourceLocation(a, 0..<1), "4"),
      .error("x", at: nil, "5"),
    ].sortedByLocation().map { $0.message.text() }
    #expect(sorted == ["5", "4", "3", "2", "1"])
  }
}
