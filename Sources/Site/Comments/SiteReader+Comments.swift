import Content

extension SiteReader {
  /// What was said about an entry; nil where nothing was.
  func thread(of id: EntryID) -> CommentThread? {
    let subject = model.address(of: id)
    record(.thread(subject.description))
    return model.library.threads[subject]
  }

  /// The HTML of the comments about an entry, by their ids, as a reader of `language` gets them.
  func texts(of thread: CommentThread, in language: Language) -> [String: String] {
    let texts = model.comments.texts(of: thread, in: language)
    for fact in texts.reads { record(fact) }
    return texts.html
  }
}
