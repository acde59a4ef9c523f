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
  /// - Parameter report: told of every build, also of one that could not be done; the last good site then stays. After a
  ///   good one it is given the site for pages of a service.
  public func run(_ report: @escaping Report) async throws(SiteError) {
    do throws(OutputError) {
      let watcher = try FolderWatcher(options.sources.map(\.folder))
      let cache = BuildCache(options)
      var state = State(record: await cache?.read())
      var saving = Saving(cache: cache)
      if await build(&state, FolderWatcher.Changes(isStructural: true), report) { saving.isDue = true }
      for await changes in watcher.changes {
        if !changes.isEmpty || state.isOutOfDate(at: now()) {
          if await build(&state, changes, report) { saving.isDue = true }
        } else {
          await saving.save(state.record)
        }
      }
      await saving.end(state.record)
    } catch {
      throw .output(error)
    }
  }

  public typealias Report = @Sendable (Result<BuildReport, SiteError>, ServicePages?) -> Void

  /// What is kept between two builds.
  private struct State {
    var record: BuildRecord?
    /// The whole site, once it was built without a mistake.
    var live: LiveSite?
    /// When the clock makes a difference, as the last build foresaw, even if it failed: it is not tried again before.
    var nextChange: Int?

    func isOutOfDate(at now: Int) -> Bool { nextChange.map { now >= $0 } ?? false }
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

  /// Answers whether there is something new to be remembered.
  private func build(
    _ state: inout State, _ changes: FolderWatcher.Changes, _ report: Report
  ) async -> Bool {
    var options = options
    options.now = now()
    let start = ContinuousClock.now
    let build = SiteBuild(options, progress: progress)
    do throws(SiteError) {
      var result: BuildReport
      if let live = state.live, !changes.isStructural,
        let update = try await build.update(live, written: changes.written)
      {
        result = update.report
        state = State(record: update.live.record, live: update.live, nextChange: update.live.record.nextLook)
      } else {
        let built = try await build.run(after: state.record, SourceStamps.fingerprint(options))
        result = built.report
        state = State(
          record: built.record ?? state.record, live: built.live,
          nextChange: built.record?.nextLook ?? result.nextChange)
      }
      result.duration = start.duration(to: .now)
      report(.success(result), state.live.map { ServicePages($0.site, $0.tree) })
      return result.published != nil
    } catch {
      state = State(record: state.record)
      report(.failure(error), nil)
      return false
    }
  }
}

extension BuildRecord {
  /// When to look at the clock again: a page that shows the time is made anew once a minute, and not each second.
  fileprivate var nextLook: Int { min(nextChange ?? .max, max(validUntil, now + 60)) }
}
