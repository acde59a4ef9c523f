import CCmarkGFM
import Glibc
import Synchronization

/// Which signs begin something in a text: a table of cmark for the whole process.
///
/// cmark adds the signs of a parser's extensions when it begins to parse, and takes them out when it ends, so that two
/// threads lose each other's strikethroughs and addresses. Here they are added once and stay, as all parsers have the
/// same extensions; then no thread need wait for another.
enum SpecialSigns {
  /// Whether they are in the table for good.
  ///
  /// Until then, one thread may parse at a time.
  static var areKept: Bool { kept.load(ordering: .acquiring) }

  fileprivate typealias Change = @convention(c) (_ parser: OpaquePointer?, _ isAdding: Int32) -> Void

  private static let kept = Atomic(false)
  private static let adding = Mutex(())

  fileprivate static func add(by change: Change, of parser: OpaquePointer?) {
    adding.withLock { _ in
      guard !areKept else { return }
      change(parser, 1)
      kept.store(true, ordering: .releasing)
    }
  }
}

/// Stands in the place of cmark's function of this name, because a program's symbols go before those of its libraries.
///
/// Where they do not, this is never called, and `SpecialSigns.areKept` stays false.
@c(cmark_manage_extensions_special_characters)
public func manageSpecialSigns(of parser: OpaquePointer?, isAdding: Int32) {
  guard isAdding != 0, !SpecialSigns.areKept, let original = originalOfManageSpecialSigns else { return }
  SpecialSigns.add(by: original, of: parser)
}

/// The library's own function: the next one of that name (RTLD_NEXT of dlsym(3), which Swift does not import).
private let originalOfManageSpecialSigns: SpecialSigns.Change? = {
  let next = UnsafeMutableRawPointer(bitPattern: -1)
  return dlsym(next, "cmark_manage_extensions_special_characters").map {
    unsafeBitCast($0, to: SpecialSigns.Change.self)
  }
}()
