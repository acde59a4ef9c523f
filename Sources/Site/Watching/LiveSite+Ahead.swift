import Content

extension SiteBuild {
  /// Makes the pages of entries whose files have been written, ahead of the build that brings all else up to date.
  ///
  /// Lists, feeds and pages that show something of these entries stay as they are until then, and so does what is noted
  /// of what pages read: the next build takes the entries for changed.
  ///
  /// Nil, with nothing done, where more has changed than what known entries say, or there is something to say about it.
  func showAhead(_ live: LiveSite, written paths: Set<String>) async throws(SiteError) -> LiveSite? {
    let library = live.site.model.library
    guard options.now >= live.record.now, options.now < live.record.nextChange ?? .max,
      let ids = live.entries(at: paths, in: options.content), !ids.isEmpty,
      let (tree, changed) = live.tree.rereading(ids.map { library.address(of: $0) }),
      let newer = Library(
        library, showing: changed, of: tree, now: options.now, includingDrafts: options.includesDrafts)
    else { return nil }
    let site = PreparedSite(SiteModel(newer, like: live.site.model), like: live.site)
    guard ids.allSatisfy({ site.showsSameFiles(in: $0, as: live.record) }) else { return nil }
    var updated = LiveSite(tree: tree, site: site, record: live.record)
    updated.record.sources = nil
    guard try await publish(updated.ownPages(of: ids), of: &updated, isAhead: true) != nil else { return nil }
    return updated
  }
}

extension SiteBuild {
  /// Makes the pages of one new entry, whose file has come into the tree, ahead of the build that brings all else up to
  /// date; answers the site as it is until then, which no other change may be shown in.
  ///
  /// Nil, with nothing done, where more has changed than that, or there is something to say about it.
  func showAdded(_ live: LiveSite, written paths: Set<String>) async throws(SiteError) -> (PreparedSite, ContentTree)? {
    guard options.now >= live.record.now, options.now < live.record.nextChange ?? .max, paths.count == 1,
      let path = paths.first, path.hasPrefix(options.content + "/"),
      let (tree, added) = live.tree.adding(String(path.dropFirst(options.content.utf8.count + 1))),
      let library = Library(
        live.site.model.library, adding: added, of: tree, now: options.now, includingDrafts: options.includesDrafts),
      let shown = library.entries.last, let model = SiteModel(library, adding: shown, like: live.site.model)
    else { return nil }
    let findings = model.bodies.findings(of: shown.id)
    guard model.bodies.isClean(shown.id), findings.published.isEmpty else { return nil }
    let site = PreparedSite(model, like: live.site)
    let pages = Array(model.plan.pages.dropFirst(live.site.model.plan.pages.count))
    do throws(OutputError) {
      let folder = try await OutputFolder(
        options.output, adoptsForeignFiles: options.adoptsForeignFiles, remembering: live.record)
      guard folder.isRemembered else { return nil }
      let rendering = SiteRendering(site, items: pages.map(OutputItem.page), options: options, progress: progress)
      let staging = await rendering.stage(Array(pages.indices), into: folder)
      guard staging.failure == nil, staging.diagnostics.isEmpty else {
        folder.discard()
        return nil
      }
      let staged = zip(pages, staging.made).filter { $1?.file.isChanged == true }.map(\.0.file)
      // The next build looks the folder through, as its manifest is not the one that it remembers.
      _ = try folder.publish(staged: staged, of: live.record.outputs.map(\.path) + pages.map(\.file))
      return (site, tree)
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
