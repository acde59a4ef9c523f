import Content

/// Which files of the site must be made, and why.
struct StaleOutputs: Sendable {
  enum Reason: Sendable {
    /// No build is remembered, or what every page depends on has changed.
    case everything
    /// No build has made it.
    case isNew
    /// Another thing is to be made there, such as a list with other entries.
    case subject
    /// The file is not as it was published.
    case output
    /// The clock has come to a moment that it depends on.
    case clock
    /// What it read, by the number that the fact had.
    case fact(FactID)
  }

  /// By item; nil for one that is as it should be.
  let reasons: [Reason?]
  /// By item, what an earlier build noted of it.
  let recorded: [RecordedOutput?]

  init(all items: [OutputItem]) {
    reasons = items.map { _ in .everything }
    recorded = items.map { _ in nil }
  }

  init(
    _ items: [OutputItem], subjects: [Fingerprint], since record: BuildRecord, _ changes: SiteChanges, now: Int,
    folder: String, threads: Int
  ) async {
    let recorded = Self.recorded(items, in: record.outputs)
    self.recorded = recorded
    reasons = await concurrentMap(count: items.count, threads: threads) { number -> Reason? in
      guard let known = recorded[number] else { return .isNew }
      if known.subject != subjects[number] { return .subject }
      if let end = known.reads.validUntil, now >= end || now < record.now { return .clock }
      if let fact = changes.firstChange(in: known.reads) { return .fact(fact) }
      return known.isThere(in: folder) ? nil : .output
    }
  }

  var places: [Int] { reasons.indices.filter { reasons[$0] != nil } }

  private static func recorded(_ items: [OutputItem], in outputs: [RecordedOutput]) -> [RecordedOutput?] {
    let paths = items.map(\.path)
    if paths.count == outputs.count, zip(paths, outputs).allSatisfy({ $0 == $1.path }) { return outputs }
    let known = Dictionary(outputs.map { ($0.path, $0) }) { first, _ in first }
    return paths.map { known[$0] }
  }
}
