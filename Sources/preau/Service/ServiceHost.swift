import Content
import Glibc
import HTTP
import Intake
import Mail
import Site
import Store
import StoreSQLite

/// The members' service of a site, with its store and its mail, ready to be given requests.
struct ServiceHost: Sendable {
  let intake: Intake
  let store: SQLiteStore
  private let router: Router<Access>
  /// The folder that mail is written to where no server is set; nil where one is.
  let mailFolder: String?

  /// Reads the site for its pages.
  init(_ location: SiteLocation, _ options: BuildOptions) async throws {
    guard let pages = try await ServicePages(options) else {
      throw CommandFailure(
        "the site has errors that leave its members' service without pages", help: "'preau check' lists them",
        code: .contentHasErrors)
    }
    try await self.init(location, pages)
  }

  /// Browsers reach it at the site's own address, unless a setting says otherwise.
  init(_ location: SiteLocation, _ pages: ServicePages) async throws {
    let environment = try ServiceEnvironment(defaultFile: location.settingsFile)
    store = try await Self.openStore(location, environment.settings)
    if let server = environment.mailServer {
      mailFolder = nil
      intake = Self.intake(environment, store, SMTPTransport(server), pages)
    } else {
      mailFolder = location.outbox
      try Folder.make(location.outbox)
      intake = Self.intake(environment, store, FileTransport(folder: location.outbox), pages)
    }
    router = intake.router()
  }

  /// The store of a site, as every command opens it.
  static func openStore(_ location: SiteLocation, _ settings: IntakeSettings) async throws -> SQLiteStore {
    let path = settings.store ?? location.store
    if let slash = path.lastIndex(of: "/") { try Folder.make(String(path[..<slash])) }
    return try await SQLiteStore.open(path, Intake.collections)
  }

  private static func intake(
    _ environment: ServiceEnvironment, _ store: SQLiteStore, _ mail: any MailTransport, _ pages: ServicePages
  ) -> Intake {
    Intake(
      environment.settings, store: store, mail: mail, site: pages,
      origin: environment.settings.origin ?? pages.baseURL.origin,
      log: ServiceLog { line in Terminal.writeError(line + "\n") }, now: { time(nil) })
  }

  /// What becomes of a request for a page of the service.
  func accept(_ request: Request) -> Acceptance { router.accept(request) }

  /// Sends mail and forgets what is over, until the task is cancelled.
  func run() async {
    let runner = OutboxRunner(
      intake.outbox, now: { time(nil) },
      report: { error in Terminal.writeError("error: the outbox cannot be read: \(Failure(error).message)\n") })
    await withTaskCancellationHandler {
      await withTaskGroup { group in
        group.addTask { await runner.run() }
        group.addTask { await forgetOld() }
      }
    } onCancel: {
      runner.stop()
    }
    await store.close()
  }

  private func forgetOld() async {
    while !Task.isCancelled {
      // What cannot be forgotten now is forgotten later.
      try? await intake.removeOld()
      guard (try? await Task.sleep(for: .seconds(3_600))) != nil else { return }
    }
  }

  /// The link with which the first maintainer begins; nil when there is one already.
  func firstInvitation() async throws -> String? {
    guard try await !intake.hasMaintainer() else { return nil }
    return try await intake.invite(email: nil, name: "", role: .maintainer)
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
