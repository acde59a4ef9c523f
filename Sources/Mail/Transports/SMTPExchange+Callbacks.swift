import CCurl
import Glibc

extension SMTPExchange {
  /// What libcurl's callbacks read and note, on the one thread that runs the exchange.
  final class State {
    let bytes: [UInt8]
    let isCancelled: () -> Bool
    fileprivate(set) var transcript = SMTPTranscript()
    fileprivate var position = 0
    /// Where libcurl writes what went wrong.
    fileprivate let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(_ bytes: [UInt8], isCancelled: @escaping () -> Bool) {
      self.bytes = bytes
      self.isCancelled = isCancelled
      errorBuffer.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit { errorBuffer.deallocate() }

    /// What libcurl says about its failure; nil where it says nothing.
    var cause: String? {
      let text = String(cString: errorBuffer)
      return text.isEmpty ? nil : text
    }
  }

  /// Sets the callbacks, which use the state until the handle is cleaned up.
  func watch(_ handle: UnsafeMutableRawPointer, _ state: State) -> CURLcode {
    let owner = Unmanaged.passUnretained(state).toOpaque()
    let codes = [
      ccurl_set_error_buffer(handle, state.errorBuffer),
      ccurl_set_reading(handle, readMessage, owner),
      ccurl_set_writing(handle, discardOutput),
      ccurl_set_watching(handle, noteTraffic, owner),
      ccurl_set_progress(handle, stopWhenCancelled, owner),
    ]
    return codes.first { $0 != CURLE_OK } ?? CURLE_OK
  }
}

private func state(of owner: UnsafeMutableRawPointer) -> SMTPExchange.State {
  Unmanaged<SMTPExchange.State>.fromOpaque(owner).takeUnretainedValue()
}

private let readMessage: curl_read_callback = { buffer, size, count, owner in
  guard let buffer, let owner else { return Int(CURL_READFUNC_ABORT) }
  let state = state(of: owner)
  let piece = state.bytes[state.position...].prefix(size * count)
  piece.withUnsafeBytes { bytes in
    if let start = bytes.baseAddress { memcpy(buffer, start, bytes.count) }
  }
  state.position += piece.count
  return piece.count
}

/// Without this, libcurl prints what servers say.
private let discardOutput: curl_write_callback = { _, size, count, _ in size * count }

private let noteTraffic: curl_debug_callback = { _, type, bytes, count, owner in
  guard let bytes, let owner else { return 0 }
  let line = UnsafeRawBufferPointer(start: bytes, count: count)
  switch type {
  case CURLINFO_HEADER_OUT: state(of: owner).transcript.sent(Array(line))
  case CURLINFO_HEADER_IN: state(of: owner).transcript.received(Array(line))
  default: break
  }
  return 0
}

private let stopWhenCancelled: curl_xferinfo_callback = { owner, _, _, _, _ in
  owner.map { state(of: $0).isCancelled() } == true ? 1 : 0
}
