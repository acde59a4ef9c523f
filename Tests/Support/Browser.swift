import Dispatch
public import Foundation
import Glibc

/// A browser without a window, driven through its own protocol (Chrome DevTools, over a pair of pipes).
///
/// Unchecked because all but the process is only touched on the queue.
public final class Browser: @unchecked Sendable {
  /// Nil where no Chromium is installed.
  public static let program: String? = ["/usr/bin/chromium", "/usr/bin/google-chrome"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// What takes longer counts as never.
  private static let patience: Duration = .seconds(120)

  private let scratch = SiteFixture()
  private let process = Process()
  private let queue = DispatchQueue(label: "browser")
  private let commands: Int32
  private let answers: Int32
  private var unread: [UInt8] = []
  private var lastNumber = 0
  private var session: String?

  public struct Failure: Error {
    public var reason: String
  }

  /// Starts a browser with a new profile.
  public init() throws {
    guard let program = Self.program else { throw Failure(reason: "no browser is installed") }
    let pipes = ["commands", "answers"].map { [scratch] in "\(scratch.path)/\($0)" }
    for pipe in pipes { mkfifo(pipe, 0o600) }
    // Open for both directions, so that nobody waits for the other side.
    commands = Glibc.open(pipes[0], O_RDWR | O_CLOEXEC)
    answers = Glibc.open(pipes[1], O_RDWR | O_CLOEXEC)
    process.executableURL = URL(filePath: "/bin/sh")
    let options = "--headless=new --no-sandbox --disable-gpu --no-first-run --remote-debugging-pipe"
    process.arguments = [
      "-c", "exec \"$0\" \(options) --user-data-dir=\"$3\" about:blank 3<\"$1\" 4>\"$2\"", program, pipes[0], pipes[1],
      "\(scratch.path)/profile",
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    close(commands)
    close(answers)
  }

  /// Opens a page in a window of a size, in pixels.
  public func open(_ url: String, width: Int = 1280, height: Int = 800, isDark: Bool = false) async throws {
    let target = try await send("Target.createTarget", ["url": "about:blank"])["targetId"] as? String ?? ""
    let attached = try await send("Target.attachToTarget", ["targetId": target, "flatten": true])
    session = attached["sessionId"] as? String
    try await resize(width: width, height: height)
    let scheme = ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]
    _ = try await send("Emulation.setEmulatedMedia", ["features": [scheme]])
    _ = try await send("Page.navigate", ["url": url])
  }

  public func resize(width: Int, height: Int) async throws {
    _ = try await send(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
  }

  /// The value of a JavaScript expression as text; empty for one that has none or fails.
  public func value(of expression: String) async throws -> String {
    let parameters: [String: any Sendable] = ["expression": "String(\(expression))", "returnByValue": true]
    let answer = try await send("Runtime.evaluate", parameters)
    return (answer["result"] as? [String: Any])?["value"] as? String ?? ""
  }

  /// Asks again and again; false when the expression never becomes true.
  public func becomesTrue(_ expression: String) async throws -> Bool {
    let end = ContinuousClock.now + Self.patience
    while ContinuousClock.now < end {
      if try await value(of: "Boolean(\(expression))") == "true" { return true }
      try await Task.sleep(for: .milliseconds(30))
    }
    return false
  }

  public func press(_ key: String) async throws {
    for type in ["keyDown", "keyUp"] { _ = try await send("Input.dispatchKeyEvent", ["type": type, "key": key]) }
  }

  /// What the window shows, as PNG.
  public func screenshot() async throws -> Data {
    let image = try await send("Page.captureScreenshot", [:])["data"] as? String
    return image.flatMap { Data(base64Encoded: $0) } ?? Data()
  }

  private func send(_ method: String, _ parameters: [String: any Sendable]) async throws -> [String: Any] {
    nonisolated(unsafe) var answer: [String: Any] = [:]  // one queue writes it, before it is read
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
      queue.async { [self] in
        continuation.resume(with: Result { answer = try ask(method, parameters) })
      }
    }
    return answer
  }

  private func ask(_ method: String, _ parameters: [String: any Sendable]) throws -> [String: Any] {
    lastNumber += 1
    var command: [String: Any] = ["id": lastNumber, "method": method, "params": parameters]
    if let session, !method.hasPrefix("Target.") { command["sessionId"] = session }
    let bytes = try JSONSerialization.data(withJSONObject: command) + [0]
    let written = bytes.withUnsafeBytes { write(commands, $0.baseAddress, $0.count) }
    guard written == bytes.count else { throw Failure(reason: "the browser takes no commands") }
    let end = ContinuousClock.now + Self.patience
    while ContinuousClock.now < end {
      guard let message = try nextMessage() else { continue }
      guard message["id"] as? Int == lastNumber else { continue }
      if let error = message["error"] as? [String: Any] { throw Failure(reason: "\(method): \(error)") }
      return message["result"] as? [String: Any] ?? [:]
    }
    throw Failure(reason: "no answer to \(method)")
  }

  /// Nil when none is whole yet.
  private func nextMessage() throws -> [String: Any]? {
    if let end = unread.firstIndex(of: 0) {
      let message = Data(unread[..<end])
      unread.removeFirst(end + 1)
      return try JSONSerialization.jsonObject(with: message) as? [String: Any]
    }
    var ready = pollfd(fd: answers, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, 100) == 1 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(answers, &buffer, buffer.count)
    if count > 0 { unread += buffer[..<count] }
    return nil
  }
}
