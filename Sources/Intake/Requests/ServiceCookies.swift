import HTTP

/// The two cookies of the service.
///
/// Their names promise browsers that they come from this host over TLS; a service on loopback without TLS cannot.
struct ServiceCookies: Sendable {
  let isSecure: Bool

  private var sessionName: String { isSecure ? "__Host-preau-session" : "preau-session" }
  private var formName: String { isSecure ? "__Host-preau-form" : "preau-form" }

  func session(in request: Request) -> Secret? { request.cookies[sessionName].flatMap { Secret($0) } }

  /// What forms of somebody who is not signed in prove where they come from with.
  func form(in request: Request) -> Secret? { request.cookies[formName].flatMap { Secret($0) } }

  func session(_ secret: Secret) -> Cookie {
    Cookie(sessionName, secret.text, lifetime: .seconds(Session.absoluteLimit), isSecure: isSecure)
  }

  var endOfSession: Cookie { Cookie(sessionName, "", lifetime: .zero, isSecure: isSecure) }

  func form(_ secret: Secret) -> Cookie { Cookie(formName, secret.text, isSecure: isSecure, sameSite: .strict) }
}
