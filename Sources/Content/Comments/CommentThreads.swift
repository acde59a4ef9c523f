import Diagnostics

/// Everything that was said about entries.
public struct CommentThreads: Sendable {
  private let threads: [EntryAddress: CommentThread]

  init(_ threads: [CommentThread]) {
    self.threads = Dictionary(threads.map { ($0.subject, $0) }) { first, _ in first }
  }

  public subscript(subject: EntryAddress) -> CommentThread? { threads[subject] }

  /// In no order.
  public var all: some Collection<CommentThread> { threads.values }

  /// The bytes of a file below `comments/`; nil where there is none.
  ///
  /// - Parameter path: relative to `content/`.
  public func bytes(atPath path: String) -> [UInt8]? {
    guard let (subject, id) = CommentPath.parse(path), let thread = threads[subject] else { return nil }
    return id.map { thread[$0]?.file.bytes } ?? thread.settings?.bytes
  }
}
