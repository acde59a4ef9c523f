import Foundation
import Testing

/// Runs the files under `Cases`, whose outputs the real Jinja2 gave (`check-cases.py` checks them again).
@Suite struct CaseTests {
  static let cases: [TemplateCase] = loadCases()

  @Test func thereAreCases() {
    #expect(Self.cases.count > 150)
  }

  @Test(arguments: cases)
  func caseGivesItsResult(_ templateCase: TemplateCase) throws {
    let result = try templateCase.result()
    #expect(result.text == templateCase.section(result.kind), "the result is: \(result.kind)")
  }

  private static func loadCases() -> [TemplateCase] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted().flatMap { name in
      let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
      return TemplateCase.parse(text, file: name)
    }
  }
}
