import HTTP
import Intake
import Site
import Synchronization

/// The members' service beside a site that is being worked on: it is there once the site was built without a mistake.
final class MountedService: Sendable {
  private let location: SiteLocation
  private let state = Mutex(State.none)

  private enum State {
    case none
    case opening
    case open(ServiceHost, Task<Void, Never>)
    /// It could not be opened, which was told.
    case failed
  }

  init(_ location: SiteLocation) { self.location = location }

  /// Opens the service for a site, or puts a newer site behind its pages.
  func use(_ pages: ServicePages) {
    let host: ServiceHost? = state.withLock { state in
      switch state {
      case .open(let host, _): return host
      case .opening, .failed: return nil
      case .none:
        state = .opening
        Task { await self.open(pages) }
        return nil
      }
    }
    host?.intake.use(pages)
  }

  private func open(_ pages: ServicePages) async {
    do {
      let host = try await ServiceHost(location, pages)
      let work = Task { await host.run() }
      state.withLock { $0 = .open(host, work) }
      if let folder = host.mailFolder {
        Terminal.writeError("No mail server is set: mail is written to '\(folder)'.\n")
      }
      if let link = try await host.firstInvitation() {
        Terminal.writeError("There is no maintainer yet. The first begins here: \(link)\n")
      }
    } catch {
      state.withLock { $0 = .failed }
      _ = Failure(error).report()
    }
  }

  /// What becomes of a request for a page of the service; nil for other pages.
  func accept(_ request: Request) -> Acceptance? {
    guard request.path.segments.prefix(2).contains("-") else { return nil }
    return state.withLock { state in
      if case .open(let host, _) = state { return host.accept(request) }
      return Acceptance { _ in
        .text("The members' service begins once the site was built without a mistake.\n", status: .serviceUnavailable)
      }
    }
  }

  /// Lets what is being sent be sent, and closes the store.
  func stop() async {
    let open: (host: ServiceHost, work: Task<Void, Never>)? = state.withLock { state in
      if case .open(let host, let work) = state { (host, work) } else { nil }
    }
    guard let open else { return }
    open.work.cancel()
    await open.work.value
    await open.host.close()
  }
}
