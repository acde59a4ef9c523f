import Foundation
import TestSupport
import Testing

/// The forms of the example community, whose kinds have every type of field.
@Suite(.timeLimit(.minutes(15))) struct ExampleFormsTests {
  @Test func everyKindHasAFormAndWhatIsSentAsItWasChangesNothing() async throws {
    let site = try await WritableSite { folder in
      let content = folder.appending(path: "content")
      try FileManager.default.removeItem(at: content)
      try FileManager.default.copyItem(at: packageFolder.appending(path: "content"), to: content)
      try WritableSite.git(["add", "-A"], in: folder)
      try WritableSite.git(["commit", "-qm", "The example"], in: folder)
    }
    let head = try await site.member("head@example.org", role: "maintainer")
    let kinds = try FileManager.default.contentsOfDirectory(
      atPath: site.service.folder.appending(path: "content/kinds").path
    ).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(kinds.count > 8)
    for kind in kinds.sorted() {
      #expect(await head.open("/-/new/\(kind)")?.answer.status == 200, "\(kind)")
      // A few of each, as nobody may send more than sixty forms at once.
      for slug in try slugs(ofKind: kind, site).prefix(4) {
        let path = "/-/edit/\(kind)/\(slug)"
        let form = try #require(await head.open(path))
        #expect(form.answer.status == 200, "\(path)")
        let answer = try #require(await head.send([:], on: form), "\(path)")
        #expect(answer.status == 303, "\(path): \(answer.text.matches(of: #/class="mistake".*?<\/section>/#).map(\.0))")
        guard try site.git("log", "-1", "--format=%s") != "The example\n" else { continue }
        Issue.record("\(path): \(try site.git("show", "-U0"))")
        try site.git("reset", "-q", "--hard", "HEAD~1")
      }
    }
    #expect(try site.git("status", "--porcelain") == "")
    #expect(try site.git("for-each-ref", "refs/preau") == "")
  }

  private func slugs(ofKind kind: String, _ site: WritableSite) throws -> [String] {
    let text = try site.text("content/kinds/\(kind).yaml")
    let plural = text.firstMatch(of: #/(?m)^plural: *(\S+)/#).map { String($0.1) } ?? "\(kind)s"
    let names = try FileManager.default.contentsOfDirectory(
      atPath: site.service.folder.appending(path: "content/\(plural)").path)
    return Set(names.map { String($0.prefix { $0 != "." }) }).sorted()
  }
}
