import Content
import Git
import Glibc
import Intake
import Mail
import Site
import StoreSQLite

/// What the members' service of a site works with: its settings, its store and its way to send mail.
struct ServiceResources: Sendable {
  let store: SQLiteStore
  /// The folder that mail is written to where no server is set; nil where one is.
  let mailFolder: String?
  /// What members write to; nil where the site is in no git repository.
  let content: ContentRepository?
  /// Why that is nil, for whoever runs the service.
  let closedBecause: String?
  private let uploads: String
  let settings: IntakeSettings
  private let mail: any MailTransport

  init(_ location: SiteLocation) async throws {
    let environment = try ServiceEnvironment(defaultFile: location.settingsFile)
    settings = environment.settings
    uploads = location.uploads
    store = try await Self.openStore(location, settings)
    (content, closedBecause) = await Self.openRepository(location)
    if let server = environment.mailServer {
      mailFolder = nil
      mail = SMTPTransport(server)
    } else {
      mailFolder = location.outbox
      try Folder.make(location.outbox)
      mail = FileTransport(folder: location.outbox)
    }
  }

  /// The store of a site, as every command opens it.
  static func openStore(_ location: SiteLocation, _ settings: IntakeSettings) async throws -> SQLiteStore {
    let path = settings.store ?? location.store
    if let slash = path.lastIndex(of: "/") { try Folder.make(String(path[..<slash])) }
    return try await SQLiteStore.open(path, Intake.collections)
  }

  /// The repository that the content lies in, or why members cannot write to it.
  private static func openRepository(_ location: SiteLocation) async -> (ContentRepository?, String?) {
    do throws(GitError) {
      return (ContentRepository(try await Repository.open(at: location.content)), nil)
    } catch .notRepository {
      return (nil, "'\(location.content)' is in no git repository ('git init', and a first commit)")
    } catch {
      return (nil, Failure(error).message)
    }
  }

  /// The service with the pages of a site; browsers reach it at the site's own address, unless a setting says otherwise.
  func intake(_ pages: ServicePages) -> Intake {
    Intake(
      settings, store: store, mail: mail, site: pages, origin: settings.origin ?? pages.baseURL.origin,
      content: content, uploads: uploads, imageWorker: ProgramFolder.imageWorker,
      log: ServiceLog { line in Terminal.writeError(line + "\n") }, now: { time(nil) })
  }
}

/// Folders for what the program keeps.
enum Folder {
  /// Makes a folder and those above it, for their owner alone, unless they are there.
  static func make(_ path: String) throws(CommandFailure) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    guard !path.isEmpty, access(path, F_OK) != 0 else { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try make(String(path[..<slash])) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw CommandFailure("cannot make the folder '\(path)': \(Failure.text(errno))", code: .failed)
    }
  }
}
