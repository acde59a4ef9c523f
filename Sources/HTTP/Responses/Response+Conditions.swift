extension Response {
  /// The answer that a request's conditions and range make of this one (RFC 9110 §13.2.2).
  func conditioned(by request: Request) -> Response {
    guard status == .ok, request.method.isConditional else { return self }
    let tag = headers["ETag"]
    let modified = headers["Last-Modified"].flatMap { HTTPDate.secondsSince1970($0) }
    guard tag != nil || modified != nil else { return self }
    let asked = request.headers
    if let tags = asked.list("If-Match") {
      guard let tag, EntityTags(tags).containsStrongly(tag) else { return Response(.preconditionFailed) }
    } else if let date = asked["If-Unmodified-Since"].flatMap({ HTTPDate.secondsSince1970($0) }), let modified {
      guard modified <= date else { return Response(.preconditionFailed) }
    }
    if let tags = asked.list("If-None-Match") {
      if let tag, EntityTags(tags).containsWeakly(tag) { return notModified }
    } else if let date = asked["If-Modified-Since"].flatMap({ HTTPDate.secondsSince1970($0) }), let modified {
      if modified <= date { return notModified }
    }
    guard request.method == .get, let range = asked["Range"], isCurrent(for: asked["If-Range"]) else { return self }
    return part(range)
  }

  /// Whether the part that a client lacks is of what it has.
  private func isCurrent(for condition: String?) -> Bool {
    guard let condition else { return true }
    if condition.hasSuffix("\"") {
      return headers["ETag"].map { EntityTags(condition).containsStrongly($0) } ?? false
    }
    return condition == headers["Last-Modified"]
  }

  /// Without what describes the content, which is not sent (RFC 9110 §15.4.5).
  private var notModified: Response {
    var response = self
    response.status = .notModified
    response.body = .empty
    for name in ["Content-Type", "Content-Encoding", "Content-Language", "Accept-Ranges"] {
      response.headers[name] = nil
    }
    return response
  }

  private func part(_ field: String) -> Response {
    guard case .file(var file) = body else { return self }
    var response = self
    switch ByteRange(field, of: file.size) {
    case .whole: return self
    case .part(let range):
      file.range = range
      response.status = .partialContent
      response.body = .file(file)
      response.headers["Content-Range"] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
    case .unsatisfiable:
      response.status = .rangeNotSatisfiable
      response.body = .empty
      response.headers["Content-Type"] = nil
      response.headers["Content-Range"] = "bytes */\(file.size)"
    }
    return response
  }
}
