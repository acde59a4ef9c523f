import Dispatch
import Glibc

/// A client that sends exactly the bytes that a test wants, and reads answers.
///
/// It waits on a thread of its own, since the tasks that a server runs must not wait for the test's. What takes longer than
/// `patience` counts as never.
public final class TestClient: @unchecked Sendable {
  private static let patience: Int32 = 60_000

  // Unchecked because both are only touched on the queue, or after all its work.
  private let socket: Int32
  private var unread: [UInt8] = []
  private let queue = DispatchQueue(label: "test client")

  /// Connects to a port of this machine.
  ///
  /// - Parameter receiveBuffer: what the system keeps for a client that does not read; nil for what is usual.
  public init(port: UInt16, receiveBuffer: Int32? = nil) {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    precondition(socket >= 0, "the test can't open a socket")
    if var receiveBuffer {
      setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        connect(socket, address, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    self.socket = socket
    self.isConnected = isConnected
  }

  deinit { close(socket) }

  /// False when nobody listens.
  public let isConnected: Bool

  /// Sends text; false when the connection is closed.
  @discardableResult
  public func send(_ text: String) async -> Bool { await send(Array(text.utf8)) }

  @discardableResult
  public func send(_ bytes: [UInt8]) async -> Bool {
    await onThread { [self] in transmit(bytes) }
  }

  /// Sends pieces with pauses between them; false when the connection is closed before the last.
  @discardableResult
  public func send(_ pieces: [[UInt8]], pausingMilliseconds pause: Int32) async -> Bool {
    await onThread { [self] in
      for piece in pieces {
        guard transmit(piece) else { return false }
        poll(nil, 0, pause)
      }
      return true
    }
  }

  /// Sends a request, and reads its answer.
  public func ask(_ text: String) async -> TestAnswer? {
    await send(text)
    return await answer(toHead: text.hasPrefix("HEAD "))
  }

  /// Reads one answer; nil when the connection is closed before its end.
  public func answer(toHead isHead: Bool = false) async -> TestAnswer? {
    await onThread { [self] in
      while true {
        if let (answer, count) = TestAnswer.read(unread, isHead: isHead, isClosed: false) {
          unread.removeFirst(count)
          return answer
        }
        guard receive(within: Self.patience) else {
          defer { unread = [] }
          return TestAnswer.read(unread, isHead: isHead, isClosed: true)?.answer
        }
      }
    }
  }

  /// Reads until `text` has come, and returns everything up to its end; nil when it never comes.
  public func read(until text: String) async -> String? {
    let end = Array(text.utf8)
    return await onThread { [self] in
      while true {
        let all = String(decoding: unread, as: UTF8.self)
        if let range = all.range(of: end) {
          unread.removeFirst(range)
          return String(decoding: Array(all.utf8.prefix(range)), as: UTF8.self)
        }
        guard receive(within: Self.patience) else { return nil }
      }
    }
  }

  /// Reads on until the server closes; false when it keeps the connection open.
  public func isClosedByServer() async -> Bool {
    await onThread { [self] in
      while receive(within: Self.patience) {}
      var byte: UInt8 = 0
      let count = recv(socket, &byte, 1, Int32(MSG_DONTWAIT))
      return count == 0 || count < 0 && errno != EAGAIN
    }
  }

  /// Says that nothing more will be sent.
  public func finishSending() { shutdown(socket, Int32(SHUT_WR)) }

  /// Leaves without a word, as a client does that crashes.
  public func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    shutdown(socket, Int32(SHUT_RDWR))
  }

  private func transmit(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      var ready = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
      guard poll(&ready, 1, Self.patience) == 1 else { return false }
      let count = rest.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// False when nothing more will come, or nothing comes in time.
  private func receive(within milliseconds: Int32) -> Bool {
    var ready = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, milliseconds) == 1 else { return false }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    unread += buffer[..<count]
    return true
  }

  private func onThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: work()) }
    }
  }
}

extension String {
  /// How many bytes come before the end of the first such text.
  fileprivate func range(of text: [UInt8]) -> Int? {
    let bytes = Array(utf8)
    guard bytes.count >= text.count else { return nil }
    return (0...(bytes.count - text.count)).first { bytes[$0..<$0 + text.count].elementsEqual(text) }.map {
      $0 + text.count
    }
  }
}
