import Content

extension SiteBuild {
  /// Makes the pages of entries whose files have been written or have come, ahead of the build that brings all else up to
  /// date.
  ///
  /// Lists, feeds and pages that show something of these entries stay as they are until then, and so does what is noted
  /// of what pages read: the next build takes the entries for changed.
  ///
  /// Nil where more has changed than what some entries say, or there is something to say about it.
  func showAhead(_ live: LiveSite, written paths: Set<String>) async throws(SiteError) -> LiveSite? {
    guard options.now >= live.record.now, options.now < live.record.nextChange ?? .max else { return nil }
    let known = paths.filter { live.entries(at: [$0], in: options.content) != nil }
    var ahead = live
    if !known.isEmpty {
      guard let changed = try await showChanged(ahead, written: known) else { return nil }
      ahead = changed
    }
    for path in paths.subtracting(known).sorted() {
      guard let longer = try await showAdded(ahead, written: path) else { return nil }
      ahead = longer
    }
    return ahead
  }

  /// Makes the pages of known entries; nil, with nothing done, where they cannot be made alone.
  private func showChanged(_ live: LiveSite, written paths: Set<String>) async throws(SiteError) -> LiveSite? {
    let library = live.site.model.library
    guard let ids = live.entries(at: paths, in: options.content),
      let (tree, changed) = live.tree.rereading(ids.map { library.address(of: $0) }),
      let newer = Library(
        library, showing: changed, of: tree, now: options.now, includingDrafts: options.includesDrafts)
    else { return nil }
    let site = PreparedSite(SiteModel(newer, like: live.site.model), like: live.site)
    guard ids.allSatisfy({ site.showsSameFiles(in: $0, as: live.record) }) else { return nil }
    var updated = LiveSite(tree: tree, site: site, record: live.record, isLonger: live.isLonger)
    updated.record.sources = nil
    guard try await publish(updated.ownPages(of: ids), of: &updated, isAhead: true) != nil else { return nil }
    return updated
  }

  /// Makes the pages of one new entry, and those of tags that nothing had before it; nil, with nothing done, where they
  /// cannot be made alone.
  private func showAdded(_ live: LiveSite, written path: String) async throws(SiteError) -> LiveSite? {
    guard path.hasPrefix(options.content + "/"),
      let (tree, added) = live.tree.adding(String(path.dropFirst(options.content.utf8.count + 1))),
      let library = Library(
        live.site.model.library, adding: added, of: tree, now: options.now, includingDrafts: options.includesDrafts),
      let shown = library.entries.last, let model = SiteModel(library, adding: shown, like: live.site.model)
    else { return nil }
    let findings = model.bodies.findings(of: shown.id)
    guard model.bodies.isClean(shown.id), findings.published.isEmpty else { return nil }
    var updated = LiveSite(
      tree: tree, site: PreparedSite(model, like: live.site), record: live.record, isLonger: true)
    updated.record.bodies.append(RecordedBody(reads: ReadSet(findings.reads), published: []))
    guard try await publishAdded(of: &updated) else { return nil }
    return updated
  }

  /// Publishes the pages of a site that its record does not know; false, with nothing done, where one has an error.
  private func publishAdded(of live: inout LiveSite) async throws(SiteError) -> Bool {
    let places = live.record.outputs.count..<live.site.files.count + live.site.model.plan.pages.count
    let items = places.map(live.site.item)
    do throws(OutputError) {
      let folder = try await OutputFolder(
        options.output, adoptsForeignFiles: options.adoptsForeignFiles, remembering: live.record)
      guard folder.isRemembered else { return false }
      let rendering = SiteRendering(live.site, items: items, options: options, progress: progress)
      let staging = await rendering.stage(Array(items.indices), into: folder)
      guard staging.failure == nil, staging.diagnostics.isEmpty else {
        folder.discard()
        return false
      }
      var staged: [String] = []
      for (item, made) in zip(items, staging.made) {
        guard let made else { continue }
        if made.file.isChanged { staged.append(item.path) }
        live.record.outputs.append(
          RecordedOutput(
            path: item.path, subject: item.subject(in: live.site), reads: made.reads, stamp: made.file.stamp))
      }
      try folder.publish(staged: staged, addingNew: items.map(\.path))
      live.record.manifest = OutputManifest.stamp(in: options.output)
      return true
    } catch {
      throw .output(error)
    }
  }
}

extension LiveSite {
  /// The places of the pages that are about some entries.
  fileprivate func ownPages(of ids: [EntryID]) -> [Int] {
    site.model.plan.pages.indices.filter { place in
      switch site.model.plan.pages[place].subject {
      case .entry(let id), .home(let id?): ids.contains(id)
      default: false
      }
    }.map { site.files.count + $0 }
  }
}

extension PreparedSite {
  /// Whether the text of an entry is without mistakes and shows the files that it showed before.
  fileprivate func showsSameFiles(in id: EntryID, as record: BuildRecord) -> Bool {
    let findings = model.bodies.findings(of: id)
    return model.bodies.isClean(id) && findings.published == record.bodies[id.index]?.published ?? []
  }
}

extension Library {
  fileprivate func address(of id: EntryID) -> EntryAddress {
    EntryAddress(kind: self[self[id].kind].name, slug: self[id].slug)
  }
}
