import Diagnostics

/// Comments that answer one another in a ring, so that none of them is the first.
enum ReplyCycle {
  /// One a ring, at the comment that was written first.
  static func diagnostics(of thread: CommentThread) -> [Diagnostic] {
    var parents: [String: Located<String>] = [:]
    for comment in thread.comments { parents[comment.id] = comment.replyTo }
    var finished: Set<String> = []
    var diagnostics: [Diagnostic] = []
    for comment in thread.comments {
      var path: Set<String> = []
      var id = comment.id
      while !finished.contains(id), path.insert(id).inserted, let parent = parents[id] { id = parent.value }
      if path.contains(id), !finished.contains(id), let parent = parents[id] {
        diagnostics.append(
          .error(
            "reply-cycle", at: parent.location, "comments must not answer one another in a ring; '\(id)' answers itself"
          )
        )
      }
      finished.formUnion(path)
    }
    return diagnostics
  }
}
