import Glibc
import HTTP
import Intake
import Site
import StoreSQLite
import Synchronization

/// The members' service of a site that is watched: it answers once the site was built without a mistake, and from then on
/// with the last good one.
final class MountedService: Sendable {
  /// The folder that mail is written to where no server is set; nil where one is.
  var mailFolder: String? { resources.mailFolder }

  /// Why members cannot submit anything; nil where they can.
  var closedBecause: String? { resources.closedBecause }

  private let resources: ServiceResources
  private let usesRemote: Bool
  private let running = Mutex<Running?>(nil)

  private struct Running {
    let intake: Intake
    let router: Router<Access>
    let languages: [String]
    let work: Task<Void, Never>
  }

  /// - Parameter usesRemote: whether what is published goes to the remote repository where no setting says.
  init(_ location: SiteLocation, usesRemote: Bool) async throws {
    resources = try await ServiceResources(location)
    self.usesRemote = resources.settings.usesRemote ?? usesRemote
  }

  /// Begins the service with a site, or puts a newer one behind its pages; answers the service when it begins.
  ///
  /// - Parameter pages: nil where there is a newer one that cannot be built.
  @discardableResult
  func use(_ pages: ServicePages?) -> Intake? {
    running.withLock { running in
      if let begun = running {
        begun.intake.use(pages)
        guard let pages else { return nil }
        // Languages that were added have addresses of their own.
        if begun.languages != pages.languages {
          running = Running(
            intake: begun.intake, router: begun.intake.router(), languages: pages.languages, work: begun.work)
        }
        return nil
      }
      guard let pages else { return nil }
      let intake = resources.intake(pages)
      let remote = usesRemote ? RemoteRunner(intake, every: resources.settings.remoteSeconds) : nil
      running = Running(
        intake: intake, router: intake.router(), languages: pages.languages,
        work: Task { await Self.work(for: intake, remote) })
      return intake
    }
  }

  /// Whether a request is for a page of the service.
  static func has(_ path: RequestPath) -> Bool { path.segments.prefix(2).contains("-") }

  /// What becomes of a request.
  func accept(_ request: Request) -> Acceptance {
    guard let router = running.withLock({ $0?.router }) else {
      return Acceptance { _ in
        .text("The members' service begins once the site was built without a mistake.\n", status: .serviceUnavailable)
      }
    }
    return router.accept(request)
  }

  /// The answer to a request that the server refuses while it comes in.
  func page(of refusal: Refusal, for request: Request?) -> Response {
    guard let request, Self.has(request.path), let intake = running.withLock({ $0?.intake }) else {
      return refusal.response
    }
    return intake.page(ofRefused: request, refusal)
  }

  /// Notes an answer that the server has sent.
  func note(_ record: AccessRecord) { running.withLock { $0?.intake }?.note(record) }

  /// The link with which the first maintainer begins; nil when there is one already.
  static func firstInvitation(of intake: Intake) async throws -> String? {
    guard try await !intake.hasMaintainer() else { return nil }
    return try await intake.inviteFirstMaintainer()
  }

  /// Lets what is being sent be sent, and closes the store.
  func stop() async {
    if let work = running.withLock({ $0?.work }) {
      work.cancel()
      await work.value
    }
    await resources.store.close()
  }

  /// Sends mail, exchanges with the remote and forgets what is over, until the task is cancelled.
  private static func work(for intake: Intake, _ remote: RemoteRunner?) async {
    let runner = OutboxRunner(
      intake.outbox, now: { time(nil) },
      report: { error in Terminal.writeError("error: the outbox cannot be read: \(Failure(error).message)\n") })
    await withTaskCancellationHandler {
      await withTaskGroup { group in
        group.addTask { await runner.run() }
        group.addTask { await finishPublishing(intake) }
        group.addTask { await forgetOld(intake) }
        group.addTask { await remote?.run() }
      }
    } onCancel: {
      runner.stop()
      remote?.stop()
    }
  }

  private static func finishPublishing(_ intake: Intake) async {
    // Nothing goes on yet; later, what somebody waits for does.
    var age = 0
    while !Task.isCancelled {
      try? await intake.finishPublishing(after: age)
      age = 60
      guard (try? await Task.sleep(for: .seconds(age))) != nil else { return }
    }
  }

  private static func forgetOld(_ intake: Intake) async {
    while !Task.isCancelled {
      // What cannot be forgotten now is forgotten later.
      try? await intake.removeOld()
      guard (try? await Task.sleep(for: .seconds(3_600))) != nil else { return }
    }
  }
}
