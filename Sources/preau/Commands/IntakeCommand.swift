import Glibc
import HTTP
import Intake
import Site

/// The command `preau intake`, which runs the members' service behind a web server.
enum IntakeCommand: Command {
  static let usage = CommandUsage(
    name: "intake", purpose: "run the members' service behind a web server",
    discussion: """
      Answers everything below /-/ : accounts, invitations, sessions. The site itself is served by the web server, which
      passes /-/ and /<language>/-/ on; docs/operate.md shows how, and explains every setting. SIGTERM ends it once the
      requests that are under way have been answered.
      """,
    options: [ListenAddress.option] + SiteLocation.options,
    examples: [
      ("preau intake", "at 127.0.0.1:8080, for the base_url of the site"),
      ("PREAU_ORIGIN=http://127.0.0.1:8080 preau intake", "to try it out without a web server"),
    ])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    let listen = try ListenAddress(arguments)
    signal(SIGPIPE, SIG_IGN)
    let location = try SiteLocation(arguments)
    let host = try await ServiceHost(location, try BuildOptions(arguments))
    var configuration = ServerConfiguration(host: listen.host, port: listen.port)
    configuration.observer = { host.intake.note($0) }
    let server = Server(configuration, accept: host.accept)
    do throws(ServerError) {
      try server.start()
    } catch {
      throw CommandFailure(error, at: listen)
    }
    let address = ListenAddress(host: listen.host, port: server.address?.port ?? listen.port)
    Terminal.writeError("the members' service listens at http://\(address)\n")
    if let folder = host.mailFolder { Terminal.writeError("no mail server is set: mail is written to '\(folder)'\n") }
    if let link = try await host.firstInvitation() {
      Terminal.writeError("there is no maintainer yet; the first begins here: \(link)\n")
    }
    try await StopSignals.run { await host.run() }
    await server.stop(within: .seconds(10))
    await host.close()
    return .done
  }
}
