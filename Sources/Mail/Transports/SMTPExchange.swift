import CCurl
import Glibc
import Synchronization

/// One message on its way to a server.
final class SMTPExchange: Sendable {
  struct Deadlines: Sendable {
    let connecting: Duration
    let whole: Duration
  }

  private static let isReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

  private let message: Message
  private let server: SMTPServer
  private let deadlines: Deadlines
  private let isCancelled = Atomic(false)

  init(_ message: Message, _ server: SMTPServer, _ deadlines: Deadlines) {
    self.message = message
    self.server = server
    self.deadlines = deadlines
  }

  func cancel() { isCancelled.store(true, ordering: .relaxed) }

  /// Speaks with the server, and blocks the thread meanwhile.
  func run() -> Result<String, MailError> {
    blockBrokenPipes()
    guard Self.isReady, let handle = curl_easy_init() else {
      return .failure(.unreachable(cause: "libcurl does not start"))
    }
    let state = State(MessageWriter.bytes(of: message), isCancelled: { self.isCancelled.load(ordering: .relaxed) })
    let recipients = curl_slist_append(nil, message.to.text)
    // In this order: the handle uses the others until its end.
    defer {
      curl_slist_free_all(recipients)
      withExtendedLifetime(state) {}
    }
    defer { curl_easy_cleanup(handle) }
    let outcome: CURLcode = withExtendedLifetime(state) {
      let code = configure(handle, state, recipients)
      guard code == CURLE_OK else { return code }
      return curl_easy_perform(handle)
    }
    // Where there still is a connection, farewell is said when the handle is cleaned up, and nothing ends the wait for an
    // answer to it but this.
    let socket = ccurl_active_socket(handle)
    if socket >= 0 { shutdown(socket, Int32(SHUT_RD)) }
    guard outcome == CURLE_OK else { return .failure(failure(outcome, state)) }
    return .success(state.transcript.reply(hiding: secrets))
  }

  private var secrets: [String] { SMTPSecrets.of(message, server.credentials) }

  /// OpenSSL writes to sockets in a way that ends the program when the other side has gone.
  private func blockBrokenPipes() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  private func failure(_ code: CURLcode, _ state: State) -> MailError {
    if let refusal = state.transcript.refusal(hiding: secrets) { return refusal }
    let cause = state.cause ?? String(cString: curl_easy_strerror(code))
    switch code {
    case CURLE_ABORTED_BY_CALLBACK: return .cancelled
    case CURLE_OPERATION_TIMEDOUT: return .timedOut(cause: cause)
    case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      return .insecure(cause: cause)
    default: return .unreachable(cause: cause)
    }
  }

  // MARK: Settings

  private func configure(
    _ handle: UnsafeMutableRawPointer, _ state: State, _ recipients: UnsafeMutablePointer<curl_slist>?
  ) -> CURLcode {
    let settings = [
      watch(handle, state),
      address(handle, recipients),
      encrypt(handle),
      authenticate(handle),
      ccurl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(state.bytes.count)),
      ccurl_set_number(handle, CURLOPT_UPLOAD, 1),
      ccurl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, deadlines.connecting.milliseconds),
      ccurl_set_number(handle, CURLOPT_TIMEOUT_MS, deadlines.whole.milliseconds),
      ccurl_set_number(handle, CURLOPT_NOSIGNAL, 1),
      // The environment names proxies, which this is none of.
      ccurl_set_text(handle, CURLOPT_PROXY, ""),
      ccurl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps"),
    ]
    return settings.first { $0 != CURLE_OK } ?? CURLE_OK
  }

  private func address(
    _ handle: UnsafeMutableRawPointer, _ recipients: UnsafeMutablePointer<curl_slist>?
  ) -> CURLcode {
    let host = server.host.contains(":") ? "[\(server.host)]" : server.host
    let scheme = server.encryptsFirst ? "smtps" : "smtp"
    // The path is the name that we give ourselves; that of this machine means nothing to others.
    let code = ccurl_set_text(
      handle, CURLOPT_URL, "\(scheme)://\(host):\(server.port)/\(message.from.domain)")
    guard code == CURLE_OK else { return code }
    let sender = ccurl_set_text(handle, CURLOPT_MAIL_FROM, "<\(message.from.text)>")
    return sender == CURLE_OK ? ccurl_set_list(handle, CURLOPT_MAIL_RCPT, recipients) : sender
  }

  private func encrypt(_ handle: UnsafeMutableRawPointer) -> CURLcode {
    if let authorities = server.authorities {
      let code = ccurl_set_text(handle, CURLOPT_CAINFO, authorities)
      guard code == CURLE_OK else { return code }
    }
    if !server.encryptsFirst, server.isLoopback {
      // A server on this machine may do without, so whose its certificate is, often one for tries, proves nothing.
      let codes = [
        ccurl_set_number(handle, CURLOPT_USE_SSL, Int(CURLUSESSL_TRY.rawValue)),
        ccurl_set_number(handle, CURLOPT_SSL_VERIFYPEER, 0),
        ccurl_set_number(handle, CURLOPT_SSL_VERIFYHOST, 0),
      ]
      return codes.first { $0 != CURLE_OK } ?? CURLE_OK
    }
    return ccurl_set_number(handle, CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
  }

  private func authenticate(_ handle: UnsafeMutableRawPointer) -> CURLcode {
    guard let credentials = server.credentials else { return CURLE_OK }
    let codes = [
      ccurl_set_text(handle, CURLOPT_USERNAME, credentials.user),
      ccurl_set_text(handle, CURLOPT_PASSWORD, credentials.password),
      // Others than these two need tickets and tokens that nobody gave us, and would be tried first.
      ccurl_set_text(handle, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN"),
    ]
    return codes.first { $0 != CURLE_OK } ?? CURLE_OK
  }
}

extension Duration {
  fileprivate var milliseconds: Int {
    max(1, Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000))
  }
}
