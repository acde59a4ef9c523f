/// A status code of an answer (RFC 9110 §15).
public struct Status: Sendable, Hashable, ExpressibleByIntegerLiteral {
  public var code: Int

  public init(_ code: Int) { self.code = code }
  public init(integerLiteral value: Int) { code = value }

  public static let ok: Status = 200
  public static let created: Status = 201
  public static let accepted: Status = 202
  public static let noContent: Status = 204
  public static let partialContent: Status = 206
  public static let movedPermanently: Status = 301
  public static let found: Status = 302
  public static let seeOther: Status = 303
  public static let notModified: Status = 304
  public static let temporaryRedirect: Status = 307
  public static let permanentRedirect: Status = 308
  public static let badRequest: Status = 400
  public static let unauthorized: Status = 401
  public static let forbidden: Status = 403
  public static let notFound: Status = 404
  public static let methodNotAllowed: Status = 405
  public static let conflict: Status = 409
  public static let gone: Status = 410
  public static let preconditionFailed: Status = 412
  public static let contentTooLarge: Status = 413
  public static let unsupportedMediaType: Status = 415
  public static let rangeNotSatisfiable: Status = 416
  public static let expectationFailed: Status = 417
  public static let unprocessableContent: Status = 422
  public static let tooManyRequests: Status = 429
  public static let internalServerError: Status = 500
  public static let notImplemented: Status = 501
  public static let serviceUnavailable: Status = 503
  public static let versionNotSupported: Status = 505

  /// Whether answers of this status never have a body (RFC 9110 §6.4.1).
  var isBodiless: Bool { code < 200 || code == 204 || code == 304 }
}
