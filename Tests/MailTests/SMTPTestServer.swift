import Glibc
import Synchronization

/// A server on this machine that speaks just enough SMTP, and does what its scripts say.
final class SMTPTestServer: Sendable {
  /// How a connection goes; the last script also serves all later connections.
  struct Script: Sendable {
    var greeting = "220 mail.example.org ESMTP"
    /// What `EHLO` answers besides the name.
    var extensions: [String] = []
    /// Answers by verb, in place of those that accept; `.` is the end of a message, `QUIT` the farewell.
    var replies: [String: String] = [:]
    /// The verb that is never answered.
    var silentAt: String?
    /// The verb after which the connection ends; `body` is in the middle of a message.
    var hangsUpAt: String?
  }

  /// What came over one connection.
  struct Received: Sendable, Equatable {
    var commands: [String] = []
    /// The message, with the dots that were doubled; empty unless it came whole.
    var message = ""
  }

  let port: Int
  private let listener: Int32
  private let connections: Mutex<[Received]>

  init(_ scripts: Script...) throws {
    let listener = try LoopbackListener()
    self.listener = listener.descriptor
    port = listener.port
    connections = Mutex([])
    let serving = Serving(listener: listener.descriptor, scripts: scripts) { [weak self] in self?.note($0) }
    try serving.start()
  }

  deinit {
    // Wakes the thread, which then closes it.
    shutdown(listener, Int32(SHUT_RDWR))
  }

  var url: String { "smtp://127.0.0.1:\(port)" }

  /// What came over each connection that has ended or brought a message, in their order.
  var received: [Received] { connections.withLock { $0 } }

  private func note(_ received: Received) { connections.withLock { $0.append(received) } }
}

/// The thread of a server.
private final class Serving: Sendable {
  private let listener: Int32
  private let scripts: [SMTPTestServer.Script]
  private let note: @Sendable (SMTPTestServer.Received) -> Void

  init(
    listener: Int32, scripts: [SMTPTestServer.Script], note: @escaping @Sendable (SMTPTestServer.Received) -> Void
  ) {
    self.listener = listener
    self.scripts = scripts
    self.note = note
  }

  func start() throws {
    var thread = pthread_t()
    let owner = Unmanaged.passRetained(self).toOpaque()
    let code = pthread_create(
      &thread, nil,
      { owner in
        if let owner { Unmanaged<Serving>.fromOpaque(owner).takeRetainedValue().run() }
        return nil
      }, owner)
    guard code == 0 else { throw LoopbackListener.CannotListen(code: code) }
    pthread_detach(thread)
  }

  private func run() {
    var number = 0
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { break }
      var conversation = Conversation(connection, scripts[min(number, scripts.count - 1)], note)
      conversation.run()
      close(connection)
      number += 1
    }
    close(listener)
  }
}

/// One connection, from the server's side.
private struct Conversation {
  private let connection: Int32
  private let script: SMTPTestServer.Script
  private let note: (SMTPTestServer.Received) -> Void
  private var received = SMTPTestServer.Received()
  private var isNoted = false
  private var buffer: [UInt8] = []

  init(_ connection: Int32, _ script: SMTPTestServer.Script, _ note: @escaping (SMTPTestServer.Received) -> Void) {
    self.connection = connection
    self.script = script
    self.note = note
    // Whatever a test does wrong, its server ends.
    var patience = timeval(tv_sec: 600, tv_usec: 0)
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  mutating func run() {
    if script.silentAt == "greeting" { return wait() }
    send(script.greeting)
    while let line = readLine() {
      received.commands.append(line)
      let verb = String(line.prefix { $0 != " " }).uppercased()
      if script.silentAt == verb { return wait() }
      if script.hangsUpAt == verb { break }
      guard answer(verb) else { break }
    }
    finish()
  }

  private mutating func answer(_ verb: String) -> Bool {
    switch verb {
    case "EHLO":
      let lines = ["mail.example.org"] + script.extensions
      let reply = lines.enumerated().map { "250\($0 == lines.count - 1 ? " " : "-")\($1)" }.joined(separator: "\r\n")
      send(script.replies[verb] ?? reply)
    case "AUTH":
      if script.replies[verb] == nil, received.commands.last?.uppercased().hasPrefix("AUTH LOGIN") == true {
        send("334 VXNlcm5hbWU6")
        received.commands.append(readLine() ?? "")
        send("334 UGFzc3dvcmQ6")
        received.commands.append(readLine() ?? "")
      } else if received.commands.last?.split(separator: " ").count == 2 {
        send("334 ")
        received.commands.append(readLine() ?? "")
      }
      send(script.replies[verb] ?? "235 2.7.0 welcome")
    case "DATA":
      let reply = script.replies[verb] ?? "354 go on"
      send(reply)
      guard reply.hasPrefix("354") else { return true }
      return readMessage()
    case "QUIT":
      send(script.replies[verb] ?? "221 bye")
      return false
    default: send(script.replies[verb] ?? "250 2.0.0 ok")
    }
    return true
  }

  private mutating func readMessage() -> Bool {
    var message = ""
    while let line = readLine() {
      if line == "." {
        if script.silentAt == "." {
          wait()
          return false
        }
        if script.hangsUpAt == "." { return false }
        received.message = message
        // Before the answer, so that who has it finds the message.
        note(received)
        isNoted = true
        send(script.replies["."] ?? "250 2.0.0 queued as 42")
        return true
      }
      message += line + "\r\n"
      if script.hangsUpAt == "body", message.utf8.count > 200 { return false }
    }
    return false
  }

  private mutating func readLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        let line = buffer[..<end].filter { $0 != 0x0D }
        buffer.removeFirst(end + 1)
        return String(decoding: line, as: UTF8.self)
      }
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = recv(connection, &bytes, bytes.count, 0)
      guard count > 0 else { return nil }
      buffer += bytes[..<count]
    }
  }

  /// Says nothing more, until the other side goes.
  private mutating func wait() {
    while readLine() != nil {}
    finish()
  }

  private mutating func finish() {
    if !isNoted { note(received) }
    isNoted = true
  }

  private func send(_ line: String) {
    let bytes = Array((line + "\r\n").utf8)
    _ = bytes.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }
}
