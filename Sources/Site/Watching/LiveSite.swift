import Content
import Diagnostics

/// A site in memory as it was last built, which a change to the text of an entry brings up to date at once.
struct LiveSite: Sendable {
  var tree: ContentTree
  var site: PreparedSite
  var record: BuildRecord
  /// Whether there are entries that came after the last whole build, with which the record is of no use to the next.
  var isLonger = false
}

extension SiteBuild {
  /// Makes what shows the texts of some files, which have been written since the site was built.
  ///
  /// Nil, with nothing done, when more than the texts of entries has changed: then the site is to be built as ever.
  func update(
    _ live: LiveSite, written paths: Set<String>
  ) async throws(SiteError) -> (report: BuildReport, live: LiveSite)? {
    guard options.now >= live.record.now, options.now < live.record.nextChange ?? .max, live.isQuiet,
      let ids = live.entries(at: paths, in: options.content), let (tree, changed) = live.tree.rereadingTexts(of: ids)
    else { return nil }
    let library = Library(live.site.model.library, replacing: changed, now: options.now)
    let site = PreparedSite(SiteModel(library, like: live.site.model), like: live.site)
    guard let record = live.record.replacingTexts(ids, tree, site.model, now: options.now) else { return nil }
    let places = live.outputs(showing: ids, now: options.now)
    var updated = LiveSite(tree: tree, site: site, record: record)
    guard let count = try await publish(places, of: &updated) else { return nil }
    var report = BuildReport(diagnostics: [], entries: record.entryCount)
    report.pages = record.pageCount
    report.rendered = places.count
    report.published = .init(written: count, unchanged: record.outputs.count - count, removed: 0)
    return (report, updated)
  }

  /// Answers how many files changed; nil, with nothing published, when a page has an error.
  ///
  /// - Parameter isAhead: whether a build follows that makes these pages again and notes what they read.
  func publish(_ places: [Int], of live: inout LiveSite, isAhead: Bool = false) async throws(SiteError) -> Int? {
    let items = places.map(live.site.item)
    do throws(OutputError) {
      let folder = try await OutputFolder(
        options.output, adoptsForeignFiles: options.adoptsForeignFiles, remembering: live.record)
      guard folder.isRemembered else { return nil }
      let rendering = SiteRendering(live.site, items: items, options: options, progress: progress)
      let staging = await rendering.stage(Array(items.indices), into: folder)
      guard staging.failure == nil, staging.diagnostics.isEmpty else {
        folder.discard()
        return nil
      }
      let changed = zip(items, staging.made).filter { $1?.file.isChanged == true }.map(\.0.path)
      try folder.publish(staged: changed, addingNew: [])
      if !isAhead { live.note(staging.made, at: places) }
      return changed.count
    } catch {
      throw .output(error)
    }
  }
}

extension LiveSite {
  /// Whether there is nothing that every build says again.
  fileprivate var isQuiet: Bool {
    tree.diagnostics.isEmpty && site.model.library.diagnostics.isEmpty && site.diagnostics.isEmpty
      && !record.bodies.contains { $0 == nil } && tree.isWhole(in: site.model.library)
  }

  /// Notes what pages were made of; a copy of what is noted of ten thousand takes as long as to make one.
  fileprivate mutating func note(_ made: [SiteRendering.Made?], at places: [Int]) {
    for (place, made) in zip(places, made) {
      guard let made else { continue }
      record.outputs[place].reads = made.reads
      record.outputs[place].stamp = made.file.stamp
    }
    record.facts.addAnswers(in: site.model)
  }

  /// The entries that files belong to; nil when one belongs to none.
  func entries(at paths: Set<String>, in folder: String) -> [EntryID]? {
    var ids: Set<EntryID> = []
    for path in paths {
      guard path.hasPrefix(folder + "/"),
        let id = site.model.library.entry(atPath: String(path.dropFirst(folder.utf8.count + 1)))
      else { return nil }
      ids.insert(id)
    }
    return ids.sorted()
  }

  /// The places of the files that show texts, or that the clock has made out of date.
  fileprivate func outputs(showing ids: [EntryID], now: Int) -> [Int] {
    let wanted = Set(ids.flatMap { [FactID($0, .body), FactID($0, .headings)] })
    return record.outputs.indices.filter { place in
      let reads = record.outputs[place].reads
      return now >= reads.validUntil ?? .max || reads.first(where: wanted.contains) != nil
    }
  }
}

extension BuildRecord {
  /// The record with what is known of new texts; nil when they have mistakes, or others must look at them.
  fileprivate func replacingTexts(
    _ ids: [EntryID], _ tree: ContentTree, _ site: SiteModel, now: Int
  ) -> BuildRecord? {
    let headings = Set(ids.map { FactID($0, .headings) })
    guard !bodies.contains(where: { $0?.reads.first(where: headings.contains) != nil }) else { return nil }
    var record = self
    for id in ids {
      let findings = site.bodies.findings(of: id)
      guard site.bodies.isClean(id), findings.published == bodies[id.index]?.published else { return nil }
      record.bodies[id.index] = RecordedBody(reads: ReadSet(findings.reads), published: findings.published)
      for aspect in [FactID.Aspect.body, .headings] {
        record.facts.entryPrints[Int(aspect.rawValue)][id.index] = site.textPrint(of: id)
      }
    }
    record.content = tree.memory
    record.sources = nil
    record.now = now
    return record
  }
}
