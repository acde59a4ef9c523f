import Content

extension SiteBuild {
  /// What is told of a site when nothing at all has changed since it was built; nil when something may have.
  func unchanged(since record: BuildRecord, _ sources: Fingerprint?) -> BuildReport? {
    guard let sources, sources == record.sources, record.now <= options.now, options.now < record.validUntil,
      record.manifest != nil, record.manifest == OutputManifest.stamp(in: options.output),
      !StagingFolder.isThere(in: options.output),
      record.outputs.allSatisfy({ $0.isThere(in: options.output) })
    else { return nil }
    var report = BuildReport(diagnostics: [], omitted: record.omitted, entries: record.entryCount)
    report.pages = record.pageCount
    report.published = .init(written: 0, unchanged: record.outputs.count, removed: 0)
    report.explanation = options.explained.flatMap(record.output).map {
      Explanation($0, of: record, nil, after: nil)
    }
    return report
  }
}

extension BuildRecord {
  /// The moment from which on the clock may make a difference.
  var validUntil: Int {
    outputs.reduce(nextChange ?? .max) { min($0, $1.reads.validUntil ?? .max) }
  }
}

extension RecordedOutput {
  /// Whether the file is as it was published.
  func isThere(in folder: String) -> Bool {
    FileStamp(of: "\(folder)/\(path)").map { OutputStamp($0) == stamp } ?? false
  }
}
