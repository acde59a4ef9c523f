import Foundation
import TestSupport
import Testing

/// What `preau doctor` says of things that a case in a text file cannot set up.
@Suite struct DoctorTests {
  private let site: SiteFixture = {
    let site = SiteFixture(["content/site.yaml": "title: Test\ntheme: plain\n"])
    site.write("name: Plain\n", to: "themes/plain/theme.yaml")
    site.write("name: profile\nfields:\n  title: { type: text }\n", to: "content/kinds/profile.yaml")
    return site
  }()

  @Test func aRepositoryThatDoesNotIgnoreMembersDataIsFound() throws {
    try git("init", "--quiet")
    #expect(try doctor().contains("✗ git does not ignore 'var/', where members' data lies"))
    site.write("/var/\n", to: ".gitignore")
    #expect(try doctor().contains("✓ git ignores 'var/'"))
  }

  @Test func membersDataThatGitTracksIsFoundEvenWhereItIsIgnored() throws {
    try git("init", "--quiet")
    site.write("var/\n", to: ".gitignore")
    site.write("", to: "var/intake.env")
    try git("add", "--force", "var/intake.env")
    #expect(try doctor().contains("✗ git tracks files in 'var/', where members' data lies"))
  }

  @Test func aSiteThatIsNoRepositoryNeedsNothingIgnored() throws {
    #expect(try !doctor().contains("git "))
  }

  @Test func onlyFilesThatOthersCannotUseArePrivate() throws {
    site.write("PREAU_REGISTRATION=approval\n", to: "var/intake.env")
    #expect(try doctor().contains("✗ everybody on this machine can use 'var/intake.env'"))
    #expect(chmod("\(site.path)/var/intake.env", 0o640) == 0)
    let report = try doctor()
    #expect(report.contains("✓ settings of the members' service in 'var/intake.env'"))
    #expect(report.contains("✓ 'var/intake.env' is closed to others"))
  }

  @Test func aDamagedStoreIsFound() throws {
    _ = try run(["account", "list"])
    var bytes = try #require(site.read("var/preau.sqlite"))
    for place in 4_096..<bytes.count { bytes[place] = 0x5A }
    site.write(bytes, to: "var/preau.sqlite")
    #expect(try doctor().contains("✗ the store 'var/preau.sqlite' is damaged\n    stop the service"))
  }

  private func doctor() throws -> String { try run(["doctor"]).output }

  private func run(_ arguments: [String]) throws -> ProcessRun {
    try ProcessRun(
      preau, arguments, in: URL(filePath: site.path), environment: ["PREAU_SHARE": packageFolder.path])
  }

  private func git(_ arguments: String...) throws {
    let run = try ProcessRun(URL(filePath: "/usr/bin/git"), arguments, in: URL(filePath: site.path))
    #expect(run.code == 0, "\(run.errors)")
  }
}
