import Content

/// Which facts of an earlier build say something else in this one.
struct SiteChanges: Sendable {
  private let earlier: RecordedFacts
  /// By the number that an entry had, its number now; nil for one that is gone.
  private var entries: [Int?]
  /// By the number that an entry had, a bit for each aspect that has changed.
  private var changedAspects: [UInt8]
  private var groups: [Int?]
  private var changedGroups: [Bool]
  private var changedQueries: [Bool]
  private let keepsNumbers: Bool

  init(since record: BuildRecord, in site: SiteModel, _ current: RecordedFacts) {
    earlier = record.facts
    entries = earlier.entries.map { site.library.entry($0)?.index }
    changedAspects = [UInt8](repeating: 0, count: earlier.entries.count)
    for (aspect, prints) in earlier.entryPrints.enumerated() {
      for (number, print) in prints.enumerated() {
        let now = entries[number].map { current.entryPrints[aspect][$0] }
        if now != print { changedAspects[number] |= 1 << UInt8(aspect) }
      }
    }
    let numbers = Dictionary(current.groups.enumerated().map { ($1, $0) }) { first, _ in first }
    groups = earlier.groups.map { numbers[$0] }
    changedGroups = zip(groups, earlier.groupPrints).map { group, print in
      group.map { current.groupPrints[$0] } != print
    }
    changedQueries = zip(current.queryPrints, earlier.queryPrints).map { $0 != $1 }
    keepsNumbers =
      entries.enumerated().allSatisfy { $0 == $1 } && groups.enumerated().allSatisfy { $0 == $1 }
    for (number, body) in record.bodies.enumerated() where body.map({ firstChange(in: $0.reads) != nil }) ?? true {
      changedAspects[number] |= 1 << UInt8(FactID.Aspect.body.rawValue)
    }
  }

  func isChanged(_ fact: FactID) -> Bool {
    switch fact.subject {
    case .entry(let number, let aspect):
      number >= changedAspects.count || changedAspects[number] & 1 << UInt8(aspect.rawValue) != 0
    case .texts(let number): number >= changedGroups.count || changedGroups[number]
    case .query(let number): number >= changedQueries.count || changedQueries[number]
    }
  }

  func firstChange(in reads: ReadSet) -> FactID? { reads.first(where: isChanged) }

  /// The number that an entry of this build had in the earlier one; nil for a new entry.
  func earlierNumbers(count: Int) -> [Int?] {
    var numbers = [Int?](repeating: nil, count: count)
    for (earlier, now) in entries.enumerated() {
      if let now { numbers[now] = earlier }
    }
    return numbers
  }

  /// Facts that have not changed, with the numbers that they have in this build.
  func renumbered(_ reads: ReadSet) -> ReadSet {
    if keepsNumbers { return reads }
    let facts = reads.facts.compactMap { fact -> FactID? in
      switch fact.subject {
      case .entry(let number, let aspect): entries[number].map { FactID(EntryID(index: $0), aspect) }
      case .texts(let number): groups[number].map { FactID(texts: $0) }
      case .query: fact
      }
    }
    return ReadSet(facts, validUntil: reads.validUntil)
  }
}

extension RecordedFacts {
  /// What the facts of a site say, as far as an earlier build asked for them.
  ///
  /// - Parameter earlier: its queries are the first in the table of the site.
  init(of site: SiteModel, since earlier: RecordedFacts?) {
    let library = site.library
    entries = library.entries.map { EntryAddress(kind: library.kinds[$0.kind.index].name, slug: $0.slug) }
    entryPrints = site.entryPrints()
    groups = site.theme.translations.groups
    groupPrints = site.theme.translations.groupPrints
    addresses = site.addressBook
    queries = earlier?.queries ?? []
    queryPrints = []
    for (number, query) in queries.enumerated() {
      let holds = query.isAboutAddresses && addresses == earlier?.addresses
      queryPrints.append(holds ? earlier?.queryPrints[number] ?? .nothing : query.answer(in: site))
    }
  }

  /// Adds the answers to queries that came up while the site was rendered.
  mutating func addAnswers(in site: SiteModel) {
    let all = site.facts.queries
    queryPrints += all[queries.count...].map { $0.answer(in: site) }
    queries = all
  }
}

extension SiteModel {
  /// A fingerprint of all that decides where links lead: entries, pages, and the names of files.
  fileprivate var addressBook: Fingerprint {
    var print = library.files.fingerprint
    for entry in library.entries {
      print.add(addressPrint(of: entry.id))
      for variant in entry.variants { print.add(variant.path) }
    }
    for page in plan.pages { print.add(page.path) }
    for path in files.statics.sorted() { print.add(path) }
    return print
  }
}
