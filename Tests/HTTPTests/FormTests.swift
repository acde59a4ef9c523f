import HTTP
import TestSupport
import Testing

/// Reads a body in pieces of some size, as it could come over the network.
func readForm(
  _ type: String, _ body: [UInt8], limits: FormLimits, in folder: String, pieces: Int = .max
) throws -> FormData {
  var reader = try FormReader(contentType: type, limits: limits, folder: folder)
  var rest = body[...]
  while !rest.isEmpty {
    let piece = rest.prefix(pieces)
    try piece.withUnsafeBytes { try reader.feed($0) }
    rest = rest.dropFirst(piece.count)
  }
  return try reader.finish()
}

struct FormTests {
  private static let limits = FormLimits(
    maximumBytes: 10_000, maximumFields: 5, maximumFieldBytes: 100, maximumUploads: 2, maximumUploadBytes: 1_000)
  private static let type = "multipart/form-data; boundary=\"-x y\""

  private static func multipart(_ parts: String...) -> [UInt8] {
    Array((parts.map { "---x y\r\n\($0)\r\n" }.joined() + "---x y--\r\n").utf8)
  }

  private static func refusal(_ type: String, _ body: [UInt8], pieces: Int = .max) -> Status? {
    let folder = SiteFixture()
    defer { #expect(folder.names(in: "") == []) }
    do {
      _ = try readForm(type, body, limits: limits, in: folder.path, pieces: pieces)
    } catch let refusal as Refusal {
      return refusal.status
    } catch {
      Issue.record(error)
    }
    return nil
  }

  private static let urlencoded = "application/x-www-form-urlencoded; charset=utf-8"

  @Test func encodedFieldsAreRead() throws {
    let form = try readForm(
      Self.urlencoded, Array("a=1&b=%C3%A9+x&a=2&&c".utf8), limits: Self.limits, in: "/none", pieces: 3)
    #expect(form.fields.pairs == [.init("a", "1"), .init("b", "é x"), .init("a", "2"), .init("c", "")])
  }

  @Test(arguments: [1, 2, 3, 7, 64, .max])
  func partsAreReadInPiecesOfAnySize(pieces: Int) throws {
    let folder = SiteFixture()
    let content = "one\r\n--\r\n---x\r\n---x z\r\r\n"
    let form = try readForm(
      Self.type,
      Self.multipart(
        "Content-Disposition: form-data; name=\"a\"\r\n\r\nété", "content-disposition: form-data; name=b\r\n\r\n",
        "Content-Disposition: form-data; name=\"f\"; filename=\"C:\\dir\\a%22b.txt\"\r\nContent-Type: text/plain\r\n\r\n"
          + content,
        "Content-Disposition: form-data; name=\"f\"; filename=\"\"\r\n\r\n",
        "Content-Disposition: form-data; name=\"g\"; filename=\"é/../..\"\r\n\r\n"),
      limits: Self.limits, in: folder.path, pieces: pieces)
    #expect(form.fields.pairs == [.init("a", "été"), .init("b", "")])
    #expect(form.uploads.map(\.name) == ["a\"b.txt", ".."])
    #expect(form.uploads.map(\.mediaType) == ["text/plain", "application/octet-stream"])
    #expect(form.uploads.map(\.size) == [content.utf8.count, 0])
    #expect(form.uploads("f").count == 1)
    // The files go with the form.
    withExtendedLifetime(form) {
      let name = String(form.uploads.first?.path?.dropFirst(folder.path.count + 1) ?? "")
      #expect(folder.text(name) == content)
      #expect(folder.mode(of: name) == 0o600)
    }
  }

  @Test func filesGoUnlessTheyAreMoved() throws {
    let folder = SiteFixture()
    let part = "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nabc"
    do {
      let form = try readForm(Self.type, Self.multipart(part, part), limits: Self.limits, in: folder.path)
      try form.uploads.first?.move(to: "\(folder.path)/kept")
      #expect(form.uploads.first?.path == nil)
      #expect(throws: UploadError.self) { try form.uploads.first?.move(to: "\(folder.path)/again") }
      withExtendedLifetime(form) { #expect(folder.names(in: "").count == 2) }
    }
    #expect(folder.names(in: "") == ["kept"])
    #expect(folder.text("kept") == "abc")
  }

  @Test(arguments: [
    "", "---x y", "---x y\r\n", "---x yz\r\n\r\n", "---x y\r\n\r\n\r\n---x y--",
    "---x y\r\nContent-Disposition: form-data\r\n\r\na\r\n---x y--",
    "---x y\r\nContent-Disposition: form-data; name=\"\"\r\n\r\na\r\n---x y--",
    "---x y\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\na\r\n---x y--",
    "---x y\r\nContent-Disposition: form-data; name=\"a\r\n\r\na\r\n---x y--",
    "---x y\r\nContent-Disposition: form-data; name=\"a\"\r\n b: c\r\n\r\na\r\n---x y--",
    "---x y\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\na\r\n---x y-",
    "---x y\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\ntruncated",
    "---x y\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\na\r\n---x y--",
    "---x y\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ==\r\n---x y--",
    "---x y\nContent-Disposition: form-data; name=\"a\"\n\na\n---x y--",
    "---x y\r\n\(String(repeating: "a", count: 9_000))", "---x y\(String(repeating: " ", count: 200))",
  ])
  func malformedPartsAreRefused(body: String) {
    #expect(Self.refusal(Self.type, Array(body.utf8)) == .badRequest)
    #expect(Self.refusal(Self.type, Array(body.utf8), pieces: 1) == .badRequest)
  }

  @Test func textsThatAreNotUTF8AreRefused() {
    #expect(Self.refusal(Self.urlencoded, Array("a=%ff".utf8)) == .badRequest)
    #expect(Self.refusal(Self.urlencoded, Array("a=\u{e9}%c3".utf8)) == .badRequest)
    var body = Self.multipart("Content-Disposition: form-data; name=\"a\"\r\n\r\n!")
    body = body.map { $0 == UInt8(ascii: "!") ? 0xFF : $0 }
    #expect(Self.refusal(Self.type, body) == .badRequest)
  }

  @Test func whatIsTooMuchIsRefused() {
    let field = "Content-Disposition: form-data; name=\"a\"\r\n\r\n"
    let file = "Content-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n"
    #expect(Self.refusal(Self.type, Self.multipart(field, field, field, field, field)) == nil)
    #expect(Self.refusal(Self.type, Self.multipart(field, field, field, field, field, field)) == .contentTooLarge)
    let files = Array(repeating: "---x y\r\n\(file)\r\n", count: 6).joined() + "---x y--\r\n"
    #expect(Self.refusal(Self.type, Array(files.utf8)) == .contentTooLarge)
    let long = field + String(repeating: "x", count: 101)
    #expect(Self.refusal(Self.type, Self.multipart(long), pieces: 10) == .contentTooLarge)
    #expect(Self.refusal(Self.urlencoded, Array("a&b&c&d&e&f".utf8)) == .contentTooLarge)
    #expect(Self.refusal(Self.urlencoded, Array("a=\(String(repeating: "x", count: 101))".utf8)) == .contentTooLarge)
  }

  @Test(arguments: [1, 10, .max])
  func filesThatAreTooMuchAreToldOfAndAllElseIsRead(pieces: Int) throws {
    let folder = SiteFixture()
    func file(_ name: String, bytes: Int) -> String {
      "Content-Disposition: form-data; name=\"f\"; filename=\"\(name)\"\r\n\r\n" + String(repeating: "x", count: bytes)
    }
    let field = "Content-Disposition: form-data; name=\"a\"\r\n\r\ntyped"
    func read(_ parts: String..., keeping kept: Int = 10_000) throws -> FormData {
      var limits = Self.limits
      limits.maximumKeptBytes = kept
      let body = parts.map { "---x y\r\n\($0)\r\n" }.joined() + "---x y--\r\n"
      return try readForm(Self.type, Array(body.utf8), limits: limits, in: folder.path, pieces: pieces)
    }
    func refused(_ name: String, _ reason: RefusedUpload.Reason) -> RefusedUpload {
      RefusedUpload(field: "f", name: name, reason: reason)
    }
    do {
      let form = try read(file("large", bytes: 1_001), field, file("just", bytes: 1_000), file("none", bytes: 0))
      #expect(form.fields.pairs == [.init("a", "typed")])
      #expect(form.uploads.map(\.name) == ["just", "none"] && form.uploads.map(\.size) == [1_000, 0])
      #expect(form.refusedUploads == [refused("large", .tooLarge)])
      #expect(folder.names(in: "").count == 2)
    }
    do {
      let form = try read(file("1", bytes: 1), file("2", bytes: 1), file("3", bytes: 1), field)
      #expect(form.fields.pairs == [.init("a", "typed")] && form.uploads.map(\.name) == ["1", "2"])
      #expect(form.refusedUploads == [refused("3", .tooMany)])
    }
    do {
      // What was passed over makes room.
      let form = try read(file("1", bytes: 40), file("2", bytes: 70), file("3", bytes: 50), field, keeping: 100)
      #expect(form.fields.pairs == [.init("a", "typed")] && form.uploads.map(\.name) == ["1", "3"])
      #expect(form.refusedUploads == [refused("2", .tooMany)])
    }
    #expect(throws: Refusal.self) { try read(file("1", bytes: 90), field, field, field, keeping: 100) }
    #expect(throws: Refusal.self) { try read(field, field, file("1", bytes: 1), keeping: 9) }
    #expect(folder.names(in: "") == [])
  }

  @Test(arguments: [
    ("text/plain", Status.unsupportedMediaType), ("", .unsupportedMediaType),
    ("multipart/mixed; boundary=a", .unsupportedMediaType),
    ("multipart/form-data", .badRequest), ("multipart/form-data; boundary=", .unsupportedMediaType),
    ("multipart/form-data; boundary=\"\"", .badRequest), ("multipart/form-data; boundary=\"a\r\nb\"", .badRequest),
    ("multipart/form-data; boundary=\(String(repeating: "a", count: 71))", .badRequest),
  ])
  func otherTypesAreRefused(type: String, status: Status) {
    #expect(Self.refusal(type, []) == status)
  }

  @Test func aFolderThatIsNotThereCostsTheFileOnly() throws {
    let body = Self.multipart(
      "Content-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\nabc",
      "Content-Disposition: form-data; name=\"a\"\r\n\r\ntyped")
    let form = try readForm(Self.type, body, limits: Self.limits, in: "/nonexistent")
    #expect(form.refusedUploads == [RefusedUpload(field: "f", name: "a", reason: .notKept)])
    #expect(form.fields.pairs == [.init("a", "typed")] && form.uploads.isEmpty)
  }
}
