public import HTTP
import Images
public import Mail
public import Site
public import Store

/// The members' service: everything below `/-/`.
///
/// It answers requests that a server of HTTP hands it; it opens no sockets and reads no clock of its own.
public final class Intake: Sendable {
  let settings: IntakeSettings
  let store: any Store
  let pages: Pages
  let passwords: PasswordHashing
  let limits = RateLimits()
  let metrics = Metrics()
  let audit = AuditLog()
  /// What is to be sent; the program that runs the service delivers it.
  public let outbox: Outbox
  /// What members write to; nil where the site is in no git repository.
  let content: ContentRepository?
  /// Where files wait that members have sent.
  let uploadFolder: UploadFolder
  /// Nil where no images can be taken.
  let importer: ImageImporter?
  let remoteSignal = RemoteSignal()
  let log: ServiceLog
  /// Seconds since 1970.
  let now: @Sendable () -> Int

  /// The collections that the store must be opened with.
  public static let collections = [
    Account.collection, Session.collection, Invitation.collection, MailLink.collection, AccessToken.collection,
    AuditLog.collection, Outbox.collection, Submission.collection, Draft.collection, Upload.collection,
    RemoteTrouble.collection, Report.collection,
  ]

  /// - Parameters:
  ///   - origin: scheme and host where browsers reach the service.
  ///   - content: what members write to; nil where the site is in no git repository.
  ///   - uploads: the folder where files wait that members have sent; nobody else may read it.
  ///   - imageWorker: the program that decodes images; nil where none can be taken.
  ///   - now: seconds since 1970.
  public convenience init(
    _ settings: IntakeSettings, store: any Store, mail: any MailTransport, site: ServicePages, origin: String,
    content: ContentRepository?, uploads: String, imageWorker: String?, log: ServiceLog,
    now: @escaping @Sendable () -> Int
  ) {
    self.init(
      settings, store: store, mail: mail, site: site, origin: origin, content: content, uploads: uploads,
      imageWorker: imageWorker, log: log, passwords: PasswordHashing(), now: now)
  }

  /// The same with passwords that are hashed at another cost.
  package init(
    _ settings: IntakeSettings, store: any Store, mail: any MailTransport, site: ServicePages, origin: String,
    content: ContentRepository? = nil, uploads: String = "", imageWorker: String? = nil, log: ServiceLog,
    passwords: PasswordHashing, now: @escaping @Sendable () -> Int
  ) {
    self.settings = settings
    self.store = store
    pages = Pages(site, origin: origin)
    outbox = Outbox(store, mail)
    self.passwords = passwords
    self.log = log
    self.content = content
    uploadFolder = UploadFolder(path: uploads)
    importer = imageWorker.map { ImageImporter(worker: $0) }
    self.now = now
  }

  var sessions: Sessions { Sessions(store: store) }
  var invitations: Invitations { Invitations(store: store, audit: audit) }

  /// Puts a newer site in the place of the one that frames the pages; nil where there is one that cannot be built.
  public func use(_ site: ServicePages?) { pages.use(site) }

  /// Every page and action, with who may use it.
  ///
  /// What is not here does not exist.
  var table: [ServiceRoute] {
    signInRoutes + invitationRoutes + registrationRoutes + resetRoutes + accountRoutes + profileRoutes + tokenRoutes
      + peopleRoutes + myPageRoutes + entryFormRoutes + choiceRoutes + submissionRoutes + commentRoutes
      + moderationRoutes + reportRoutes + reviewQueueRoutes + statusRoutes
  }

  /// The same as a server of HTTP wants it, once in each language.
  public func routes() -> [Route<Access>] {
    table.flatMap { route in
      pages.site.languages.map { language in
        Route(
          [route.method], RoutePattern(pages.site.prefix(of: language) + route.path), access: route.access,
          body: route.body
        ) { request, parameters in
          await self.respond(to: request, parameters, by: route, in: language)
        }
      }
    }
  }

  /// Finds the route of a request; refuses those who may not use it before a body is read.
  public func router() -> Router<Access> {
    Router(
      routes(),
      admit: { route, request, _ in await self.refuse(request, route) },
      otherwise: { request, refusal in await self.page(of: refusal, for: request) })
  }
}
