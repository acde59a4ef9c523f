import Content
import Glibc
import Intake
import Mail
import Site
import StoreSQLite

/// What `preau doctor` finds out about the members' service of a site, without starting it.
struct ServiceCheckup {
  let location: SiteLocation
  let options: BuildOptions

  func findings() async -> [Finding] {
    let environment: ServiceEnvironment
    do throws(CommandFailure) {
      environment = try ServiceEnvironment(defaultFile: location.settingsFile)
    } catch {
      return [Finding(error)] + privacy(of: settingsFile) + KeptOutOfGit(location).findings()
    }
    return [settings] + privacy(of: settingsFile) + (await origin(environment.settings)) + [
      mail(environment.mailServer)
    ]
      + (await store(environment.settings)) + KeptOutOfGit(location).findings()
  }

  // MARK: Settings

  private var settingsFile: String { ServiceEnvironment.file(default: location.settingsFile) }

  private var settings: Finding {
    access(settingsFile, F_OK) == 0
      ? Finding(.good, "settings of the members' service in '\(settingsFile)'")
      : Finding(.good, "the members' service has no file of settings, and needs none")
  }

  private func privacy(of path: String) -> [Finding] {
    var status = stat()
    guard stat(path, &status) == 0 else { return [] }
    guard status.st_mode & 0o007 == 0 else {
      return [
        Finding(.bad, "everybody on this machine can use '\(path)', which may hold secrets", help: "chmod o= \(path)")
      ]
    }
    return [Finding(.good, "'\(path)' is closed to others")]
  }

  private func origin(_ settings: IntakeSettings) async -> [Finding] {
    // A site that cannot be read has a finding already.
    guard let pages = try? await ServicePages(options) else { return [] }
    let origin = settings.origin ?? pages.baseURL.origin
    guard origin.hasPrefix("https://") || Self.isLoopback(origin) else {
      return [
        Finding(
          .bad, "browsers reach the members' service at \(origin), where others can read along",
          help: "serve it by https, and write so in base_url of site.yaml or in PREAU_ORIGIN")
      ]
    }
    return [Finding(.good, "browsers reach the members' service at \(origin)")]
  }

  /// Whether an address is of this machine alone, where nobody reads along.
  private static func isLoopback(_ origin: String) -> Bool {
    let host = origin.split(separator: "/").last.map(String.init) ?? ""
    return ["localhost", "127.0.0.1", "[::1]"].contains { host == $0 || host.hasPrefix("\($0):") }
  }

  private func mail(_ server: SMTPServer?) -> Finding {
    guard let server else {
      return Finding(
        .notable, "no mail server is set: mail is written to '\(location.outbox)'",
        help: "set PREAU_SMTP_URL, as docs/operate.md tells")
    }
    return Finding(.good, "mail leaves by \(server.host), port \(server.port)")
  }

  // MARK: Store

  private func store(_ settings: IntakeSettings) async -> [Finding] {
    let path = settings.store ?? location.store
    var status = stat()
    guard stat(path, &status) == 0 else {
      guard errno == ENOENT else { return [Finding(.bad, "cannot look at '\(path)': \(Failure.text(errno))")] }
      return [
        Finding(
          .notable, "there is no store at '\(path)': the members' service was never started",
          help: "docs/operate.md tells how")
      ]
    }
    guard status.st_uid == geteuid() else {
      // What is made beside the store by somebody else, the service could not open.
      return [
        Finding(
          .bad, "'\(path)' belongs to \(Self.name(of: status.st_uid)), and was not opened",
          help: "call preau as this user: sudo -u \(Self.name(of: status.st_uid)) preau doctor")
      ]
    }
    return privacy(of: path) + (await contents(of: path, settings))
  }

  private func contents(of path: String, _ settings: IntakeSettings) async -> [Finding] {
    do {
      let store = try await SQLiteStore.open(path, Intake.collections)
      try await store.checkIntegrity()
      let hasMaintainer = try await Intake.hasMaintainer(in: store)
      let trouble = try await Intake.remoteTrouble(in: store)
      await store.close()
      let remote = RemoteCheckup(content: location.content, usesRemote: settings.usesRemote, trouble: trouble)
      return [
        Finding(.good, "the store '\(path)' is whole"),
        hasMaintainer
          ? Finding(.good, "there is a maintainer")
          : Finding(
            .bad, "there is no maintainer, who would let others in",
            help: "'preau account invite EMAIL --role maintainer' prints a link for the first"),
      ] + (await remote.findings())
    } catch {
      return [Finding(error)]
    }
  }

  private static func name(of user: uid_t) -> String {
    getpwuid(user).map { String(cString: $0.pointee.pw_name) } ?? "user \(user)"
  }
}
