import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
  @Test(arguments: CommandCase.all) func commandsPrintWhatTheCaseSays(_ commandCase: CommandCase) throws {
    let folder = SiteFixture()
    for file in commandCase.files { folder.write(file.text, to: file.path) }
    for run in commandCase.runs {
      for file in run.changes { folder.write(file.text, to: file.path) }
      let result = try ProcessRun(
        run.isGit ? URL(filePath: "/usr/bin/git") : preau, run.arguments, in: URL(filePath: folder.path),
        environment: ["PREAU_SHARE": packageFolder.path, "SOURCE_DATE_EPOCH": "1795262400"].merging(Self.gitNames) {
          $1
        }.merging(run.environment) {
          $1
        }, input: run.input)
      let command = (run.isGit ? "git " : "preau ") + run.arguments.joined(separator: " ")
      func plain(_ text: String) -> String { text.replacing(folder.path, with: "{folder}") }
      if let output = run.output {
        #expect(firstDifference(plain(result.output), output) == nil, "\(command), standard output:\n\(result.output)")
      }
      if let errors = run.errors {
        #expect(firstDifference(plain(result.errors), errors) == nil, "\(command), standard error:\n\(result.errors)")
      }
      #expect(result.code == run.code, "\(command):\n\(result.errors)")
    }
  }

  /// Who commits.
  private static let gitNames = [
    "GIT_AUTHOR_NAME": "Test", "GIT_AUTHOR_EMAIL": "test@example.org", "GIT_COMMITTER_NAME": "Test",
    "GIT_COMMITTER_EMAIL": "test@example.org",
  ]

  @Test func thereAreCases() {
    #expect(CommandCase.all.count > 5)
  }
}

let preau = builtProgram("preau")
