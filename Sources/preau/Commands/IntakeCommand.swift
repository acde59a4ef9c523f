import Glibc
import HTTP
import Intake
import Site

/// The command `preau intake`, which runs the members' service behind a web server.
enum IntakeCommand: Command {
  static let usage = CommandUsage(
    name: "intake", purpose: "run the members' service behind a web server",
    discussion: """
      Builds the site, answers everything below /-/ (accounts, invitations, sessions), and builds again whenever a source
      changes. The site itself is served by the web server, which passes /-/ and /<language>/-/ on; docs/operate.md shows
      how, and explains every setting. SIGTERM ends it once the requests that are under way have been answered.
      """,
    options: [
      ListenAddress.option,
      .init(name: "--verbose", short: "-v", help: "list what was left out of the site, and why"),
    ] + SiteLocation.options,
    examples: [
      ("preau intake", "at 127.0.0.1:8080, for the base_url of the site"),
      ("PREAU_ORIGIN=http://127.0.0.1:8080 preau intake", "to try it out without a web server"),
    ])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let listen = try ListenAddress(arguments)
    let options = try BuildOptions(arguments)
    signal(SIGPIPE, SIG_IGN)
    let service = try await MountedService(try SiteLocation(arguments), usesRemote: true)
    var configuration = ServerConfiguration(host: listen.host, port: listen.port)
    configuration.observer = { service.note($0) }
    configuration.refusal = { refusal, request in service.page(of: refusal, for: request) }
    let server = Server(configuration, accept: service.accept)
    do throws(ServerError) {
      try server.start()
    } catch {
      await service.stop()
      throw CommandFailure(error, at: listen)
    }
    let address = ListenAddress(host: listen.host, port: server.address?.port ?? listen.port)
    let progress = Progress()
    let watch = SiteWatch(options, now: { (try? BuildClock.now()) ?? options.now }, progress: progress.update)
    do {
      try await StopSignals.run {
        try await watch.run(showing: { service.use($0) }) { result, pages in
          progress.finish()
          BuildSummary.tell(result, in: options.output, isVerbose: arguments.isSet("--verbose"))
          if let intake = service.use(pages) { greet(at: address, service, intake) }
        }
      }
    } catch {
      await server.stop(within: .zero)
      await service.stop()
      throw error
    }
    await server.stop(within: .seconds(10))
    await service.stop()
    return .done
  }

  private static func greet(at address: ListenAddress, _ service: MountedService, _ intake: Intake) {
    Terminal.writeError("the members' service listens at http://\(address)\n")
    if let folder = service.mailFolder {
      Terminal.writeError("no mail server is set: mail is written to '\(folder)'\n")
    }
    if let reason = service.closedBecause { Terminal.writeError("members cannot submit anything: \(reason)\n") }
    Task {
      do {
        guard let link = try await MountedService.firstInvitation(of: intake) else { return }
        Terminal.writeError("there is no maintainer yet; the first begins here: \(link)\n")
      } catch {
        _ = Failure(error).report()
      }
    }
  }
}
