import Glibc
import Intake
import Site
import StoreSQLite

/// The command `preau account`, with which an operator lets people in.
enum AccountCommand: Command {
  static let usage = CommandUsage(
    name: "account", purpose: "invite people and list them",
    discussion: """
      preau account invite [EMAIL]    a link that makes an account, once, within two weeks
      preau account list              everybody who has one
      preau account role EMAIL ROLE   what somebody may do: member, reviewer or maintainer
      preau account password EMAIL    a link with which somebody chooses a new one, once, within an hour

      It works on the store of this site, also while the service runs.
      """,
    positionals: [
      .init(name: "ACTION", help: "invite, list, role or password"),
      .init(name: "EMAIL", help: "whose address; without one, whoever has the link may follow it", isRequired: false),
      .init(name: "ROLE", help: "for 'role'", isRequired: false),
    ],
    options: [
      .init(name: "--name", value: "NAME", help: "the name that is proposed to whom you invite"),
      .init(name: "--role", value: "ROLE", choices: Role.allCases.map(\.rawValue), help: "what they may do"),
      .init(name: "--profile", value: "SLUG", help: "the entry that becomes theirs"),
    ] + SiteLocation.options,
    examples: [
      ("preau account invite lea@example.org --role maintainer", "prints a link and its QR code"),
      ("preau account list", "names, addresses, roles"),
    ])

  static func run(_ arguments: Arguments) async throws -> ExitCode {
    // What is wrong with the words is told before a store is made for them.
    let work = try work(arguments)
    guard let pages = try await ServicePages(try BuildOptions(arguments)) else {
      throw CommandFailure(
        "the site has errors that leave its members' service without pages", help: "'preau check' lists them",
        code: .contentHasErrors)
    }
    let resources = try await ServiceResources(try SiteLocation(arguments))
    try await work(resources.intake(pages))
    await resources.store.close()
    return .done
  }

  private static func work(_ arguments: Arguments) throws -> (Intake) async throws -> Void {
    switch arguments.positionals[0] {
    case "invite": return try invitation(arguments)
    case "list":
      guard arguments.positionals.count == 1 else {
        throw Misuse("'preau account list' takes nothing more", command: usage.name)
      }
      return list
    case "role": return try change(arguments)
    case "password": return try passwordLink(arguments)
    default:
      throw Misuse(
        "'\(arguments.positionals[0])' is nothing that 'preau account' does: it takes invite, list, role or password",
        command: usage.name)
    }
  }

  private static func invitation(_ arguments: Arguments) throws -> (Intake) async throws -> Void {
    guard arguments.positionals.count <= 2 else {
      throw Misuse("'preau account invite' takes one address; the role goes after --role", command: usage.name)
    }
    let email = arguments.positionals.dropFirst().first
    if let email, !Intake.isEmailAddress(email) {
      throw CommandFailure("'\(email)' is no whole mail address", help: "write it as in lea@example.org")
    }
    return { intake in
      if let email, try await intake.hasAccount(email) {
        throw CommandFailure("'\(email)' has an account already", help: "'preau account list' tells who has one")
      }
      if let profile = arguments.value("--profile"), !intake.hasProfile(profile) {
        throw CommandFailure("there is no profile '\(profile)' on the site")
      }
      if let profile = arguments.value("--profile"), try await intake.hasOwner(profile) {
        throw CommandFailure(
          "the profile '\(profile)' belongs to somebody already", help: "'preau account list' tells who has an account")
      }
      let link = try await intake.invite(
        email: email, name: arguments.value("--name") ?? "",
        role: arguments.value("--role").flatMap(Role.init) ?? .member,
        profile: arguments.value("--profile"))
      let code = isatty(STDOUT_FILENO) == 1 ? QRCode(link)?.text ?? "" : ""
      try StandardOutput.write("\(code)\(link)\n")
    }
  }

  private static func list(_ intake: Intake) async throws {
    let people = try await intake.people()
    guard !people.isEmpty else { return try StandardOutput.write("nobody has an account yet\n") }
    let rows = people.map { ("\($0.name) <\($0.email)>", "\($0.role.rawValue)\($0.isActive ? "" : ", not active")") }
    try StandardOutput.write(CommandUsage.table(rows))
  }

  private static func change(_ arguments: Arguments) throws -> (Intake) async throws -> Void {
    guard arguments.positionals.count == 3, let role = Role(rawValue: arguments.positionals[2]) else {
      throw Misuse("'preau account role' takes an address and member, reviewer or maintainer", command: usage.name)
    }
    let email = arguments.positionals[1]
    return { intake in
      switch try await intake.changeRole(of: email, to: role) {
      case .done: break
      case .nobody:
        throw CommandFailure("nobody has an account with '\(email)'", help: "'preau account list' tells who has one")
      case .lastMaintainer:
        throw CommandFailure(
          "'\(email)' is the last maintainer",
          help: "make somebody else a maintainer first, or nobody can let others in")
      }
      try StandardOutput.write("\(email) is now \(role.rawValue)\n")
    }
  }

  private static func passwordLink(_ arguments: Arguments) throws -> (Intake) async throws -> Void {
    guard arguments.positionals.count == 2 else {
      throw Misuse("'preau account password' takes an address", command: usage.name)
    }
    let email = arguments.positionals[1]
    return { intake in
      guard let link = try await intake.passwordLink(of: email) else {
        throw CommandFailure(
          "nobody who may sign in has an account with '\(email)'", help: "'preau account list' tells who has one")
      }
      try StandardOutput.write("\(link)\n")
    }
  }
}
