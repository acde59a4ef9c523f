import HTTP
import Intake
import Testing

/// Reports of visitors and members, on the entries and comments of the example.
@Suite struct ReportTests {
  private static let comment = "/-/report/project/rue-a-rue/k9pz4d7mhx2w"
  private static let entry = "/-/report/project/rue-a-rue"

  @Test func aVisitorReportsAndReviewersReadIt() async throws {
    let service = try await ServiceFixture()
    let visitor = Browser(service)
    try await visitor.open(Self.comment)
    #expect(visitor.text.contains("La rue de la République est faite"))
    service.pass(seconds: 10)
    try await visitor.submit(["reason": "privacy", "text": "On y voit <mon> adresse"])
    #expect(visitor.text.contains("Votre signalement est arrivé"))
    let reviewer = try await service.signedIn(as: .reviewer)
    try await reviewer.open("/-/review/reports")
    #expect(reviewer.html.contains("On y voit &lt;mon&gt; adresse") && reviewer.text.contains("Rue à rue"))
    #expect(reviewer.text.contains("Signalements 1"))
    try await reviewer.submit(["action": "dismiss", "reason": "Rien à voir"])
    #expect(reviewer.path == "/-/review/reports?done=decided" && reviewer.text.contains("Rien n’est signalé."))
    try await reviewer.open("/-/review/reports?state=decided")
    #expect(reviewer.text.contains("laissé ainsi"))
    try await reviewer.open("/-/review/log")
    #expect(
      reviewer.text.contains("Signalement laissé sans suite (Projet : Rue à rue)")
        && reviewer.text.contains("Rien à voir"))
    #expect(service.faults == [])
  }

  @Test func machinesAndThoseWhoReportTooMuchAreNotHeard() async throws {
    let service = try await ServiceFixture()
    let machine = Browser(service)
    try await machine.open(Self.entry)
    try await machine.submit(["reason": "spam"])
    #expect(machine.text.contains("Votre signalement est arrivé"), "too quick, and told nothing")
    service.pass(seconds: 10)
    try await machine.open(Self.entry)
    service.pass(seconds: 10)
    try await machine.submit(["reason": "spam", "website": "x"])
    #expect(machine.text.contains("Votre signalement est arrivé"))
    let reviewer = try await service.signedIn(as: .reviewer)
    try await reviewer.open("/-/review/reports")
    #expect(reviewer.text.contains("Rien n’est signalé."))
    for number in 1...6 {
      try await machine.open(Self.entry)
      service.pass(seconds: 4)
      try await machine.submit(["reason": "spam"])
      #expect(machine.response.status == (number == 6 ? .tooManyRequests : .ok))
    }
    try await reviewer.open("/-/review/reports")
    #expect(reviewer.text.contains("5 signalements") && reviewer.text.contains("Signalements 1"), "one row for all")
  }

  @Test func aMemberIsCountedOnceAndReasonsAreNeeded() async throws {
    let service = try await ServiceFixture()
    let member = try await service.signedIn(as: .member, email: "m@example.org")
    try await member.open(Self.entry)
    try await member.submit(["reason": ""])
    #expect(member.response.status == .unprocessableContent)
    try await member.submit(["reason": "other", "text": ""])
    #expect(member.response.status == .unprocessableContent)
    for _ in 1...3 {
      try await member.open(Self.entry)
      try await member.submit(["reason": "rights", "text": "C’est à moi"])
    }
    let reviewer = try await service.signedIn(as: .reviewer)
    try await reviewer.open("/-/review/reports")
    #expect(reviewer.text.contains("1 signalement ") && reviewer.text.contains("un membre"))
    for path in ["/-/review", "/-/review/reports", "/-/review/log", "/-/review?view=spam"] {
      try await member.open(path)
      #expect(member.response.status == .notFound, "\(path)")
    }
  }

  @Test(arguments: [
    "/-/report/page/ecole", "/-/report/project/nothing", "/-/report/project/rue-a-rue/nothing", "/-/report/nothing/x",
    "/-/report/promo/velours",
  ])
  func whatMembersDoNotMakeHasNoReport(path: String) async throws {
    let service = try await ServiceFixture()
    let visitor = Browser(service)
    try await visitor.open(path)
    #expect(visitor.response.status == .notFound)
  }
}
