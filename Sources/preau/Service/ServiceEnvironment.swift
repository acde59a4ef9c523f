import Diagnostics
import Glibc
import Intake
import Mail

/// The settings of the members' service: from the environment, and below it from a file outside git.
struct ServiceEnvironment {
  let settings: IntakeSettings
  /// How mail leaves; nil where it is kept in files instead.
  let mailServer: SMTPServer?

  static let mailNames = ["PREAU_SMTP_URL", "PREAU_SMTP_USER", "PREAU_SMTP_PASSWORD", "PREAU_SMTP_AUTHORITIES"]
  static let fileName = "PREAU_SETTINGS"

  /// - Parameter file: read when `PREAU_SETTINGS` names no other; it need not be there.
  init(defaultFile file: String) throws(CommandFailure) {
    var values = Self.variables
    let path = Self.file(default: file)
    if values[Self.fileName] != nil || access(path, F_OK) == 0 {
      for (name, value) in try Self.lines(of: path) where values[name] == nil { values[name] = value }
    }
    do throws(SettingsMistake) {
      settings = try IntakeSettings(values)
    } catch {
      throw CommandFailure("\(error.name) \(error.rule)", help: "every setting is explained in docs/operate.md")
    }
    mailServer = try Self.mailServer(values)
  }

  /// The file of settings, which need not be there.
  static func file(default file: String) -> String { Terminal.environment(fileName) ?? file }

  /// Those of this process that are ours.
  private static var variables: [String: String] {
    var variables: [String: String] = [:]
    for name in IntakeSettings.names + mailNames + [fileName] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return variables
  }

  /// Lines of `NAME=value`, as systemd reads them; `#` begins a comment.
  private static func lines(of path: String) throws(CommandFailure) -> [(String, String)] {
    let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
    var pairs: [(String, String)] = []
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = line.drop { $0 == " " }
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      guard let sign = line.firstIndex(of: "=") else {
        throw CommandFailure("\(path):\(number + 1): a setting is written NAME=value")
      }
      let name = String(line[..<sign])
      let known = IntakeSettings.names + mailNames
      guard known.contains(name) else {
        let near = nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
        throw CommandFailure("\(path):\(number + 1): '\(name)' is no setting", help: near)
      }
      var value = line[line.index(after: sign)...]
      if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") { value = value.dropFirst().dropLast() }
      pairs.append((name, String(value)))
    }
    return pairs
  }

  private static func mailServer(_ values: [String: String]) throws(CommandFailure) -> SMTPServer? {
    guard let address = values["PREAU_SMTP_URL"], !address.isEmpty else { return nil }
    var credentials: SMTPCredentials?
    if let user = values["PREAU_SMTP_USER"] {
      credentials = SMTPCredentials(user: user, password: values["PREAU_SMTP_PASSWORD"] ?? "")
      guard credentials != nil else {
        throw CommandFailure("PREAU_SMTP_USER and PREAU_SMTP_PASSWORD must be texts of one line")
      }
    }
    do throws(SMTPServer.Problem) {
      return try SMTPServer(address, credentials: credentials, authorities: values["PREAU_SMTP_AUTHORITIES"])
    } catch {
      let help =
        error == .credentialsInAddress
        ? "give user and password as PREAU_SMTP_USER and PREAU_SMTP_PASSWORD" : nil
      throw CommandFailure(
        "PREAU_SMTP_URL must be smtp://HOST or smtps://HOST, with a port if it is an odd one; '\(address)' is not",
        help: help)
    }
  }
}
