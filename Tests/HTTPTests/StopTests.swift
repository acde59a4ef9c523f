import HTTP
import Synchronization
import TestSupport
import Testing

struct StopTests {
  private static let ask = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

  @Test func whatIsUnderWayIsAnswered() async throws {
    let gate = Gate()
    try await withServer { _ in
      Acceptance { _ in
        await gate.pass()
        return .text("done")
      }
    } test: { server in
      let clients = (0..<10).map { _ in server.client() }
      let idle = server.client()
      for client in clients { await client.send(Self.ask) }
      await gate.isReached(by: 10)
      async let stopped: Void = server.server.stop(within: .seconds(10))
      while TestClient(port: server.port).isConnected { try await Task.sleep(for: .milliseconds(1)) }
      gate.open()
      for client in clients {
        let answer = await client.answer()
        #expect(answer?.text == "done")
        #expect(answer?["Connection"] == "close")
      }
      await stopped
      #expect(await idle.isClosedByServer())
      #expect(server.server.address == nil)
    }
  }

  @Test func whatTakesTooLongIsGivenUp() async throws {
    let gate = Gate()
    let wasCancelled = Mutex(0)
    try await withServer { request in
      Acceptance(
        body: .bytes(maximum: 10),
        admit: { request in
          if request.path.segments == ["admit"] { await gate.pass() }
          return nil
        },
        respond: { _ in
          await withTaskCancellationHandler {
            await gate.pass()
          } onCancel: {
            wasCancelled.withLock { $0 += 1 }
          }
          return .text("done")
        })
    } test: { server in
      let handling = [server.client(), server.client()]
      for client in handling { await client.send(Self.ask) }
      let admitting = server.client()
      await admitting.send("POST /admit HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n")
      let receiving = server.client()
      await receiving.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na")
      let asking = server.client()
      await asking.send("GET / HT")
      await gate.isReached(by: 3)
      await server.server.stop(within: .milliseconds(20))
      for client in handling { #expect(await client.answer()?.status == 503) }
      #expect(await admitting.answer()?.status == 503)
      #expect(await receiving.isClosedByServer())
      #expect(await asking.isClosedByServer())
      #expect(wasCancelled.withLock { $0 } == 2)
      // Tasks that come to an end after the server find nobody to tell.
      gate.open()
    }
  }

  @Test func stoppingAgainAndAgainUnderLoadNeverAborts() async throws {
    for round in 0..<15 {
      try await withServer { _ in
        Acceptance { _ in
          await Task.yield()
          return .text("done")
        }
      } test: { server in
        await withTaskGroup { group in
          for _ in 0..<8 {
            group.addTask {
              let client = server.client()
              for _ in 0..<50 { if await client.ask(Self.ask) == nil { return } }
            }
          }
          group.addTask {
            try? await Task.sleep(for: .milliseconds(round))  // a cancelled test only stops sooner
            await server.server.stop(within: round % 2 == 0 ? .zero : .seconds(5))
          }
        }
        #expect(server.server.address == nil)
      }
    }
  }

  @Test func aServerThatNeverStartedStops() async {
    let server = Server(ServerConfiguration()) { _ in Acceptance { _ in .text("") } }
    await server.stop(within: .zero)
    #expect(server.address == nil)
  }
}
