import Content
import Diagnostics
import Git
import Intake

/// Whether the author of a proposal may change what it changes, for `preau check --base REV --author HANDLE`.
struct ProposalCheck {
  static let options: [CommandUsage.Option] = [
    .init(name: "--base", value: "REV", help: "also ask whether an author may change what differs from this revision"),
    .init(
      name: "--author", value: "HANDLE",
      help: "the author: the slug of a profile, or an account that a profile names, such as github.com/lea"),
  ]

  private let base: String
  private let author: String

  /// Nil where the command line asks for no such check.
  init?(_ arguments: Arguments) throws(Misuse) {
    switch (arguments.value("--base"), arguments.value("--author")) {
    case (let base?, let author?): (self.base, self.author) = (base, author)
    case (nil, nil): return nil
    case (_?, nil): throw Misuse("--base needs --author, whose changes are to be judged", command: arguments.command)
    case (nil, _?): throw Misuse("--author needs --base, the revision to compare with", command: arguments.command)
    }
  }

  func diagnostics(in location: SiteLocation) async throws -> [Diagnostic] {
    let repository = try await Repository.open(at: location.content)
    let base = try await repository.revision(base)
    let content = BaseContent(repository: repository, revision: base)
    guard try await content.isThere else {
      throw CommandFailure("revision '\(self.base)' has no content in '\(repository.folder)'")
    }
    let files = try await Proposal(
      repository: repository, base: base, displayedContent: location.content
    ).files()
    let profileKind = try ServiceEnvironment(defaultFile: location.settingsFile).settings.profileKind
    let rights = ChangeRights(try await content.tree(), profileKind: profileKind)
    await repository.close()
    return rights.diagnostics(of: files, by: author)
  }
}
