import HTTP

/// What the script in previewed pages needs, below `/-/preview`.
struct PreviewRoutes: Sendable {
  let events: PreviewEvents

  /// Whether a path is one of ours.
  static func have(_ path: RequestPath) -> Bool {
    // The members' service has a page of the same beginning.
    [["-", "preview.js"], ["-", "preview.css"], ["-", "preview", "events"]].contains(path.segments)
  }

  var routes: [Route<Void>] {
    [
      .get("/-/preview.js") { _, _ in Self.file(PackageResources.preview_js, type: "text/javascript; charset=utf-8") },
      .get("/-/preview.css") { _, _ in Self.file(PackageResources.preview_css, type: "text/css; charset=utf-8") },
      .get("/-/preview/events") { request, _ in respond(to: request.query) },
    ]
  }

  private func respond(to query: NamedValues) -> Response {
    guard let address = query["address"], let page = query["page"], let styles = query["styles"] else {
      return .text("These are the events of a page: 'address', 'page' and 'styles' are needed.\n", status: .badRequest)
    }
    return .events(events.stream(of: address, showing: PageVersion(page: page, styles: styles)))
  }

  private static func file(_ bytes: [UInt8], type: String) -> Response {
    var response = Response.bytes(bytes, type: type)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
  }
}
