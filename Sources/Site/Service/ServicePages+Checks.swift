public import Content

extension ServicePages {
  /// What `preau check` would say of a file if it stood in the content tree, the place of each problem by its field.
  public func problems(in candidate: EntryCandidate) -> [EntryProblem] { tree.problems(in: candidate) }
}
