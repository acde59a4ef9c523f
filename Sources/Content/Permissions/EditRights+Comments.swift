/// Who may say what, and who may take it from sight.
extension EditRights {
  /// Whether somebody may say something about an entry, or propose to.
  public func mayComment(on id: EntryID, _ editor: Editor) -> Bool {
    let entry = entries[id.index]
    let kind = kinds[entry.kind.index]
    let thread = threads[EntryAddress(kind: kind.name, slug: entry.slug)]
    return kind.opensComments && thread?.isClosed != true
  }

  /// Whether somebody may say it otherwise: nobody puts words into the mouth of another.
  public func mayEdit(_ comment: Comment, _ editor: Editor) -> Bool {
    comment.state == .shown && isAuthor(of: comment, editor)
  }

  public func mayDelete(_ comment: Comment, _ editor: Editor) -> Bool {
    comment.state != .deleted && (isAuthor(of: comment, editor) || editor.role >= .reviewer)
  }

  /// Whether somebody may hide comments, and close threads.
  public func mayModerate(_ editor: Editor) -> Bool { editor.role >= .reviewer }

  /// Whether what somebody says waits for a reviewer.
  public func isReviewed(commentBy editor: Editor) -> Bool { editor.role < .reviewer && !editor.isTrusted }

  private func isAuthor(of comment: Comment, _ editor: Editor) -> Bool {
    if let profile = comment.author.profile {
      return profile.kind == editor.profileKind && profile.slug == editor.profile
    }
    return comment.author.member != nil && comment.author.member == editor.member
  }
}
