import Content
import Diagnostics
import Glibc

/// Builds a site again whenever its sources change.
public struct SiteWatch: Sendable {
  private let options: BuildOptions
  /// What the clock says, in seconds since 1970.
  private let now: @Sendable () -> Int

  public init(_ options: BuildOptions, now: @escaping @Sendable () -> Int) {
    self.options = options
    self.now = now
  }

  /// Builds, and goes on until the task is cancelled.
  ///
  /// - Parameter report: told of every build, also of one that could not be done; the last good site then stays.
  public func run(_ report: @Sendable (Result<BuildReport, SiteError>) -> Void) async throws(SiteError) {
    do throws(OutputError) {
      let watcher = try FolderWatcher(options.sources.map(\.folder))
      let cache = BuildCache(options)
      var record = await cache?.read()
      var isSaved = true
      var isDue = true
      while !Task.isCancelled {
        if isDue {
          let next = await build(after: record, report)
          isSaved = next == nil
          record = next ?? record
          isDue = false
        }
        // A thread of the pool waits here, which nobody else needs between two builds.
        let changes = try watcher.changes(within: isSaved ? 200 : 50)
        isDue = !changes.isEmpty || clockMatters(to: record)
        if !isDue, !isSaved {
          if let record { cache?.write(record) }
          isSaved = true
        }
      }
      if !isSaved, let record { cache?.write(record) }
    } catch {
      throw .output(error)
    }
  }

  private func build(
    after record: BuildRecord?, _ report: @Sendable (Result<BuildReport, SiteError>) -> Void
  ) async -> BuildRecord? {
    var options = options
    options.now = now()
    do throws(SiteError) {
      let start = ContinuousClock.now
      let build = SiteBuild(options)
      let sources = SourceStamps.fingerprint(options)
      var result = try await build.run(after: record, sources)
      result.report.duration = start.duration(to: .now)
      report(.success(result.report))
      return result.record
    } catch {
      report(.failure(error))
      return nil
    }
  }

  private func clockMatters(to record: BuildRecord?) -> Bool {
    record?.nextChange.map { now() >= $0 } ?? false
  }
}
