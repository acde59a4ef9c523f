import Content
import Diagnostics
import HTTP
import Synchronization

/// Tells the browsers that show a page what has become of it, and of the last build.
///
/// Events: `problems` with a JSON object for a build that failed, `built` for one that did not; then, for a page that shows
/// something else now, `styles` with its new style sheets when only these have changed, else `reload`.
final class PreviewEvents: Sendable {
  private struct Reader {
    /// The path of the page's address.
    var address: String
    /// What the browser shows.
    var version: PageVersion
    var stream: AsyncStream<ServerSentEvent>.Continuation
  }

  private struct State {
    var readers: [Int: Reader] = [:]
    var lastNumber = 0
    /// How the last build ended; nil before the first one has.
    var outcome: ServerSentEvent?
  }

  private let site: PreviewSite
  private let state = Mutex(State())

  init(_ site: PreviewSite) { self.site = site }

  /// Notes how a build ended, and tells all who listen.
  func tell(_ outcome: BuildOutcome) {
    let event = Self.event(of: outcome)
    state.withLock { state in
      state.outcome = event
      for reader in state.readers.values { reader.stream.yield(event) }
    }
    if case .built = outcome { tellChanges() }
  }

  /// The events for a browser that shows `version` of a page.
  func stream(of address: String, showing version: PageVersion) -> EventStream {
    let (events, stream) = AsyncStream.makeStream(of: ServerSentEvent.self)
    let number = state.withLock { state in
      state.lastNumber += 1
      state.readers[state.lastNumber] = Reader(address: address, version: version, stream: stream)
      if let outcome = state.outcome { stream.yield(outcome) }
      return state.lastNumber
    }
    stream.onTermination = { [weak self] _ in
      _ = self?.state.withLock { $0.readers.removeValue(forKey: number) }
    }
    // What was built while the browser was loading, or was away.
    tellChanges(only: number)
    return EventStream(events, maximumWaitingBytes: 4 << 20)
  }

  private func tellChanges(only one: Int? = nil) {
    // Many may look at the same page, which is read once.
    var pages: [String: (version: PageVersion, sheets: [String])?] = [:]
    for (number, reader) in state.withLock({ $0.readers }) where one == nil || number == one {
      if pages[reader.address] == nil { pages.updateValue(site.page(at: reader.address), forKey: reader.address) }
      guard let (version, sheets) = pages[reader.address] ?? nil, version != reader.version else { continue }
      state.withLock { state in
        // Another build may have come first.
        guard state.readers[number]?.version == reader.version else { return }
        state.readers[number]?.version = version
        reader.stream.yield(version.page == reader.version.page ? Self.styles(version, sheets) : Self.reload)
      }
    }
  }

  // MARK: Events

  private static let built = ServerSentEvent("", name: "built", retry: .milliseconds(500))
  private static let reload = ServerSentEvent("", name: "reload")

  private static func styles(_ version: PageVersion, _ sheets: [String]) -> ServerSentEvent {
    let list = JSON.array(sheets.map { .string($0) })
    let change: JSON = ["version": .string(version.styles), "sheets": list]
    return ServerSentEvent(change.prettyPrinted, name: "styles")
  }

  private static func event(of outcome: BuildOutcome) -> ServerSentEvent {
    switch outcome {
    case .built: return built
    case .failed(let summary, let problems):
      let failure: JSON = ["summary": .string(summary), "problems": .array(problems.map { .string($0) })]
      return ServerSentEvent(failure.prettyPrinted, name: "problems", retry: .milliseconds(500))
    }
  }
}
