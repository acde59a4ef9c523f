import Intake
import Mail
import Store
import Testing

@Suite struct OutboxTests {
  private let later = MailError.deferred(reply: "451 later")

  @Test func aMessageIsStoredWithWhatItIsAboutOrNotAtAll() async throws {
    let store = try Samples.store()
    let message = try Samples.message("lea")
    await #expect(throws: StoreError.notFound("none", collection: "members")) {
      try await store.transaction { (transaction) throws(StoreError) in
        try transaction.insert([:], id: "lea", into: Samples.members)
        try Outbox.enqueue(message, kind: "welcome", now: 1, in: transaction)
        try transaction.delete("none", from: Samples.members)
      }
    }
    #expect(try await store.count(in: Outbox.collection) == 0)
    try await store.transaction { (transaction) throws(StoreError) in
      try transaction.insert([:], id: "lea", into: Samples.members)
      try Outbox.enqueue(message, kind: "welcome", now: 1, in: transaction)
    }
    #expect(try await store.count(in: Outbox.collection) == 1)
    await #expect(throws: StoreError.duplicateID("lea@example.org", collection: "outbox")) {
      try await store.transaction { (transaction) throws(StoreError) in
        try Outbox.enqueue(message, kind: "welcome", now: 2, in: transaction)
      }
    }
  }

  @Test func aMessageIsSentAsItWasGiven() async throws {
    let store = try Samples.store()
    let transport = ScriptedTransport()
    try await Samples.enqueue("lea", now: 100, in: store)
    let delivery = try await Outbox(store, transport).deliverNext(now: 130)
    #expect(transport.sent == [try Samples.message("lea")])
    let sent = try #require(delivery)
    #expect(sent.id == "lea@example.org")
    #expect(sent.to == "lea@example.net")
    #expect(sent.kind == "invitation")
    #expect(sent.about == "event-1")
    #expect(sent.state == .sent)
    #expect(sent.attempts == 1)
    #expect(sent.reply == "250 ok")
    #expect([sent.created, sent.attempted, sent.finished, sent.due] == [100, 130, 130, nil])
  }

  @Test func aMessageWithoutTheOptionalPartsIsSentAsItWasGiven() async throws {
    let store = try Samples.store()
    let transport = ScriptedTransport()
    let message = try Message(
      id: MessageID("a@example.org"), date: 0, from: MailAddress("a@example.org"), to: MailAddress("b@example.org"),
      subject: "x", text: "", language: "en")
    try await store.transaction { (transaction) throws(StoreError) in
      try Outbox.enqueue(message, kind: "note", now: 0, in: transaction)
    }
    try await Outbox(store, transport).deliver(now: 0)
    #expect(transport.sent == [message])
  }

  @Test func whatIsLongestDueIsSentFirst() async throws {
    let store = try Samples.store()
    let transport = ScriptedTransport()
    for (name, now) in [("c", 30), ("a", 20), ("b", 20), ("d", 41), ("e", 10)] {
      try await Samples.enqueue(name, now: now, in: store)
    }
    let outbox = Outbox(store, transport)
    try await outbox.deliver(now: 40)
    #expect(transport.sent.map(\.id.text) == ["e", "a", "b", "c"].map { "\($0)@example.org" })
    #expect(try await outbox.nextDue() == 41)
    try await outbox.deliver(now: 41)
    #expect(try await outbox.nextDue() == nil)
    try await outbox.deliver(now: 1_000_000)
    #expect(transport.sent.count == 5)
  }

  @Test func aFailureIsTriedAgainAfterLongerAndLongerTimes() async throws {
    let store = try Samples.store()
    let transport = ScriptedTransport(Array(repeating: .failure(later), count: 20))
    let outbox = Outbox(store, transport)
    try await Samples.enqueue("lea", now: 0, in: store)
    var now = 0
    for (index, delay) in [60, 300, 1_800, 7_200, 21_600, 43_200, 86_400].enumerated() {
      let delivery = try #require(try await outbox.deliverNext(now: now))
      #expect(delivery.state == .waiting)
      #expect(delivery.attempts == index + 1)
      #expect(delivery.reply == "451 later")
      #expect(delivery.finished == nil)
      #expect(delivery.due == now + delay)
      #expect(try await outbox.deliverNext(now: now + delay - 1) == nil)
      now += delay
    }
    let last = try #require(try await outbox.deliverNext(now: now))
    #expect(last.state == .failed)
    #expect(last.attempts == 8)
    #expect(last.reply == "451 later")
    #expect(last.finished == now)
    #expect(try await outbox.nextDue() == nil)
    #expect(Set(transport.sent.map(\.id)).count == 1)
    #expect(transport.sent.count == 8)
  }

  @Test func aRefusalStopsAtOnceAndHoldsNothingElseUp() async throws {
    let store = try Samples.store()
    let transport = ScriptedTransport([.failure(.refused(reply: "550 nobody here"))])
    let outbox = Outbox(store, transport)
    try await Samples.enqueue("a", now: 0, in: store)
    try await Samples.enqueue("b", now: 1, in: store)
    try await outbox.deliver(now: 1)
    let states = try await outbox.deliveries(limit: 10).map(\.state)
    #expect(states == [.sent, .refused])
    #expect(try await outbox.deliveries(DeliveryFilter(state: .refused), limit: 10).first?.reply == "550 nobody here")
    #expect(try await outbox.nextDue() == nil)
  }

  @Test(arguments: [
    Result<String, MailError>.success("250 ok"), .failure(.refused(reply: "550 no")),
  ])
  func whatAMessageSaysIsErasedOnceItIsFinished(_ answer: Result<String, MailError>) async throws {
    let store = try Samples.store()
    try await Samples.enqueue("lea", now: 0, in: store)
    let before = try #require(try await store.document("lea@example.org", in: Outbox.collection))
    #expect(String(decoding: try DocumentValue.object(before.fields).json(), as: UTF8.self).contains("token=secret"))
    try await Outbox(store, ScriptedTransport([answer])).deliver(now: 0)
    let after = try #require(try await store.document("lea@example.org", in: Outbox.collection))
    let text = String(decoding: try DocumentValue.object(after.fields).json(), as: UTF8.self)
    for erased in ["secret", "https", "Été", "Come in", "École"] { #expect(!text.contains(erased)) }
    #expect(text.contains("lea@example.net"))
  }

  @Test func whatHasFailedForTheLastTimeIsErasedToo() async throws {
    let store = try Samples.store()
    let outbox = Outbox(store, ScriptedTransport(Array(repeating: .failure(later), count: 8)))
    try await Samples.enqueue("lea", now: 0, in: store)
    while let due = try await outbox.nextDue() { try await outbox.deliver(now: due) }
    let document = try #require(try await store.document("lea@example.org", in: Outbox.collection))
    #expect(document["state"] == "failed")
    #expect(document["message"] == nil)
  }

  @Test func aMessageThatCannotBeReadFailsAndHoldsNothingUp() async throws {
    let store = try Samples.store()
    try await Samples.enqueue("a", now: 0, in: store)
    try await Samples.enqueue("b", now: 0, in: store)
    var document = try #require(try await store.document("a@example.org", in: Outbox.collection))
    document["message"] = ["date": 0]
    try await store.replace(document, in: Outbox.collection)
    let transport = ScriptedTransport()
    let outbox = Outbox(store, transport)
    try await outbox.deliver(now: 0)
    #expect(transport.sent.map(\.id.text) == ["b@example.org"])
    let failed = try await outbox.deliveries(DeliveryFilter(state: .failed), limit: 10)
    #expect(failed.map(\.reply) == ["the stored message cannot be read"])
  }

  @Test func deliveriesAreListedNewestFirstAsWanted() async throws {
    let store = try Samples.store()
    let outbox = Outbox(store, ScriptedTransport())
    try await Samples.enqueue("a", kind: "invitation", about: "event-1", now: 1, in: store)
    try await Samples.enqueue("b", kind: "invitation", about: "event-2", now: 2, in: store)
    try await Samples.enqueue("c", kind: "reminder", about: "event-1", now: 3, in: store)
    try await outbox.deliverNext(now: 3)
    func list(_ filter: DeliveryFilter, limit: Int = 10, offset: Int = 0) async throws -> [String] {
      try await outbox.deliveries(filter, limit: limit, offset: offset).map { String($0.id.prefix(1)) }
    }
    #expect(try await list(DeliveryFilter()) == ["c", "b", "a"])
    #expect(try await list(DeliveryFilter(), limit: 1, offset: 1) == ["b"])
    #expect(try await list(DeliveryFilter(kind: "invitation")) == ["b", "a"])
    #expect(try await list(DeliveryFilter(about: "event-1")) == ["c", "a"])
    #expect(try await list(DeliveryFilter(state: .waiting)) == ["c", "b"])
    #expect(try await list(DeliveryFilter(to: "a@example.net", state: .sent)) == ["a"])
    #expect(try await list(DeliveryFilter(to: "a@example.net", state: .waiting)) == [])
    #expect(try await outbox.count(DeliveryFilter(kind: "invitation")) == 2)
    #expect(try await outbox.count() == 3)
  }
}
