import Glibc
import Mail
import TestSupport
import Testing

@Suite struct FileTransportTests {
  private let fixture = SiteFixture()

  @Test func aMessageIsAFileForItsOwnerAlone() async throws {
    let message = try Samples.message(text: "Secret.")
    let reply = try await FileTransport(folder: "\(fixture.path)/mail").send(message)
    let name = "20260701T120000Z-id-1.eml"
    #expect(reply == "written to \(name)")
    #expect(fixture.names(in: "mail") == [name])
    #expect(fixture.read("mail/\(name)") == MessageWriter.bytes(of: message))
    #expect(fixture.mode(of: "mail/\(name)") == 0o600)
    #expect(fixture.mode(of: "mail") == 0o700)
  }

  @Test func sendingAgainTakesThePlaceOfTheFirst() async throws {
    let transport = FileTransport(folder: fixture.path)
    try await transport.send(try Samples.message(text: "a longer first text"))
    try await transport.send(try Samples.message(text: "second"))
    #expect(fixture.names(in: "") == ["20260701T120000Z-id-1.eml"])
    #expect(fixture.text("20260701T120000Z-id-1.eml")?.hasSuffix("\r\n\r\nsecond\r\n") == true)
  }

  @Test func manyAtOnceAreAllWritten() async throws {
    let transport = FileTransport(folder: "\(fixture.path)/mail")
    try await withThrowingTaskGroup { group in
      for number in 1...50 { group.addTask { try await transport.send(try Samples.message(number: number)) } }
      try await group.waitForAll()
    }
    #expect(fixture.names(in: "mail").count == 50)
    #expect(fixture.names(in: "mail").allSatisfy { $0.hasSuffix(".eml") })
  }

  @Test func whatAnEarlierRunLeftIsReplaced() async throws {
    fixture.write("half of a mess", to: ".20260701T120000Z-id-1.eml.new")
    try await FileTransport(folder: fixture.path).send(try Samples.message())
    #expect(fixture.names(in: "") == ["20260701T120000Z-id-1.eml"])
    #expect(fixture.mode(of: "20260701T120000Z-id-1.eml") == 0o600)
  }

  @Test func aFolderThatCannotBeMadeIsATemporaryFailure() async throws {
    let folder = "\(fixture.path)/none/mail"
    let error = await #expect(throws: MailError.self) {
      try await FileTransport(folder: folder).send(try Samples.message())
    }
    #expect(error == .io(operation: "create", path: folder, code: ENOENT))
    #expect(error?.isPermanent == false)
  }

  @Test func anotherNameForAnotherFileIsNotFollowed() async throws {
    fixture.write("untouched", to: "target")
    fixture.link("mail/.20260701T120000Z-id-1.eml.new", to: "\(fixture.path)/target")
    await #expect(throws: MailError.self) {
      try await FileTransport(folder: "\(fixture.path)/mail").send(try Samples.message())
    }
    #expect(fixture.text("target") == "untouched")
  }

  @Test func aFileInThePlaceOfTheFolderIsLeftAlone() async throws {
    fixture.write("a file", to: "mail")
    let error = await #expect(throws: MailError.self) {
      try await FileTransport(folder: "\(fixture.path)/mail").send(try Samples.message())
    }
    #expect(error?.isPermanent == false)
    #expect(fixture.text("mail") == "a file")
  }
}
