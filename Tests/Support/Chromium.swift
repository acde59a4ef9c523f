import Foundation

/// A real browser without a window, driven over a pair of pipes (the DevTools protocol: JSON messages that NUL ends).
///
/// Its calls wait, for half a minute at most.
public final class Chromium {
  /// What the browser did not do.
  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  private let profile = SiteFixture()
  private let process: pid_t
  private let toBrowser: Int32
  private let fromBrowser: Int32
  private var unread: [UInt8] = []
  private var lastID = 0
  private var session: String?

  /// What the pages have complained of since the browser began: errors, warnings, violations of their policy.
  public private(set) var complaints: [String] = []

  /// Nil where there is none.
  public static let program: String? = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { access($0, X_OK) == 0 }

  /// Opens an empty page.
  ///
  /// - Parameter width: of the page, in CSS pixels; a narrow one counts as a telephone.
  public init(width: Int, runsScripts: Bool) throws {
    guard let program = Self.program else { throw Failure(description: "there is no chromium") }
    let requests = try Self.pipeEnds()
    let answers = try Self.pipeEnds()
    toBrowser = requests.write
    fromBrowser = answers.read
    process = try Self.spawn(
      [
        program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
        "--disable-background-networking", "--disable-dev-shm-usage", "--remote-debugging-pipe",
        "--user-data-dir=\(profile.path)", "about:blank",
      ], reading: requests.read, writing: answers.write)
    close(requests.read)
    close(answers.write)
    let targets = try call("Target.getTargets")["targetInfos"] as? [[String: Any]] ?? []
    guard let page = targets.first(where: { $0["type"] as? String == "page" })?["targetId"] else {
      throw Failure(description: "chromium has no page")
    }
    session = try call("Target.attachToTarget", ["targetId": page, "flatten": true])["sessionId"] as? String
    for domain in ["Page", "Runtime", "Log"] { try call("\(domain).enable") }
    try call(
      "Emulation.setDeviceMetricsOverride",
      ["width": width, "height": 844, "deviceScaleFactor": 2, "mobile": width < 600])
    if !runsScripts { try call("Emulation.setScriptExecutionDisabled", ["value": true]) }
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(toBrowser)
    close(fromBrowser)
  }

  /// Opens an address, and waits until the page is there.
  public func open(_ address: String) throws {
    try leave { try call("Page.navigate", ["url": address]) }
  }

  /// Clicks on what a selector finds, and waits until the next page is there.
  public func follow(_ selector: String) throws {
    try leave { try evaluate("document.querySelector(\(Self.literal(selector))).click()") }
  }

  /// Types into a field as somebody does; what was in it goes.
  public func type(_ text: String, into selector: String) throws {
    let element = "document.querySelector(\(Self.literal(selector)))"
    try evaluate("\(element).focus(); \(element).select()")
    try call("Input.insertText", ["text": text])
  }

  /// The value of an expression in the page: a text, a number, a truth value, or a list of these.
  @discardableResult
  public func evaluate(_ expression: String) throws -> Any? {
    let answer = try call("Runtime.evaluate", ["expression": expression, "returnByValue": true])
    if let details = answer["exceptionDetails"] { throw Failure(description: "\(expression): \(details)") }
    return (answer["result"] as? [String: Any])?["value"]
  }

  private func leave(_ action: () throws -> Void) throws {
    try evaluate("window.isOldPage = true")
    try action()
    for _ in 0..<1_500 {
      // Between two pages there is none to ask.
      if let isThere = try? evaluate("!window.isOldPage && document.readyState === 'complete'") as? Bool, isThere {
        return
      }
      usleep(20_000)
    }
    throw Failure(description: "no new page came")
  }

  // MARK: Messages

  @discardableResult
  private func call(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
    lastID += 1
    var message: [String: Any] = ["id": lastID, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    try send(try JSONSerialization.data(withJSONObject: message) + [0])
    while true {
      let answer = try receive()
      note(answer)
      guard answer["id"] as? Int == lastID else { continue }
      if let error = answer["error"] { throw Failure(description: "\(method): \(error)") }
      return answer["result"] as? [String: Any] ?? [:]
    }
  }

  private func note(_ message: [String: Any]) {
    let parameters = message["params"] as? [String: Any] ?? [:]
    switch message["method"] as? String {
    case "Runtime.exceptionThrown": complaints.append("\(parameters["exceptionDetails"] ?? "exception")")
    case "Runtime.consoleAPICalled" where ["error", "warning", "assert"].contains(parameters["type"] as? String):
      complaints.append("\(parameters["args"] ?? "console")")
    case "Log.entryAdded":
      let entry = parameters["entry"] as? [String: Any] ?? [:]
      guard ["error", "warning"].contains(entry["level"] as? String) else { return }
      complaints.append("\(entry["text"] ?? "") \(entry["url"] ?? "")")
    default: break
    }
  }

  private func send(_ message: Data) throws {
    var rest = Array(message)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(toBrowser, $0.baseAddress, $0.count) }
      guard count > 0 else { throw Failure(description: "chromium does not listen") }
      rest = rest.dropFirst(count)
    }
  }

  private func receive() throws -> [String: Any] {
    while true {
      if let end = unread.firstIndex(of: 0) {
        let message = Data(unread[..<end])
        unread.removeFirst(end + 1)
        return try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
      }
      var ready = pollfd(fd: fromBrowser, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 30_000) == 1 else { throw Failure(description: "chromium does not answer") }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(fromBrowser, &buffer, buffer.count)
      guard count > 0 else { throw Failure(description: "chromium has ended") }
      unread += buffer[..<count]
    }
  }

  // MARK: Starting

  /// Both ends are out of the way of the numbers that the browser wants, and of other programs that a test starts.
  private static func pipeEnds() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure(description: "the test can't make a pipe") }
    defer { for end in ends { close(end) } }
    return (fcntl(ends[0], F_DUPFD_CLOEXEC, 100), fcntl(ends[1], F_DUPFD_CLOEXEC, 100))
  }

  private static func spawn(_ arguments: [String], reading: Int32, writing: Int32) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for standard in 0...2 { posix_spawn_file_actions_addopen(&actions, Int32(standard), "/dev/null", O_RDWR, 0) }
    posix_spawn_file_actions_adddup2(&actions, reading, 3)
    posix_spawn_file_actions_adddup2(&actions, writing, 4)
    var list = arguments.map { strdup($0) } + [nil]
    defer { for text in list { free(text) } }
    var process: pid_t = 0
    guard posix_spawn(&process, arguments[0], &actions, nil, &list, environ) == 0 else {
      throw Failure(description: "chromium does not start")
    }
    return process
  }

  private static func literal(_ text: String) -> String {
    let data = try? JSONSerialization.data(withJSONObject: text, options: .fragmentsAllowed)  // a text always is JSON
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "''"
  }
}
