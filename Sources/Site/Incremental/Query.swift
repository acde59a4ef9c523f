import Content
import Synchronization

/// A question about the site as a whole, which is asked again to find out whether its answer has changed.
enum Query: Hashable, Sendable {
  /// The source of a template.
  case template(String)
  /// The address of an asset.
  case asset(String)
  /// A file beside an entry, by its path in `content/`.
  case file(String)
  /// The entries of a kind in an order; `sort` is empty for the kind's own, `limit` is negative for all.
  case entries(kind: String, sort: String, limit: Int, language: String)
  /// How many entries a kind has.
  case count(kind: String)
  /// The values by which the lists of a kind can be filtered.
  case facets(kind: String, language: String)
  /// Whether the lists of a kind can be filtered by a tag.
  case tagFacet(kind: String, tag: String, language: String)
  case tagLabel(String)
  case taggedEntries(String)
  /// The names of all tags.
  case tags
  case hasTags
  case menus(language: String)
  /// The entry that `kind:slug` means.
  case entry(String)
  /// Where a link leads that stands in a text of a folder.
  case link(String, folder: String, language: String)
  /// What an image shows that stands in a text of a folder.
  case image(String, folder: String, language: String)
  /// A key that no language had a text for.
  case missingText(String)
  /// The addresses of all pages that search engines should know.
  case addresses
  /// What was said about the entry that `kind:slug` means.
  case thread(String)
}

/// The queries of a build and their numbers; shared by all threads.
final class FactTable: Sendable {
  private let contents: Mutex<Contents>

  private struct Contents {
    var numbers: [Query: Int] = [:]
    var queries: [Query] = []
  }

  /// Starts with queries of an earlier build, which keep their numbers.
  init(_ queries: [Query] = []) {
    let numbers = Dictionary(queries.enumerated().map { ($1, $0) }) { first, _ in first }
    contents = Mutex(Contents(numbers: numbers, queries: queries))
  }

  var queries: [Query] { contents.withLock(\.queries) }

  func fact(_ query: Query) -> FactID {
    contents.withLock { contents in
      if let number = contents.numbers[query] { return FactID(query: number) }
      contents.numbers[query] = contents.queries.count
      contents.queries.append(query)
      return FactID(query: contents.queries.count - 1)
    }
  }
}
