import HTTP
import Intake
import Mail
import Site
import Store
import Synchronization
import TestSupport
import Testing

/// The service with the example's theme and content, a store in memory and a clock that stands still until it is told.
final class ServiceFixture: Sendable {
  let intake: Intake
  let store: MemoryStore
  let mail = SentMail()
  let numbers = Atomic(0)
  private let clock: Clock
  private let router: Router<Access>
  private let kept = Lines()

  static let start = 1_795_262_400
  static let origin = "https://school.example.org"

  final class Clock: Sendable {
    let now = Mutex(ServiceFixture.start)
  }

  final class Lines: Sendable {
    let all = Mutex<[String]>([])
  }

  /// Mail is kept, as a server would have taken it.
  final class SentMail: MailTransport {
    private let kept = Mutex<[Message]>([])

    var messages: [Message] { kept.withLock { $0 } }

    func send(_ message: Message) async throws(MailError) -> String {
      kept.withLock { $0.append(message) }
      return "250 ok"
    }
  }

  private static let pages = Task { () async throws -> ServicePages? in
    let root = "\(#filePath.components(upTo: "Tests"))"
    var options = BuildOptions(
      content: "\(root)content", themes: "\(root)themes", output: "\(root)site", now: start, threads: 2)
    options.cache = nil
    return try await ServicePages(options)
  }

  init(_ environment: [String: String] = [:]) async throws {
    let clock = Clock()
    self.clock = clock
    let kept = kept
    store = try MemoryStore(Intake.collections)
    let pages = try #require(try await Self.pages.value)
    intake = Intake(
      try IntakeSettings(environment), store: store, mail: mail, site: pages, origin: Self.origin,
      log: ServiceLog { line in kept.all.withLock { $0.append(line) } }, passwords: PasswordHashing(cost: .least),
      now: { clock.now.withLock { $0 } })
    router = intake.router()
  }

  var routes: [Route<Access>] { router.routes }

  /// What the service has told its operator that should not have happened.
  var faults: [String] { kept.all.withLock { $0 }.filter { $0.contains("\"fault\"") } }

  func pass(seconds: Int) { clock.now.withLock { $0 += seconds } }

  func accept(_ request: Request) -> Acceptance { router.accept(request) }

  func respond(to request: Request) async -> Response { await router.respond(to: request) }

  /// Sends what waits in the outbox, and answers the newest message.
  func deliver() async throws -> Message? {
    try await intake.outbox.deliver(now: clock.now.withLock { $0 })
    return mail.messages.last
  }

  /// A browser that is signed in as a new account.
  func signedIn(as role: Role, email: String = "lea@example.org") async throws -> Browser {
    let browser = Browser(self)
    let link = try await intake.invite(email: email, name: "Léa Durand", role: role)
    try await browser.open(link)
    try await browser.submit(["password": Browser.password])
    #expect(browser.path.hasPrefix("/-/account"))
    return browser
  }
}

extension String {
  fileprivate func components(upTo folder: String) -> String {
    split(separator: "/", omittingEmptySubsequences: false).prefix { $0 != folder[...] }.joined(separator: "/") + "/"
  }
}
