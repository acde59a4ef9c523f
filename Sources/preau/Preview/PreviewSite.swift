import Content
import Glibc
import HTTP

/// The built site as it is served while people work on it: the files as they are, and pages that know of new builds.
struct PreviewSite: Sendable {
  private let folder: PreviewFolder
  private let files: StaticFiles
  /// One run of the program's.
  private let run: Fingerprint

  /// - Parameters:
  ///   - folder: where the site is built.
  ///   - base: the path below which it is served, empty for all.
  init(_ folder: String, below base: String) {
    self.folder = PreviewFolder(path: folder, base: base.split(separator: "/").map(String.init))
    files = StaticFiles(folder)
    var run = Fingerprint()
    run.add(FileStamp.now)
    run.add(Int(getpid()))
    self.run = run
  }

  /// What becomes of any request below the site; the argument of `Server.init`, or a part of it.
  func accept(_ request: Request) -> Acceptance { Acceptance { respond(to: $0) } }

  /// What a page holds now, be it the one that says that there is none; nil for an address of something else.
  func page(at address: String) -> (version: PageVersion, sheets: [String])? {
    // No browser shows a page at an address that is none.
    guard let request = try? Request(.get, address), case .page(let page, _) = answer(to: request) else { return nil }
    return (version(of: page), page.sheets.map(\.address))
  }

  private func respond(to request: Request) -> Response {
    guard [.get, .head].contains(request.method) else {
      return Response(.methodNotAllowed, headers: Headers([("Allow", "GET, HEAD")]))
    }
    switch answer(to: request) {
    case .page(let page, let status): return response(page, status: status)
    case .other(let response): return response
    }
  }

  // MARK: Answers

  private enum Answer {
    case page(PreviewPage, Status)
    case other(Response)
  }

  private func answer(to request: Request) -> Answer {
    if let file = file(for: request) { return page(in: file).map { .page($0, .ok) } ?? .other(file) }
    if request.path.segments.isEmpty, !folder.base.isEmpty {
      return .other(.redirect(to: "/\(folder.base.joined(separator: "/"))/", status: .temporaryRedirect))
    }
    if let page = notFound { return .page(page, .notFound) }
    return isBuilt
      ? .other(.text("There is no such page.\n", status: .notFound)) : .page(Self.waiting, .serviceUnavailable)
  }

  private func file(for request: Request) -> Response? {
    guard request.path.segments.starts(with: folder.base) else { return nil }
    return files.response(to: request, droppingSegments: folder.base.count)
  }

  /// The site's own page for addresses that it does not have.
  private var notFound: PreviewPage? {
    let address = (folder.base + ["404.html"]).map { "/" + $0 }.joined()
    guard let request = try? Request(.get, address) else { return nil }  // of valid segments, so it is never refused
    return file(for: request).flatMap(page)
  }

  /// Nil when an answer is no page.
  private func page(in response: Response) -> PreviewPage? {
    guard response.status == .ok, response.headers["Content-Type"]?.hasPrefix("text/html") == true,
      case .file(let file) = response.body, let bytes = file.bytes
    else { return nil }
    return PreviewPage(bytes)
  }

  private func version(of page: PreviewPage) -> PageVersion { PageVersion(page, in: folder, run: run) }

  private func response(_ page: PreviewPage, status: Status) -> Response {
    let version = version(of: page)
    var response = Response.bytes(page.served(as: version), type: "text/html; charset=utf-8", status: status)
    response.headers["ETag"] = "\"\(version.page)-\(version.styles)\""
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
  }

  // MARK: Before the first build

  private var isBuilt: Bool { access("\(folder.path)/index.html", F_OK) == 0 }

  /// Stays until a build has made a page.
  private static let waiting = PreviewPage(
    Array(
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <meta name="color-scheme" content="light dark">
      <title>No site yet – Préau</title>
      <h1>There is no site yet</h1>
      <p>It appears here when a build has succeeded.</p>

      """.utf8))
}
