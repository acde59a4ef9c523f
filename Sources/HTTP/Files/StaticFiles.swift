import Glibc

/// The files below a folder, for whoever asks.
///
/// Nothing outside the folder is reached: no symbolic link below it is followed, and nothing is served that is
/// neither a file nor a folder with an `index.html`. Names that begin with a dot are hidden, but for `.well-known`.
public struct StaticFiles: Sendable {
  private static let index = "index.html"

  private let folder: String
  private let cacheControl: @Sendable (RequestPath) -> String

  /// - Parameter cacheControl: makes the field of that name; unless told otherwise clients ask each time whether the
  ///   file has changed, which costs an answer without a body.
  public init(_ folder: String, cacheControl: @escaping @Sendable (RequestPath) -> String = { _ in "no-cache" }) {
    self.folder = folder
    self.cacheControl = cacheControl
  }

  /// The file that a request names; nil when there is none, or the method is neither GET nor HEAD.
  ///
  /// A folder without its slash is redirected to the one with it, since links in its page are relative to that.
  ///
  /// - Parameter count: of leading segments that are no part of the path in the folder.
  public func response(to request: Request, droppingSegments count: Int = 0) -> Response? {
    let names = request.path.segments.dropFirst(count)
    guard request.method.isConditional, request.path.segments.count >= count,
      names.allSatisfy({ !$0.hasPrefix(".") || $0 == ".well-known" }), let descriptor = open(names)
    else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      close(descriptor)
      return nil
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      defer { close(descriptor) }
      guard let file = body(openat(descriptor, Self.index, Self.flags)) else { return nil }
      guard request.path.isFolder else { return redirect(request) }
      return response(file, name: Self.index, request)
    }
    guard let file = body(descriptor), !request.path.isFolder, let name = names.last else { return nil }
    return response(file, name: name, request)
  }

  /// A named pipe is opened without waiting for a writer, and then refused.
  private static let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK

  private func open(_ names: ArraySlice<String>) -> Int32? {
    var place = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    for name in names where place >= 0 {
      let next = openat(place, name, Self.flags)
      close(place)
      place = next
    }
    return place >= 0 ? place : nil
  }

  private func body(_ descriptor: Int32) -> FileBody? {
    // What is no regular file is not there.
    descriptor >= 0 ? try? FileBody(descriptor: descriptor, path: folder) : nil
  }

  private func response(_ file: FileBody, name: String, _ request: Request) -> Response {
    var response = Response.file(file, type: ContentTypes.type(ofFile: name))
    response.headers["Cache-Control"] = cacheControl(request.path)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
  }

  /// The path has no empty segments, so it can't begin with two slashes and name a host.
  private func redirect(_ request: Request) -> Response {
    let query = request.target.utf8.firstIndex(of: UInt8(ascii: "?")).map { request.target[$0...] } ?? ""
    return .redirect(to: request.path.encoded + "/" + query, status: .permanentRedirect)
  }
}
