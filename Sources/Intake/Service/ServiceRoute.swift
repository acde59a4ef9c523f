import HTTP

/// A page or an action of the service, once in each language of the site.
struct ServiceRoute: Sendable {
  typealias Respond = @Sendable (Visit, PathParameters) async throws -> Response

  let method: Method
  /// Without the language's prefix: `/-/account`.
  let path: String
  let access: Access
  let body: BodyPolicy
  /// Whether a form that comes without a session, or from one that has expired, is given to the handler to be kept.
  var keepsForms = false
  let respond: Respond

  static func get(_ path: String, _ access: Access, _ respond: @escaping Respond) -> ServiceRoute {
    ServiceRoute(method: .get, path: path, access: access, body: .none, respond: respond)
  }

  /// A form, which must carry the token of the page that it was on.
  static func post(
    _ path: String, _ access: Access, maximumBytes: Int = 16 << 10, _ respond: @escaping Respond
  ) -> ServiceRoute {
    ServiceRoute(method: .post, path: path, access: access, body: .form(maximumBytes: maximumBytes), respond: respond)
  }

  /// A form that people write for long, with files; who was signed out meanwhile loses nothing.
  static func form(
    _ path: String, _ access: Access, _ limits: FormLimits, _ respond: @escaping Respond
  ) -> ServiceRoute {
    ServiceRoute(
      method: .post, path: path, access: access, body: .form(limits), keepsForms: true, respond: respond)
  }
}
