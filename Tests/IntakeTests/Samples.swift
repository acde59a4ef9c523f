import Intake
import Mail
import Store

/// What the tests of the outbox send, and where from.
enum Samples {
  static let members = DocumentCollection("members")

  static func store() throws -> MemoryStore { try MemoryStore([Outbox.collection, members]) }

  static func message(_ name: String, text: String = "Come in: https://example.org/in?token=secret") throws -> Message {
    try Message(
      id: MessageID("\(name)@example.org"), date: 1_000, from: MailAddress("school@example.org", name: "École"),
      to: MailAddress("\(name)@example.net", name: "Léa"), replyTo: MailAddress("answers@example.org"),
      subject: "Été", text: text, html: "<a href=\"https://example.org/in?token=secret\">in</a>", language: "fr",
      headers: [MailHeader("List-Unsubscribe", "<https://example.org/stop?token=secret>")])
  }

  static func enqueue(
    _ name: String, kind: String = "invitation", about key: String = "event-1", now: Int, in store: any Store
  ) async throws {
    let message = try message(name)
    try await store.transaction { (transaction) throws(StoreError) in
      try Outbox.enqueue(message, kind: kind, about: key, now: now, in: transaction)
    }
  }
}
