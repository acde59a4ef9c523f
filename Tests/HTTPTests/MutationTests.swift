import HTTP
import TestSupport
import Testing

/// SplitMix64: the same numbers on every run.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Texts with some bytes changed, removed, doubled, or replaced with signs that matter.
private func mutations(of seeds: [String], signs: [String], count: Int) -> some Sequence<[UInt8]> {
  var dice = Dice(state: 20_240_911)
  return (0..<count).lazy.map { _ in
    var bytes = Array((seeds.randomElement(using: &dice) ?? "").utf8)
    for _ in 0..<Int.random(in: 1...6, using: &dice) {
      let place = Int.random(in: 0...bytes.count, using: &dice)
      let end = min(bytes.count, place + Int.random(in: 0...10, using: &dice))
      switch Int.random(in: 0..<4, using: &dice) {
      case 0: bytes.replaceSubrange(place..<end, with: (signs.randomElement(using: &dice) ?? "").utf8)
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(contentsOf: Array(bytes[place..<end]), at: Int.random(in: 0...bytes.count, using: &dice))
      default: bytes.insert(UInt8.random(in: 0...255, using: &dice), at: place)
      }
    }
    return bytes
  }
}

struct MutationTests {
  private static let parts = [
    "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nété\r\n--b\r\nContent-Disposition: form-data; name=\"f\"; "
      + "filename=\"x.txt\"\r\nContent-Type: text/plain\r\n\r\nabc\r\n--b--\r\n",
    "--b\r\ncontent-disposition:form-data;name=a\r\nX: y\r\n\r\n\r\n--b\r\n\r\n\r\n--b--",
  ]
  private static let signs = [
    "\r\n", "\r", "\n", "--b", "--b--", "\r\n--b\r\n", "\r\n\r\n", "\"", "\\", ";", "=", ": ", "%22", "%", "+", "&",
    "\0", "é",
    "name=", "filename=\"", "..", "/", " ", "\t",
  ]

  /// What a form holds, or the status that it is refused with.
  private static func outcome(_ type: String, _ body: [UInt8], in folder: String, pieces: Int) throws -> String {
    let limits = FormLimits(
      maximumBytes: 10_000, maximumFields: 4, maximumFieldBytes: 50, maximumUploads: 2, maximumUploadBytes: 50)
    do {
      let form = try readForm(type, body, limits: limits, in: folder, pieces: pieces)
      #expect(form.fields.pairs.count <= 4 && form.fields.pairs.allSatisfy { $0.value.utf8.count <= 50 })
      #expect(
        form.uploads.count <= 2
          && form.uploads.allSatisfy { $0.size <= 50 && !$0.name.contains { "/\\\0\n".contains($0) } })
      return "\(form.fields.pairs) \(form.uploads.map { "\($0.field) \($0.name) \($0.mediaType) \($0.size)" })"
    } catch let refusal as Refusal {
      #expect([400, 413].contains(refusal.status.code))
      return "\(refusal.status)"
    }
  }

  @Test func anyMultipartBodyIsTheSameHoweverItComes() throws {
    let folder = SiteFixture()
    for body in mutations(of: Self.parts, signs: Self.signs, count: 3_000) {
      let whole = try Self.outcome("multipart/form-data; boundary=b", body, in: folder.path, pieces: .max)
      for pieces in [1, 5] {
        let inPieces = try Self.outcome("multipart/form-data; boundary=b", body, in: folder.path, pieces: pieces)
        #expect(inPieces == whole, "\(String(decoding: body, as: UTF8.self).debugDescription)")
      }
    }
    #expect(folder.names(in: "") == [])
  }

  @Test func anyEncodedFormIsReadOrRefused() throws {
    let seeds = ["a=1&b=%C3%A9+x&c=&d", "name=L%C3%A9a&bio=a%0D%0Ab", "a=%ff&&=b"]
    for body in mutations(of: seeds, signs: Self.signs, count: 5_000) {
      let type = "application/x-www-form-urlencoded"
      let whole = try Self.outcome(type, body, in: "/none", pieces: .max)
      #expect(try Self.outcome(type, body, in: "/none", pieces: 1) == whole)
    }
  }

  @Test func anyTypeIsReadOrRefused() {
    let seeds = [
      "multipart/form-data; boundary=\"a b\"; x=y", "multipart/form-data;boundary=----WebKitFormBoundaryAbC",
    ]
    for type in mutations(of: seeds, signs: Self.signs, count: 5_000) {
      do {
        _ = try FormReader(
          contentType: String(decoding: type, as: UTF8.self), limits: FormLimits(maximumBytes: 1), folder: "/none")
      } catch {
        #expect([.badRequest, .unsupportedMediaType].contains(error.status))
      }
    }
  }

  @Test func anyCookiesAreTokensWithPlainValues() {
    for field in mutations(of: ["a=1; b=\"2\"; __Host-c=d.e-f", "x=y"], signs: Self.signs, count: 5_000) {
      for pair in Cookies(fields: [String(decoding: field, as: UTF8.self)]).values.pairs {
        #expect(
          Cookie(pair.name, pair.value, isSecure: true).field != nil || pair.name.lowercased().hasPrefix("__host"))
      }
    }
  }

  @Test func anyTargetIsSafeOrRefused() {
    let signs = Self.signs + ["%2e", "%2f", "%5c", "%00", "%c0%af", "//", "/../", "/./", "?", "#", "http://"]
    for target in mutations(of: ["/people/l%C3%A9a/?q=a+b&c", "http://x/a", "/"], signs: signs, count: 8_000) {
      guard
        let request = try? Request(.get, String(decoding: target, as: UTF8.self), headers: Headers([("Host", "x")]))
      else { continue }  // refused
      let path = request.path
      #expect(path.encoded.hasPrefix("/") && !path.encoded.hasPrefix("//"))
      #expect(path.segments.allSatisfy { !["", ".", ".."].contains($0) })
      #expect(path.segments.allSatisfy { $0.utf8.allSatisfy { $0 >= 32 && !"/\\".utf8.contains($0) } })
    }
  }
}
