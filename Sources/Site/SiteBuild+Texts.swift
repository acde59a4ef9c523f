import Content
import Diagnostics
import Images

extension SiteBuild {
  /// Renders the texts that are new or may say something else, and takes the rest as an earlier build found it.
  func checkTexts(of model: SiteModel, after record: BuildRecord?, into draft: inout Draft) async -> [Diagnostic] {
    let entries = model.library.entries
    let earlier = draft.changes?.earlierNumbers(count: entries.count)
    draft.bodies = entries.map { [changes = draft.changes] entry in
      guard let changes, let number = earlier?[entry.id.index], let body = record?.bodies[number],
        !changes.isChanged(FactID(EntryID(index: number), .fields)),
        !changes.isChanged(FactID(EntryID(index: number), .body))
      else { return nil }
      return RecordedBody(reads: changes.renumbered(body.reads), published: body.published)
    }
    let unknown = entries.indices.filter { draft.bodies[$0] == nil }.map(EntryID.init(index:))
    await prepareImages(of: model, unknown, draft.bodies)
    let diagnostics = await model.bodies.check(unknown, threads: options.threads, trace: options.trace)
    for id in unknown where diagnostics.isEmpty || model.bodies.isClean(id) {
      let findings = model.bodies.findings(of: id)
      draft.bodies[id.index] = RecordedBody(reads: ReadSet(findings.reads), published: findings.published)
    }
    for body in draft.bodies { body?.published.forEach(model.files.publish) }
    for id in unknown where draft.bodies[id.index] == nil {
      model.bodies.findings(of: id).published.forEach(model.files.publish)
    }
    let remarks = model.files.imageRemarks(in: options.displayedContent)
    model.files.images.rest()
    return diagnostics + remarks
  }

  /// Makes the images ready that texts show, those that are to be rendered and those that are not.
  private func prepareImages(of model: SiteModel, _ unknown: [EntryID], _ bodies: [RecordedBody?]) async {
    var scan = ImageScan(model.library.files)
    options.trace.measure("images") { for id in unknown { scan.add(model.library[id]) } }
    var files = scan.found
    for body in bodies { for file in body?.published ?? [] where file.isImage { files.insert(file) } }
    await options.trace.measureTask("images") { [files] in
      await model.files.images.prepare(files, threads: options.threads) { [progress] done, total in
        progress(BuildProgress(stage: .images, done: done, total: total))
      }
    }
  }
}

extension PublishedFiles {
  /// What is to be said of images that no text can be blamed for.
  fileprivate func imageRemarks(in displayedContent: String) -> [Diagnostic] {
    var leftOut = 0
    var remarks: [Diagnostic] = []
    for file in all where file.isImage {
      let location = SourceLocation(SourceFile(path: "\(displayedContent)/\(file.path)", bytes: []))
      switch image(file) {
      case .ready(let image) where image.header.wasMoving:
        remarks.append(
          .warning(
            "moving-image", at: location, "an image must stand still; only the first picture of this one is shown",
            help: "save it as a video, or save its first picture"))
      case .ready: break
      // Its text was read by an earlier build.
      case .refused(let reason):
        remarks.append(.error("refused-image", at: location, reason.message(file.path), help: reason.help))
      case .leftOut: leftOut += 1
      }
    }
    guard leftOut > 0 else { return remarks }
    return remarks + [
      .warning(
        "images-left-out", at: nil,
        "'preau-images' must be installed for images to be shown; \(leftOut) of them are left out of the site",
        help: """
          'make install' puts it beside 'preau'; without it nothing can take away what cameras write into photos, such as \
          where they were taken
          """)
    ]
  }
}
