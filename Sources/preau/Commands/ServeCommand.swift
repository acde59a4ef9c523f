import Content
import Diagnostics
import Glibc
import HTTP
import Intake
import Site

/// The command `preau serve`, which shows the site while people work on it.
enum ServeCommand: Command {
  static let usage = CommandUsage(
    name: "serve", purpose: "show the site while you work on it",
    discussion: """
      Builds the site, serves it, and builds again whenever a source changes. Browsers follow: a page that has changed is
      reloaded where it was scrolled to, new style sheets are taken in at once, and mistakes are shown over the page, which
      stays as the last good build made it. The members' service runs at the same address, below /-/. Ctrl-C ends it.

      Pages are built for the address at which they are served, and so into a folder of their own, var/preview: what
      'preau build' publishes, in site/, is not touched. With --base-url they are built for that address, and
      served below its path.
      """,
    options: [
      ListenAddress.option,
      .init(name: "--drafts", help: "show drafts"),
      .init(
        name: "--base-url", value: "URL", help: "the address that pages are built for (default: where they are served)"),
      .init(name: "--verbose", short: "-v", help: "list what was left out, and why"),
    ] + SiteLocation.sources + [
      .init(
        name: "--output", value: "DIR", help: "where the pages are built (default: var/preview, beside the content)")
    ],
    examples: [
      ("preau serve", "at http://127.0.0.1:8080/"),
      ("preau serve --drafts --listen 3000", "with drafts, at another port"),
      ("preau serve --listen 0.0.0.0:8080", "for telephones in the same network, too"),
    ])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let listen = try ListenAddress(arguments)
    var options = try BuildOptions(arguments)
    if arguments.value("--output") == nil { options.output = try previewFolder(arguments) }
    // Each port would leave a record of its own behind.
    if listen.port == 0, options.baseURL == nil { options.cache = nil }
    // A browser that leaves must not end the program.
    signal(SIGPIPE, SIG_IGN)

    let site = PreviewSite(options.output, below: options.baseURL?.path ?? "")
    let events = PreviewEvents(site)
    let service = await service(of: try SiteLocation(arguments))
    let server = server(at: listen, showing: site, events, service, for: options.baseURL)
    let address = try start(server, at: listen)
    options.baseURL = options.baseURL ?? BaseURL("http://\(address.reachable)")
    try greet(at: address, options)
    do {
      try await follow(options, events, service, isVerbose: arguments.isSet("--verbose"))
    } catch {
      await server.stop(within: .zero)
      await service?.stop()
      throw error
    }
    await server.stop(within: .seconds(2))
    await service?.stop()
    return .done
  }

  /// A folder that git takes no notice of: it may hold drafts.
  private static func previewFolder(_ arguments: Arguments) throws(CommandFailure) -> String {
    let folder = try SiteLocation(arguments).preview
    let marker = "\(folder)/.gitignore"
    if access(marker, F_OK) != 0 { try NewFile.write("*\n", to: marker) }
    return folder
  }

  /// The members' service; nil, with a word about it, where it cannot be: the site is shown all the same.
  private static func service(of location: SiteLocation) async -> MountedService? {
    do {
      // Whoever works on a site pushes when they like.
      return try await MountedService(location, usesRemote: false)
    } catch {
      _ = Failure(error).report()
      return nil
    }
  }

  private static func greet(_ service: MountedService, _ intake: Intake) {
    if let folder = service.mailFolder {
      Terminal.writeError("No mail server is set: mail is written to '\(folder)'.\n")
    }
    if let reason = service.closedBecause { Terminal.writeError("Members cannot submit anything: \(reason).\n") }
    Task {
      do {
        guard let link = try await MountedService.firstInvitation(of: intake) else { return }
        Terminal.writeError("There is no maintainer yet. The first begins here: \(link)\n")
      } catch {
        _ = Failure(error).report()
      }
    }
  }

  private static func server(
    at listen: ListenAddress, showing site: PreviewSite, _ events: PreviewEvents, _ service: MountedService?,
    for baseURL: BaseURL?
  ) -> Server {
    let own = Router(PreviewRoutes(events: events).routes)
    let hosts = listen.isLoopback ? OwnHosts(baseURL, printed: listen.host) : nil
    var configuration = ServerConfiguration(host: listen.host, port: listen.port)
    if let service { configuration.refusal = { refusal, request in service.page(of: refusal, for: request) } }
    return Server(configuration) { request in
      if let refusal = hosts?.refusal(of: request) { return Acceptance { _ in refusal } }
      if PreviewRoutes.have(request.path) { return own.accept(request) }
      if let service, MountedService.has(request.path) {
        if let redirect = hosts?.redirect(of: request) { return Acceptance { _ in redirect } }
        return service.accept(request)
      }
      return site.accept(request)
    }
  }

  /// Answers where the server listens, with the port that it got.
  private static func start(_ server: Server, at listen: ListenAddress) throws(CommandFailure) -> ListenAddress {
    do throws(ServerError) {
      try server.start()
    } catch {
      throw CommandFailure(error, at: listen)
    }
    return ListenAddress(host: listen.host, port: server.address?.port ?? listen.port)
  }

  private static func greet(at address: ListenAddress, _ options: BuildOptions) throws(CommandFailure) {
    let path = options.baseURL?.path ?? ""
    try StandardOutput.write("Serving the site at http://\(address.reachable)\(path)/ (Ctrl-C ends it)\n")
    guard !address.isLoopback else { return }
    Terminal.writeError(
      "warning: everybody who reaches this machine's address can see the site\(options.includesDrafts ? ", drafts included" : "")\n"
    )
  }

  /// Builds and tells of it, until somebody ends the program.
  private static func follow(
    _ options: BuildOptions, _ events: PreviewEvents, _ service: MountedService?, isVerbose: Bool
  ) async throws {
    let progress = Progress()
    let watch = SiteWatch(options, now: { (try? BuildClock.now()) ?? options.now }, progress: progress.update)
    try await StopSignals.run {
      try await watch.run(showing: { service?.use($0) }) { result, pages in
        progress.finish()
        BuildSummary.tell(result, in: options.output, isVerbose: isVerbose)
        if let service, let intake = service.use(pages) { greet(service, intake) }
        events.tell(BuildOutcome(result))
      }
    }
  }
}
