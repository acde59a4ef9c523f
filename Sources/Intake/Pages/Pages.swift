import HTTP
import Site
import Synchronization
import Templates

/// Makes the pages of the service from the theme's templates.
final class Pages: Sendable {
  private let current: Mutex<Current>
  /// Scheme and host.
  let origin: String

  private struct Current {
    var site: ServicePages
    var isStuck = false
    var watchers: [Int: AsyncStream<ServicePages?>.Continuation] = [:]
    var nextWatcher = 0
  }

  init(_ site: ServicePages, origin: String) {
    current = Mutex(Current(site: site))
    self.origin = origin
  }

  /// The site as it was last read.
  var site: ServicePages { current.withLock { $0.site } }

  /// Whether the site could not be built when it was last tried: what is published then is shown later.
  var isStuck: Bool { current.withLock { $0.isStuck } }

  /// Puts a newer site in the place of the one that frames the pages; nil where there is one that cannot be built.
  func use(_ site: ServicePages?) {
    current.withLock { current in
      current.site = site ?? current.site
      current.isStuck = site == nil
      for watcher in current.watchers.values { watcher.yield(site) }
    }
  }

  /// The site as it is, and then each newer one; nil for one that could not be built.
  func sites() -> AsyncStream<ServicePages?> {
    let (stream, watcher) = AsyncStream.makeStream(of: ServicePages?.self, bufferingPolicy: .bufferingNewest(1))
    let id = current.withLock { current in
      watcher.yield(current.site)
      current.nextWatcher += 1
      current.watchers[current.nextWatcher] = watcher
      return current.nextWatcher
    }
    watcher.onTermination = { _ in self.current.withLock { $0.watchers[id] = nil } }
    return stream
  }

  var isSecure: Bool { origin.hasPrefix("https:") }

  /// A page of the service.
  ///
  /// - Parameters:
  ///   - template: its name in the theme's folder `service`, without `.html`.
  ///   - path: without the language's prefix.
  ///   - title: a key of the theme's texts.
  func page(
    _ template: String, at path: String, title: String, for visit: Visit, _ values: [(String, Value)] = [],
    status: Status = .ok
  ) throws -> Response {
    try page(
      template, at: path, heading: site.text(title, language: visit.language), for: visit, values, status: status)
  }

  /// The same with a title in the reader's language.
  func page(
    _ template: String, at path: String, heading: String, for visit: Visit, _ values: [(String, Value)] = [],
    status: Status = .ok
  ) throws -> Response {
    let site = site
    let notice = visit.request.query["done"].flatMap(Notice.init(rawValue:))
    let shared: [(String, Value)] = [
      ("member", visit.account.map { .object(MemberObject(account: $0)) } ?? Value.none),
      ("form_token", .string(visit.formToken ?? "")),
      ("notice", notice.map { .string($0.key) } ?? Value.none),
      ("path", .string(path)),
      ("service", .string(site.address("/-/", in: visit.language))), ("is_stuck", .bool(isStuck)),
    ]
    let bytes = try site.render(
      "service/\(template).html", at: path, title: heading, language: visit.language, shared + values)
    return .bytes(bytes, type: "text/html; charset=utf-8", status: status)
  }

  /// The page that tells of a problem; a plain one if the theme has none.
  ///
  /// - Parameter kept: where what somebody has typed is, if they have.
  func page(of problem: Problem, for visit: Visit, kept: UnsentForm.Place? = nil) -> Response {
    var response: Response
    do {
      let site = site
      let minutes = String(max(1, ((problem.retryAfter ?? 0) + 59) / 60))
      let text = site.text("\(problem.key)_text", language: visit.language, [("minutes", minutes)])
      var values: [(String, Value)] = [("text", .string(text))]
      if case .fault(let id) = problem { values.append(("fault", .string(id))) }
      switch kept {
      case .asDraft: values.append(("drafts", .string(address("/-/my", for: visit))))
      case .shown(let text) where !text.isEmpty: values.append(("typed", .string(text)))
      case .shown, nil: break
      }
      response = try page(
        "problem", at: "/-/", title: "\(problem.key)_title", for: visit, values, status: problem.status)
    } catch {
      response = .text("\(problem.status.code)\n", status: problem.status)
    }
    if let seconds = problem.retryAfter { response.headers["Retry-After"] = String(seconds) }
    return response
  }

  /// The address of a page of the service in the visitor's language.
  func address(_ path: String, for visit: Visit) -> String { site.address(path, in: visit.language) }

  /// Sends the browser on after something was done.
  func redirect(to path: String, for visit: Visit, done notice: Notice? = nil) -> Response {
    .redirect(to: address(path, for: visit) + (notice.map { "?done=\($0.rawValue)" } ?? ""))
  }
}

/// What a page says was done just before.
enum Notice: String, Sendable, CaseIterable {
  case signedOut = "signed-out"
  case saved
  case passwordChanged = "password-changed"
  case profileClaimed = "profile-claimed"
  case sessionsEnded = "sessions-ended"
  case invitationRevoked = "invitation-revoked"
  case mailSent = "mail-sent"
  case emailChanged = "email-changed"
  case tokenRemoved = "token-removed"
  case personChanged = "person-changed"
  case personRemoved = "person-removed"
  case accountDeleted = "account-deleted"
  case registered
  case asked
  case addressConfirmed = "address-confirmed"
  case published
  case publishedLater = "published-later"
  /// In the tree, but a draft or of a later date.
  case publishedUnseen = "published-unseen"
  case submitted
  case draftKept = "draft-kept"
  case keptForLater = "kept-for-later"
  case decided
  case withdrawn
  case proposalChanged = "proposal-changed"
  case nothingChanged = "nothing-changed"
  case commentHeld = "comment-held"

  /// The theme's text that says so.
  var key: String { "notice_" + rawValue.replacing("-", with: "_") }
}

/// `member` in templates: who reads the page.
struct MemberObject: RecordObject {
  let account: Account

  static let members = MemberTable<Self>([
    "name": { .string($0.account.name) },
    "email": { .string($0.account.email) },
    "role": { .string($0.account.role.rawValue) },
    "language": { .string($0.account.language) },
    "profile": { Value($0.account.profile) },
    "reviews": { .bool($0.account.role >= .reviewer) },
    "maintains": { .bool($0.account.role >= .maintainer) },
  ])

  var printed: Value { .string(account.name) }
  var typeName: String { "a member" }
}
