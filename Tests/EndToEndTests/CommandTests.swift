import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
  @Test(arguments: CommandCase.all) func commandsPrintWhatTheCaseSays(_ commandCase: CommandCase) throws {
    let folder = SiteFixture()
    for file in commandCase.files { folder.write(file.text, to: file.path) }
    for run in commandCase.runs {
      let result = try ProcessRun(
        preau, run.arguments, in: URL(filePath: folder.path),
        environment: ["PREAU_SHARE": packageFolder.path, "SOURCE_DATE_EPOCH": "1795262400"].merging(run.environment) {
          $1
        }, input: run.input)
      let command = "preau " + run.arguments.joined(separator: " ")
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

  @Test func thereAreCases() {
    #expect(CommandCase.all.count > 5)
  }
}

let preau = builtProgram("preau")
