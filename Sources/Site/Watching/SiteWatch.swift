import Content
import Diagnostics
import Glibc

/// Builds a site again whenever its sources change.
public struct SiteWatch: Sendable {
  private let options: BuildOptions
  /// What the clock says, in seconds since 1970.
  private let now: @Sendable () -> Int
  /// Called as work goes on.
  private let progress: @Sendable (BuildProgress) -> Void

  public init(
    _ options: BuildOptions, now: @escaping @Sendable () -> Int,
    progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
  ) {
    self.options = options
    self.now = now
    self.progress = progress
  }

  /// Builds, and goes on until the task is cancelled.
  ///
  /// - Parameters:
  ///   - showing: given the site for pages of a service when the pages of some entries are newer than the last build,
  ///     which another one follows.
  ///   - report: told of every build, also of one that could not be done; the last good site then stays. After a
  ///     good one it is given the site for pages of a service.
  public func run(
    showing: @escaping @Sendable (ServicePages) -> Void = { _ in }, _ report: @escaping Report
  ) async throws(SiteError) {
    do throws(OutputError) {
      let watcher = try FolderWatcher(options.sources.map(\.folder))
      let cache = BuildCache(options)
      let (events, sender) = AsyncStream.makeStream(of: Event.self)
      var state = State(record: await cache?.read(), sender: sender)
      var saving = Saving(cache: cache)
      begin(&state)
      let forwarding = Task { for await changes in watcher.changes { sender.yield(.changed(changes)) } }
      await withTaskCancellationHandler {
        for await event in events {
          switch event {
          case .changed(let changes):
            if !changes.isEmpty {
              if await take(changes, &state, showing, report) { saving.isDue = true }
            } else if state.isDue(at: now()) {
              begin(&state)
            } else {
              await saving.save(state.record)
            }
          case .built(let number, let built):
            guard state.finish(number) else { continue }
            if take(built, &state, report) { saving.isDue = true }
            guard let waiting = state.takeWaiting() else { continue }
            if await take(waiting, &state, showing, report) { saving.isDue = true }
          }
        }
      } onCancel: {
        sender.finish()
      }
      forwarding.cancel()
      await state.end()
      await saving.end(state.record)
    } catch {
      throw .output(error)
    }
  }

  public typealias Report = @Sendable (Result<BuildReport, SiteError>, ServicePages?) -> Void

  private typealias Built = Result<(report: BuildReport, record: BuildRecord?, live: LiveSite?), SiteError>

  private enum Event: Sendable {
    case changed(FolderWatcher.Changes)
    /// The build of this number has ended.
    case built(Int, Built)
  }

  /// What is kept between two builds.
  private struct State {
    var record: BuildRecord?
    /// The whole site, once it was built without a mistake.
    var live: LiveSite?
    /// When the clock makes a difference, as the last build foresaw, even if it failed: it is not tried again before.
    var nextChange: Int?
    /// Since when pages of entries are newer than the rest of the site; nil while they are not.
    var aheadSince: ContinuousClock.Instant?
    var lastChange = ContinuousClock.now
    /// What has changed during a build that is not given up.
    var waiting = FolderWatcher.Changes()
    let sender: AsyncStream<Event>.Continuation
    private var building: (task: Task<Void, Never>, claim: PublicationClaim)?
    /// Whether the build only brings the rest of the site up to pages that are ahead.
    private var isCatchingUp = false
    private var number = 0

    init(record: BuildRecord?, sender: AsyncStream<Event>.Continuation) {
      self.record = record
      self.sender = sender
    }

    var isBuilding: Bool { building != nil }

    private var isOverdue: Bool { aheadSince.map { $0.duration(to: .now) > .seconds(60) } ?? false }

    /// Whether a build is to be begun though nothing has changed just now.
    func isDue(at now: Int) -> Bool {
      guard building == nil else { return false }
      if aheadSince != nil {
        // Whoever changes one entry after another is not made to wait for all lists each time.
        return isOverdue || lastChange.duration(to: .now) > .milliseconds(300)
      }
      return nextChange.map { now >= $0 } ?? false
    }

    /// Remembers a site in which some pages are newer than the rest.
    mutating func show(_ ahead: LiveSite, since start: ContinuousClock.Instant) {
      live = ahead
      if !ahead.isLonger { record = ahead.record }
      aheadSince = aheadSince ?? start
    }

