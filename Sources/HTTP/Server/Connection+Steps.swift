import CMicroHTTPD

/// What the library's calls bring about, step by step.
extension Connection {
  /// The header is there.
  func begin(_ state: inout State, method: UnsafePointer<CChar>, version: UnsafePointer<CChar>) -> MHD_Result {
    let reader = HeadReader(
      handle, method: method, target: (state.target.address, state.target.size), version: version)
    let head = RequestHead(
      method: String(cString: method), target: state.target.text, version: String(cString: version),
      headers: reader.headers)
    state.lastNumber += 1
    state.exchange = Exchange(number: state.lastNumber, head: head)
    do throws(Refusal) {
      try core.begin()
      if let mistake = reader.mistake { throw Refusal(.badRequest, mistake) }
      try head.check()
      return try accept(head, &state)
    } catch {
      return refuse(error, &state)
    }
  }

  private func accept(_ head: RequestHead, _ state: inout State) throws(Refusal) -> MHD_Result {
    guard let method = Method(rawValue: head.method) else {
      throw Refusal(.notImplemented, "the method is not known here")
    }
    // The question is about the server, not about one of its paths (RFC 9110 §9.3.7).
    if method == .options, head.target == "*" {
      return send(Response(.noContent, headers: Headers([("Allow", Method.list(Method.allCases))])), &state)
    }
    let request = try Request(method, head.target, headers: head.headers, peer: peer)
    state.exchange?.request = request
    let acceptance = core.accept(request)
    state.exchange?.acceptance = acceptance
    let receiver = try BodyReceiver(
      acceptance.body, declaredSize: head.bodySize, contentType: head.headers["Content-Type"],
      folder: core.configuration.uploadFolder)
    state.exchange?.receiver = receiver
    // An answer that is given at this call closes the connection; the library calls again when there is no body.
    guard head.bodySize != 0 else { return .YES }
    guard let admit = acceptance.admit else { return startReceiving(&state) }
    state.exchange?.step = .admitting
    return wait(&state) { await admit(request).map(Exchange.Outcome.answered) ?? .admitted }
  }

  private func startReceiving(_ state: inout State) -> MHD_Result {
    state.exchange?.step = .receiving
    deadline = .now + core.configuration.transferTimeout
    return .YES
  }

  func receive(_ upload: UnsafeRawBufferPointer, _ state: inout State) -> MHD_Result {
    guard state.exchange?.receiver?.feed(upload) ?? false, let exchange = state.exchange else { return .NO }
    deadline = exchange.started + core.transferTime(for: exchange.receiver?.received ?? 0)
    return .YES
  }

  /// The whole body is there, or there is none.
  func finishBody(_ state: inout State) -> MHD_Result {
    guard let acceptance = state.exchange?.acceptance else { return .NO }
    do throws(Refusal) {
      if let body = try state.exchange?.receiver?.finish() { state.exchange?.request?.body = body }
    } catch {
      return refuse(error, &state)
    }
    let isAdmitted = state.exchange?.step == .receiving && state.exchange?.head.bodySize != 0
    state.exchange?.receiver = nil
    state.exchange?.step = .handling
    guard let request = state.exchange?.request else { return .NO }
    return wait(&state) {
      if !isAdmitted, let refused = await acceptance.admit?(request) { return .answered(refused) }
      return .answered(await acceptance.respond(request))
    }
  }

  /// A task may have come to something.
  func proceed(_ state: inout State) -> MHD_Result {
    switch state.exchange?.outcome.take() {
    case .admitted: return startReceiving(&state)
    case .answered(let response): return send(response, &state)
    case nil:
      guard !core.isClosing else { return .NO }
      suspend(&state)
      return .YES
    }
  }

  private func refuse(_ refusal: Refusal, _ state: inout State) -> MHD_Result {
    let response = core.configuration.refusal(refusal, state.exchange?.request)
    return send(refusal.completed(response), &state)
  }
}
