import Glibc
import Mail

/// What an operator decides about the service; every setting has a name in the environment, and most a default.
public struct IntakeSettings: Sendable {
  /// Who may have an account without being invited.
  public enum Registration: String, Sendable, CaseIterable {
    case closed
    /// Anybody may ask; a maintainer approves.
    case approval
  }

  /// Where the service is reached: scheme and host, and a port if it is an odd one.
  ///
  /// Nil for the site's own address.
  public var origin: String?
  public var registration = Registration.closed
  /// Addresses whose `X-Forwarded-For` is believed: the web server in front.
  public var trustedProxies: Set<String> = ["127.0.0.1", "::1"]
  /// The kind of entry that is a person's own page.
  public var profileKind = "profile"
  /// How much of what somebody sent must have been accepted before the rest need not wait.
  public var trustAfter = 3
  /// The address that mail comes from; nil for `preau` at the service's host.
  public var mailSender: String?
  /// Whether what is published goes to the remote repository of the branch; nil for what the command does by itself.
  public var usesRemote: Bool?
  /// How often it is looked what others have pushed there, in seconds.
  public var remoteSeconds = 60
  /// The file of the store; nil for `var/preau.sqlite` of the site.
  public var store: String?

  public init() {}
}

/// A setting that cannot be taken as it is.
public struct SettingsMistake: Error, Sendable, Equatable {
  public var name: String
  public var rule: String
}

extension IntakeSettings {
  /// The names of all settings and what they say, for `preau doctor` and the documentation.
  public static let names = [
    "PREAU_ORIGIN", "PREAU_REGISTRATION", "PREAU_TRUSTED_PROXIES", "PREAU_PROFILE_KIND", "PREAU_STORE",
    "PREAU_MAIL_FROM", "PREAU_REMOTE", "PREAU_REMOTE_SECONDS", "PREAU_TRUST_AFTER",
  ]

  /// Reads settings from an environment; what it does not name keeps its default.
  public init(_ environment: [String: String]) throws(SettingsMistake) {
    if let text = environment["PREAU_ORIGIN"] { origin = try Self.origin(text) }
    if let text = environment["PREAU_REGISTRATION"] {
      guard let registration = Registration(rawValue: text) else {
        throw SettingsMistake(name: "PREAU_REGISTRATION", rule: "must be 'closed' or 'approval'; '\(text)' is neither")
      }
      self.registration = registration
    }
    if let text = environment["PREAU_TRUSTED_PROXIES"] {
      trustedProxies = Set(text.split { $0 == "," || $0 == " " }.map(String.init))
      if let odd = trustedProxies.first(where: { !Self.isAddress($0) }) {
        throw SettingsMistake(
          name: "PREAU_TRUSTED_PROXIES", rule: "must list IP addresses with commas between; '\(odd)' is none")
      }
    }
    if let text = environment["PREAU_PROFILE_KIND"] { profileKind = text }
    if let text = environment["PREAU_STORE"] { store = text }
    if let text = environment["PREAU_REMOTE"] {
      guard ["on", "off"].contains(text) else {
        throw SettingsMistake(name: "PREAU_REMOTE", rule: "must be 'on' or 'off'; '\(text)' is neither")
      }
      usesRemote = text == "on"
    }
    if let text = environment["PREAU_REMOTE_SECONDS"] {
      guard let seconds = Int(text), (1...86_400).contains(seconds) else {
        throw SettingsMistake(
          name: "PREAU_REMOTE_SECONDS", rule: "must be a number from 1 to 86400; '\(text)' is none")
      }
      remoteSeconds = seconds
    }
    if let text = environment["PREAU_TRUST_AFTER"] {
      guard let count = Int(text), count >= 0 else {
        throw SettingsMistake(name: "PREAU_TRUST_AFTER", rule: "must be a whole number from 0 on; '\(text)' is none")
      }
      trustAfter = count
    }
    if let text = environment["PREAU_MAIL_FROM"] {
      guard (try? MailAddress(text)) != nil else {
        throw SettingsMistake(name: "PREAU_MAIL_FROM", rule: "must be a mail address; '\(text)' is none")
      }
      mailSender = text
    }
  }

  private static func origin(_ text: String) throws(SettingsMistake) -> String {
    let rest = ["https://", "http://"].first(where: text.hasPrefix).map { text.dropFirst($0.count) }
    guard let rest, !rest.isEmpty, !rest.contains(where: { "/?#@ ".contains($0) }) else {
      throw SettingsMistake(
        name: "PREAU_ORIGIN", rule: "must be a scheme and a host, such as https://school.example.org; '\(text)' is not")
    }
    return text
  }

  private static func isAddress(_ text: String) -> Bool {
    var bytes = in6_addr()
    return inet_pton(AF_INET, text, &bytes) == 1 || inet_pton(AF_INET6, text, &bytes) == 1
  }
}

extension IntakeSettings {
  /// Who mail comes from.
  ///
  /// Throws for a host that mail cannot come from, such as an address in numbers, when no sender is set.
  func sender(for origin: String) throws(InvalidMail) -> MailAddress {
    if let mailSender { return try MailAddress(mailSender) }
    let host = origin.split(separator: "/").last.map { $0.prefix { $0 != ":" } } ?? ""
    return try MailAddress(host.contains(where: \.isLetter) ? "preau@\(host)" : "preau@localhost.localdomain")
  }
}
