import Intake
import Mail
import Store
import StoreSQLite
import TestSupport
import Testing

@Suite struct OutboxCrashTests {
  /// What is left when the program ends while the transport has the message: the state of a store at that moment.
  private func documentAtDeath(_ store: any Store, now: Int) async throws -> Document {
    let (stream, seen) = AsyncStream.makeStream(of: Document.self)
    let dying = ScriptedTransport(meanwhile: { message in
      let document = try? await store.document(message.id.text, in: Outbox.collection)
      if let document { seen.yield(document) }
    })
    try await Outbox(store, dying).deliver(now: now)
    #expect(dying.sent.count == 1)
    var documents = stream.makeAsyncIterator()
    return try #require(await documents.next())
  }

  @Test func whatWasBeingSentWhenTheProgramEndedIsSentAgain() async throws {
    let first = try Samples.store()
    try await Samples.enqueue("lea", now: 0, in: first)
    let left = try await documentAtDeath(first, now: 10)
    #expect(left["state"] == "sending")

    let store = try Samples.store()
    try await store.insert(left.fields, id: left.id, into: Outbox.collection)
    let transport = ScriptedTransport()
    let outbox = Outbox(store, transport)
    let due = try #require(try await outbox.nextDue())
    #expect((11...600).contains(due))
    try await outbox.deliver(now: due - 1)
    #expect(transport.sent.isEmpty)
    try await outbox.deliver(now: due)
    #expect(transport.sent == [try Samples.message("lea")])
    let delivery = try #require(try await outbox.deliveries(limit: 1).first)
    #expect(delivery.state == .sent)
    #expect(delivery.attempts == 2)
  }

  @Test func aProgramThatAlwaysEndsDoesNotSendForEver() async throws {
    var store = try Samples.store()
    try await Samples.enqueue("lea", now: 0, in: store)
    var deaths = 0
    while deaths < 100 {
      let outbox = Outbox(store, ScriptedTransport())
      guard let due = try await outbox.nextDue() else { break }
      let (stream, seen) = AsyncStream.makeStream(of: Document.self)
      let current = store
      let dying = ScriptedTransport(meanwhile: { message in
        let document = try? await current.document(message.id.text, in: Outbox.collection)
        if let document { seen.yield(document) }
      })
      try await Outbox(store, dying).deliver(now: due)
      seen.finish()
      guard let left = await stream.first(where: { _ in true }) else { break }
      deaths += 1
      store = try Samples.store()
      try await store.insert(left.fields, id: left.id, into: Outbox.collection)
    }
    #expect(deaths == 16)
    let delivery = try #require(try await Outbox(store, ScriptedTransport()).deliveries(limit: 1).first)
    #expect(delivery.state == .failed)
  }

  @Test func twoSendersNeverSendTheSame() async throws {
    let store = try Samples.store()
    for number in 0..<40 { try await Samples.enqueue("m\(number)", now: number, in: store) }
    let transport = ScriptedTransport(meanwhile: { _ in await Task.yield() })
    try await withThrowingTaskGroup { group in
      for _ in 0..<4 { group.addTask { try await Outbox(store, transport).deliver(now: 100) } }
      try await group.waitForAll()
    }
    #expect(transport.sent.count == 40)
    #expect(Set(transport.sent.map(\.id)).count == 40)
  }

  @Test func aLateAnswerOfASenderThatWasTakenForDeadCountsWhenItIsGood() async throws {
    for (late, expected) in [
      (Result<String, MailError>.success("250 late"), Delivery.State.sent),
      (.failure(.refused(reply: "550 late")), .sent), (.failure(.deferred(reply: "451 late")), .sent),
    ] {
      let store = try Samples.store()
      try await Samples.enqueue("lea", now: 0, in: store)
      // While the first is at it, another finds the claim run out and sends the message.
      let slow = ScriptedTransport(
        [late], meanwhile: { _ in try? await Outbox(store, ScriptedTransport()).deliver(now: 1_000) })
      try await Outbox(store, slow).deliver(now: 0)
      #expect(try await Outbox(store, slow).deliveries(limit: 1).map(\.state) == [expected])
    }
  }

  @Test func aMessageThatIsGoneMeanwhileIsNoError() async throws {
    let store = try Samples.store()
    try await Samples.enqueue("lea", now: 0, in: store)
    let transport = ScriptedTransport(meanwhile: { message in
      try? await store.delete(message.id.text, from: Outbox.collection)
    })
    try await Outbox(store, transport).deliver(now: 0)
    #expect(try await store.count(in: Outbox.collection) == 0)
  }

  @Test func aCancelledAttemptDoesNotCount() async throws {
    let store = try Samples.store()
    try await Samples.enqueue("lea", now: 0, in: store)
    let outbox = Outbox(store, ScriptedTransport([.failure(.cancelled)]))
    let delivery = try #require(try await outbox.deliverNext(now: 5))
    #expect(delivery.state == .waiting)
    #expect(delivery.attempts == 0)
    #expect(delivery.due == 5)
    #expect(try await outbox.deliverNext(now: 5)?.state == .sent)
  }

  @Test func whatIsWaitingOutlivesTheProgramInAFile() async throws {
    let fixture = SiteFixture()
    let path = "\(fixture.path)/store.db"
    let first = try await SQLiteStore.open(path, [Outbox.collection])
    try await Samples.enqueue("b", now: 2, in: first)
    try await Samples.enqueue("a", now: 1, in: first)
    await first.close()
    let second = try await SQLiteStore.open(path, [Outbox.collection])
    let transport = ScriptedTransport()
    let outbox = Outbox(second, transport)
    #expect(try await outbox.nextDue() == 1)
    try await outbox.deliver(now: 2)
    #expect(transport.sent == [try Samples.message("a"), try Samples.message("b")])
    #expect(try await outbox.deliveries(limit: 5).map(\.id) == ["b@example.org", "a@example.org"])
    await second.close()
  }
}
