/// A request and its answer, as far as they have come.
struct Exchange: Sendable {
  enum Step: Sendable {
    /// A task decides whether the body is read; the connection is suspended.
    case admitting
    /// The body comes in.
    case receiving
    /// A task makes the answer; the connection is suspended.
    case handling
    /// The answer goes out.
    case sending
  }

  /// What a task came to.
  enum Outcome: Sendable {
    case admitted
    case answered(Response)
  }

  /// Differs for each exchange of a connection, so that a task that was given up changes nothing.
  let number: Int
  let head: RequestHead
  let started = MonotonicTime.now
  var request: Request?
  var acceptance: Acceptance?
  var step = Step.receiving
  var receiver: BodyReceiver?
  var outcome: Outcome?
  var task: Task<Void, Never>?
  var status = Status.ok
  var size = 0
  var events: EventBuffer?

  /// Removes the files that came along and that nobody took.
  func removeUploads() {
    guard case .form(let form) = request?.body else { return }
    for upload in form.uploads { upload.remove() }
  }
}
