import Content
import HTTP
import Site
import Store
import Templates

/// What waits for reviewers, oldest first, and what became of the rest.
extension Intake {
  var reviewQueueRoutes: [ServiceRoute] {
    [.get("/-/review", .role(.reviewer)) { visit, _ in try await self.reviewQueue(visit) }]
  }

  private static let mostRows = 200
  private static let states: [Submission.State] = [.waiting, .changes, .conflict, .accepted, .rejected]
  /// How comments are called among the kinds to choose from.
  private static let comments = "/comments"

  private func reviewQueue(_ visit: Visit) async throws -> Response {
    let query = visit.request.query
    let isSpam = query["view"] == "spam"
    let state =
      query["state"].flatMap(Submission.State.init).flatMap { Self.states.contains($0) ? $0 : nil } ?? .waiting
    let kind = query["kind"] ?? ""
    let isOpen = state != .accepted && state != .rejected
    let found = try await store.find(
      Query(
        .and([Self.condition(state, isSpam: isSpam)] + Self.conditions(ofKind: kind)),
        sort: [isOpen ? .ascending("created") : .descending("created")], limit: Self.mostRows),
      in: Submission.collection
    ).compactMap(Submission.init)
    var states: [Value] = []
    for other in Self.states {
      let count = try await store.count(Self.condition(other, isSpam: isSpam), in: Submission.collection)
      states.append(
        .dictionary([
          ("name", .string(other.rawValue)), ("count", .integer(count)), ("current", .bool(other == state)),
        ]))
    }
    let kinds = pages.site.library.kinds.filter(EditRights.isOpenToMembers).map { kindValue($0, visit) }
    let comments = Value.dictionary([
      ("name", .string(Self.comments)), ("label", .string(pages.site.text("comments_title", language: visit.language))),
    ])
    return try pages.page(
      "review", at: "/-/review", title: "review_title", for: visit,
      [
        ("remote", try await remoteNotice(visit)), ("submissions", .list(try await rows(found, visit))),
        ("chosen", .string(kind)), ("states", .list(states)),
        ("state", .string(state.rawValue)), ("is_spam", .bool(isSpam)), ("kinds", .list([comments] + kinds)),
        ("queue", try await queue(visit)),
      ])
  }

  private static func condition(_ state: Submission.State, isSpam: Bool) -> Condition {
    .and([
      .equals("state", .text(state.rawValue)), isSpam ? .equals("silenced", .boolean(true)) : .isMissing("silenced"),
    ])
  }

  private static func conditions(ofKind kind: String) -> [Condition] {
    switch kind {
    case "": []
    case comments: [.not(.isMissing("comment"))]
    default: [.equals("kind", .text(kind)), .isMissing("comment")]
    }
  }

  /// How much waits, for the tabs of reviewers' pages.
  func queue(_ visit: Visit) async throws(StoreError) -> Value {
    let reports = try await store.find(
      Query(.equals("state", .text(Report.State.open.rawValue)), limit: 1_000), in: Report.collection
    ).compactMap(Report.init)
    return .dictionary([
      ("waiting", .integer(try await waitingCount())),
      (
        "spam",
        .integer(try await store.count(Self.condition(.waiting, isSpam: true), in: Submission.collection))
      ),
      ("reports", .integer(Set(reports.map(\.about)).count)),
    ])
  }

  func waitingCount() async throws(StoreError) -> Int {
    try await store.count(Self.condition(.waiting, isSpam: false), in: Submission.collection)
  }
}
