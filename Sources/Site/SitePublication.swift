import Content
import Diagnostics

/// Renders what is stale of a prepared site, and publishes it at once.
struct SitePublication {
  private let site: PreparedSite
  private var report: BuildReport
  private let options: BuildOptions
  private let progress: @Sendable (BuildProgress) -> Void

  init(
    _ site: PreparedSite, _ report: BuildReport, options: BuildOptions,
    progress: @escaping @Sendable (BuildProgress) -> Void
  ) {
    self.site = site
    self.report = report
    self.options = options
    self.progress = progress
  }

  /// Takes all back when a page has an error.
  consuming func publish(
    after record: BuildRecord?, _ draft: SiteBuild.Draft, _ facts: RecordedFacts, sources: Fingerprint?,
    _ claim: PublicationClaim
  ) async throws(SiteError) -> (report: BuildReport, record: BuildRecord?) {
    // Whoever has given it up builds again, and is not to wait for the folder.
    guard !Task.isCancelled else { return (report, nil) }
    do throws(OutputError) {
      let items = site.items
      let paths = items.map(\.path)
      let folder = try await OutputFolder(
        options.output, adoptsForeignFiles: options.adoptsForeignFiles, remembering: record)
      try folder.checkHidden(among: paths)
      let subjects = options.trace.measure("compare") { items.map { $0.subject(in: site) } }
      let stale = await options.trace.measureTask("compare") { () async -> StaleOutputs in
        await findStale(items, subjects, after: record, draft.changes)
      }
      let places = stale.places
      let rendering = SiteRendering(site, items: items, options: options, progress: progress)
      let staging = await rendering.stage(places, into: folder)
      let staged = zip(places, staging.made).filter { $1?.file.isChanged == true }.map { paths[$0.0] }
      report.diagnostics = (report.diagnostics + staging.diagnostics).sortedByLocation()
      let stops = report.diagnostics.hasErrors || (options.isStrict && !report.diagnostics.isEmpty)
      guard staging.failure == nil, !stops, !Task.isCancelled, claim.beginPublishing() else {
        folder.discard()
        if let failure = staging.failure { throw failure }
        return (report, nil)
      }
      let removed = try options.trace.measure("publish") { () throws(OutputError) in
        do throws(OutputError) {
          return try folder.publish(staged: staged, of: paths)
        } catch {
          folder.discard()
          throw error
        }
      }
      report.published = .init(written: staged.count, unchanged: items.count - staged.count, removed: removed)
      report.rendered = places.count
      let outputs = outputs(paths, subjects, stale, places, staging.made, draft.changes)
      let newRecord = self.record(outputs, draft, facts, sources: sources)
      if let newRecord, let output = options.explained.flatMap(newRecord.output) {
        let reason = paths.firstIndex(of: output.path).flatMap { stale.reasons[$0] }
        report.explanation = Explanation(output, of: newRecord, reason, after: record)
      }
      return (report, newRecord)
    } catch {
      throw .output(error)
    }
  }

  private func findStale(
    _ items: [OutputItem], _ subjects: [Fingerprint], after record: BuildRecord?, _ changes: SiteChanges?
  ) async -> StaleOutputs {
    guard let record, let changes else { return StaleOutputs(all: items) }
    return await StaleOutputs(
      items, subjects: subjects, since: record, changes, now: options.now, folder: options.output,
      threads: options.threads)
  }

  private func outputs(
    _ paths: [String], _ subjects: [Fingerprint], _ stale: StaleOutputs, _ places: [Int],
    _ made: [SiteRendering.Made?], _ changes: SiteChanges?
  ) -> [RecordedOutput] {
    var outputs: [RecordedOutput] = []
    outputs.reserveCapacity(paths.count)
    var next = 0
    for place in paths.indices {
      if next < places.count, places[next] == place {
        if let made = made[next] {
          outputs.append(
            RecordedOutput(path: paths[place], subject: subjects[place], reads: made.reads, stamp: made.file.stamp))
        }
        next += 1
      } else if var known = stale.recorded[place] {
        known.reads = changes?.renumbered(known.reads) ?? known.reads
        outputs.append(known)
      }
    }
    return outputs
  }

  private func record(
    _ outputs: [RecordedOutput], _ draft: SiteBuild.Draft, _ facts: RecordedFacts, sources: Fingerprint?
  ) -> BuildRecord? {
    guard let content = draft.tree?.memory else { return nil }
    var facts = facts
    facts.addAnswers(in: site.model)
    return BuildRecord(
      base: draft.base, sources: report.diagnostics.isEmpty ? sources : nil, now: options.now,
      nextChange: site.model.library.nextChange, content: content, facts: facts, bodies: draft.bodies,
      outputs: outputs, manifest: OutputManifest.stamp(in: options.output), entryCount: report.entries,
      pageCount: report.pages, omitted: report.omitted)
  }
}
