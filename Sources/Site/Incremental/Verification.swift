import Content
import Glibc

/// How a published site compares with one that was built anew, from nothing that an earlier build remembered.
public struct Verification: Sendable {
  public struct Difference: Sendable {
    public enum Sort: Sendable {
      /// The published file is not there.
      case missing
      /// A clean build makes no such file.
      case surplus
      /// The offset of the first byte that differs.
      case bytes(at: Int)
    }

    /// Relative to the output folder.
    public let path: String
    public let sort: Sort
    /// What the published file was made of.
    public let reads: [String]
  }

  /// How many files were compared.
  public let count: Int
  /// By path.
  public let differences: [Difference]
}

extension SiteBuild {
  /// Builds the site anew in a folder of its own, and compares every file with what is published.
  ///
  /// Nil when a clean build finds errors, so that there is nothing to compare.
  public func verify() async throws(SiteError) -> Verification? {
    var clean = options
    let scratch = "\(options.cache.map { $0 + "/verify" } ?? options.output + ".verify")-\(getpid())"
    clean.output = scratch
    clean.cache = nil
    defer { FolderRemoval.remove(scratch) }
    guard try await SiteBuild(clean, progress: progress).run().published != nil else { return nil }
    let record = await BuildCache(options)?.read()
    do throws(OutputError) {
      let expected = Set(try OutputManifest.read(from: scratch).paths)
      let published = Set(try OutputManifest.read(from: options.output).paths)
      let paths = expected.union(published).sorted()
      var differences: [Verification.Difference] = []
      for path in paths {
        guard let sort = try difference(of: path, from: scratch, isExpected: expected.contains(path)) else { continue }
        let explanation = record.flatMap { record in
          record.output(at: path).map { Explanation($0, of: record, nil, after: nil) }
        }
        differences.append(.init(path: path, sort: sort, reads: explanation?.reads ?? []))
      }
      return Verification(count: paths.count, differences: differences)
    } catch {
      throw .output(error)
    }
  }

  private func difference(
    of path: String, from clean: String, isExpected: Bool
  ) throws(OutputError) -> Verification.Difference.Sort? {
    guard isExpected else { return .surplus }
    guard let published = try RawFile.read("\(options.output)/\(path)") else { return .missing }
    let expected = try RawFile.read("\(clean)/\(path)") ?? []
    guard published != expected else { return nil }
    let shared = zip(published, expected).prefix { $0 == $1 }
    return .bytes(at: shared.count)
  }
}