    mutating func begin(_ build: @escaping @Sendable (PublicationClaim) async -> Built) {
      isCatchingUp = aheadSince != nil
      number += 1
      // The threads of this priority are its own: who sends a form meanwhile does not wait for one of them.
      let claim = PublicationClaim()
      let task = Task(priority: .utility) { [number, sender] in
        _ = sender.yield(.built(number, await build(claim)))
      }
      building = (task, claim)
    }

    /// Gives up the build that goes on for a newer change, so that nothing of it is published.
    ///
    /// Answers false where it has begun to publish, or something that is not shown yet waits for it. Nor is it given up for
    /// ever, or lists would never be made.
    mutating func giveUp() -> Bool {
      guard let building, isCatchingUp, !isOverdue, building.claim.giveUp() else { return false }
      building.task.cancel()
      self.building = nil
      return true
    }

    mutating func takeWaiting() -> FolderWatcher.Changes? {
      defer { waiting = FolderWatcher.Changes() }
      return waiting.isEmpty ? nil : waiting
    }

    /// Answers false for a build that was given up.
    mutating func finish(_ number: Int) -> Bool {
      guard number == self.number, building != nil else { return false }
      building = nil
      return true
    }

    func end() async {
      building?.task.cancel()
      await building?.task.value
    }
  }

  /// Writes the record while nobody waits for a build.
  private struct Saving {
    let cache: BuildCache?
    var isDue = false { didSet { quietTicks = 0 } }
    private var quietTicks = 0
    private var running: Task<Void, Never>?

    init(cache: BuildCache?) { self.cache = cache }

    /// Beside whatever comes next, once nothing has changed for a while.
    mutating func save(_ record: BuildRecord?) async {
      guard isDue, let cache, let record else { return }
      quietTicks += 1
      guard quietTicks > 3 else { return }
      await running?.value
      isDue = false
      running = Task.detached { cache.write(record) }
    }

    mutating func end(_ record: BuildRecord?) async {
      await running?.value
      if isDue, let record { cache?.write(record) }
    }
  }

  /// Begins a build of the whole site.
  private func begin(_ state: inout State) {
    var options = options
    options.now = now()
    let build = SiteBuild(options, progress: progress)
    let record = state.record
    state.begin { (claim) async -> Built in
      let start = ContinuousClock.now
      do throws(SiteError) {
        var built = try await build.run(after: record, SourceStamps.fingerprint(build.options), claim)
        built.report.duration = start.duration(to: .now)
        return .success(built)
      } catch {
        return .failure(error)
      }
    }
  }

  /// Goes the short way where there is one, and begins a build of the whole site where there is none.
  ///
  /// Answers whether there is something new to be remembered.
  private func take(
    _ changes: FolderWatcher.Changes, _ state: inout State, _ showing: (ServicePages) -> Void, _ report: Report
  ) async -> Bool {
    state.lastChange = .now
    if state.isBuilding, !state.giveUp() {
      state.waiting.written.formUnion(changes.written)
      state.waiting.isStructural = state.waiting.isStructural || changes.isStructural
      return false
    }
    guard let live = state.live, !changes.isStructural else {
      begin(&state)
      return false
    }
    var options = options
    options.now = now()
    let start = ContinuousClock.now
    let build = SiteBuild(options, progress: progress)
    do throws(SiteError) {
      if state.aheadSince == nil,
        var update = try await build.update(live, written: changes.written)
      {
        state.live = update.live
        state.record = update.live.record
        state.nextChange = update.live.record.nextLook
        update.report.duration = start.duration(to: .now)
        report(.success(update.report), ServicePages(update.live.site, update.live.tree))
        return true
      }
      if let ahead = try await build.showAhead(live, written: changes.written) {
        state.show(ahead, since: start)
        showing(ServicePages(ahead.site, ahead.tree))
        return false
      }
    } catch {
      // The whole build says what is wrong.
    }
    begin(&state)
    return false
  }

  /// Answers whether there is something new to be remembered.
  private func take(_ built: Built, _ state: inout State, _ report: Report) -> Bool {
    state.aheadSince = nil
    switch built {
    case .success(let built):
      state.record = built.record ?? state.record
      state.live = built.live
      state.nextChange = built.record?.nextLook ?? built.report.nextChange
      report(.success(built.report), state.live.map { ServicePages($0.site, $0.tree) })
      return built.report.published != nil
    case .failure(let error):
      state.live = nil
      state.nextChange = nil
      report(.failure(error), nil)
      return false
    }
  }
}

extension BuildRecord {
  /// When to look at the clock again: a page that shows the time is made anew once a minute, and not each second.
  fileprivate var nextLook: Int { min(nextChange ?? .max, max(validUntil, now + 60)) }
}
