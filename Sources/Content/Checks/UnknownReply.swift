import Diagnostics

/// An answer to a comment that no file is.
enum UnknownReply {
  /// - Parameter files: the names of the thread's comments, also of those that are wrong in themselves.
  static func diagnostics(of thread: CommentThread, files: [String]) -> [Diagnostic] {
    let known = Set(files)
    return thread.comments.compactMap { comment in
      guard let parent = comment.replyTo, !known.contains(parent.value) else { return nil }
      return .error(
        "unknown-reference", at: parent.location,
        "'reply_to' must name a comment of the same thread; '\(parent.value)' is none",
        suggestion: nearestName(to: parent.value, among: files.filter { $0 != comment.id }))
    }
  }
}
