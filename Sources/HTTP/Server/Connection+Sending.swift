import CMicroHTTPD
import Glibc

extension Connection {
  /// Hands an answer to the library.
  func send(_ response: Response, _ state: inout State) -> MHD_Result {
    guard let exchange = state.exchange else { return .NO }
    var response = exchange.request.map(response.conditioned) ?? response
    var fields = response.checkedFields
    if fields == nil {
      response = core.configuration.refusal(
        Refusal(.internalServerError, "the answer has an invalid header field"), exchange.request)
      response.status = .internalServerError
      fields = response.checkedFields
    }
    state.exchange?.step = .sending
    state.exchange?.status = response.status
    guard let made = make(response, &state) else { return .NO }
    defer { MHD_destroy_response(made) }
    for field in fields ?? [] { MHD_add_response_header(made, field.name, field.value) }
    if closes(after: response, exchange) { MHD_add_response_header(made, "Connection", "close") }
    if state.exchange?.events == nil {
      deadline = .now + core.transferTime(for: state.exchange?.size ?? 0)
    } else {
      deadline = .never
    }
    return MHD_queue_response(handle.pointer, UInt32(response.status.code), made)
  }

  /// After a body that was not read nothing can be told apart; chunks are read more loosely by the library than by
  /// some proxies, so that nothing that follows them is taken as a request.
  private func closes(after response: Response, _ exchange: Exchange) -> Bool {
    core.isStopping || exchange.head.isChunked || exchange.request == nil
      || exchange.head.bodySize != 0 && exchange.step != .handling && (exchange.receiver?.received ?? 0) == 0
      || response.status.code == 400
  }

  private func make(_ response: Response, _ state: inout State) -> OpaquePointer? {
    let isHead = state.exchange?.request?.method == .head
    switch response.body {
    case _ where response.status.isBodiless, .empty: return makeBytes([], &state)
    case .bytes(let bytes): return makeBytes(bytes, &state)
    case .file(let file): return makeFile(file, &state)
    case .events where isHead: return makeBytes([], &state)
    case .events(let stream): return makeEvents(stream, &state)
    }
  }

  private func makeBytes(_ bytes: [UInt8], _ state: inout State) -> OpaquePointer? {
    state.exchange?.size = bytes.count
    return bytes.withUnsafeBytes { bytes in
      // The library copies the bytes, and changes nothing in them before.
      MHD_create_response_from_buffer(
        bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
    }
  }

  private func makeFile(_ file: FileBody, _ state: inout State) -> OpaquePointer? {
    guard !file.range.isEmpty else { return makeBytes([], &state) }
    guard let descriptor = file.takeDescriptor() else { return nil }
    state.exchange?.size = file.range.count
    let made = MHD_create_response_from_fd_at_offset64(
      UInt64(file.range.count), descriptor, UInt64(file.range.lowerBound))
    if made == nil { close(descriptor) }
    return made
  }

  private func makeEvents(_ stream: EventStream, _ state: inout State) -> OpaquePointer? {
    let source = EventSource(connection: self, stream: stream)
    let context = Unmanaged.passRetained(source).toOpaque()
    let made = MHD_create_response_from_callback(
      cmhd_size_unknown, 1_024,
      { context, _, space, size in
        guard let context, let space else { return cmhd_end_with_error }
        return Unmanaged<EventSource>.fromOpaque(context).takeUnretainedValue()
          .read(into: UnsafeMutableRawBufferPointer(start: space, count: size))
      }, context,
      { context in
        if let context { Unmanaged<EventSource>.fromOpaque(context).takeRetainedValue().end() }
      })
    guard made != nil else {
      Unmanaged<EventSource>.fromOpaque(context).release()
      return nil
    }
    source.start()
    state.exchange?.events = source.buffer
    return made
  }
}

/// What the library asks for the bytes of an event stream.
private final class EventSource: Sendable {
  let buffer: EventBuffer
  private let connection: Connection

  init(connection: Connection, stream: EventStream) {
    self.connection = connection
    let core = connection.core
    let name = ObjectIdentifier(connection)
    buffer = EventBuffer(stream) { core.connections.disconnect(name) }
  }

  func start() {
    connection.core.events.insert(buffer)
    buffer.start()
  }

  func read(into space: UnsafeMutableRawBufferPointer) -> Int { buffer.read(into: space, of: connection.handle) }

  func end() {
    connection.core.events.remove(buffer)
    buffer.cancel()
  }
}
