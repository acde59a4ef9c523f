import Foundation
import TestSupport
import Testing

/// What becomes of the program's streams: full, closed, left early, or a terminal.
@Suite struct StreamTests {
  private let site: SiteFixture = {
    let site = SiteFixture(["content/site.yaml": "title: Test\n", "hello.html": "Hello"])
    site.write("name: note\nfields:\n  title: { type: text }\n", to: "content/kinds/note.yaml")
    return site
  }()

  @Test(arguments: [
    "version", "help", "help build", "build --help", "schema note", "render hello.html", "check --format json",
    "doctor",
    "new note my-note",
  ])
  func aFullStandardOutputIsAFailure(_ command: String) throws {
    let run = try shell("\(preau.path) \(command) > /dev/full")
    #expect(run.code == 70)
    #expect(run.errors.contains("error: cannot write to standard output: No space left on device"))
  }

  @Test func aClosedStandardOutputIsAFailure() throws {
    let run = try shell("\(preau.path) version >&-")
    #expect(run.code == 70)
    // Its number may have gone to something of the system that cannot be written either, so the reason varies.
    #expect(run.errors.hasPrefix("error: cannot write to standard output: "))
  }

  @Test func aReaderThatLeavesEndsTheProgramWithoutAWord() throws {
    let run = try shell("(sleep 0.2; \(preau.path) version; echo $? >&2) | true")
    #expect(run.errors == "141\n")
  }

  /// A container may have none.
  private static var hasPseudoTerminals: Bool { FileManager.default.fileExists(atPath: "/dev/pts/ptmx") }

  @Test(.enabled(if: hasPseudoTerminals, "the system has no pseudo-terminals"))
  func aDumbTerminalGetsNoControlSequences() throws {
    let onTerminal = "script -qec '\(preau.path) check' /dev/null"
    #expect(try shell("TERM=dumb \(onTerminal)").output.contains("\u{1B}") == false)
    #expect(try shell("TERM=xterm \(onTerminal)").output.contains("\u{1B}[K"))
    #expect(try shell("TERM=xterm NO_COLOR=1 \(onTerminal)").output.contains("\u{1B}[1") == false)
  }

  private func shell(_ line: String) throws -> ProcessRun {
    try ProcessRun(
      URL(filePath: "/bin/sh"), ["-c", line], in: URL(filePath: site.path),
      environment: ["PREAU_SHARE": packageFolder.path, "SOURCE_DATE_EPOCH": "1795262400"])
  }
}
