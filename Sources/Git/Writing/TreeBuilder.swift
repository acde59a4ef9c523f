import CGit2

/// Makes trees that differ from one that is there, without an index.
struct TreeBuilder {
  let handle: Handle
  let objects: NewObjects
  /// What differs, as far as it was made.
  private var differences: [TreeChange] = []

  init(handle: Handle, objects: NewObjects) {
    self.handle = handle
    self.objects = objects
  }

  /// Answers the tree, and what differs from that of `base`, sorted by path.
  ///
  /// Throws `invalidPath`, `unknownPath` for what is to be deleted and is not there, and `obstructed`.
  mutating func tree(
    _ changes: [String: Change], on base: ObjectID
  ) throws(GitError) -> (id: ObjectID, differences: [TreeChange]) {
    for path in changes.keys {
      try TreePath.check(path)
      for folder in TreePath.folders(of: path) where changes[folder] != nil { throw .obstructed(path) }
    }
    let steps = changes.map { Step(path: $0.key, rest: $0.key[...], change: $0.value) }
    let tree = try write(steps, on: try handle.commit(base).tree)
    let id = if let tree { tree } else { try objects.add([], as: GIT_OBJECT_TREE) }
    return (id, differences.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) })
  }

  private struct Step {
    let path: String
    /// What of the path lies below the tree that is being made.
    var rest: Substring
    let change: Change
  }

  /// Nil where nothing is left.
  private mutating func write(_ steps: [Step], on base: ObjectID?) throws(GitError) -> ObjectID? {
    var tree = TreeObject(bytes: [])
    if let base { tree = TreeObject(bytes: try handle.bytes(ofTree: base)) }
    var folders: [String: [Step]] = [:]
    for step in steps {
      guard let slash = step.rest.firstIndex(of: "/") else {
        try apply(step, to: &tree)
        continue
      }
      var inner = step
      inner.rest = step.rest[step.rest.index(after: slash)...]
      folders[String(step.rest[..<slash]), default: []].append(inner)
    }
    for (name, steps) in folders { try replace(name, steps, in: &tree) }
    return tree.isEmpty ? nil : try objects.add(tree.bytes, as: GIT_OBJECT_TREE)
  }

  private mutating func replace(_ name: String, _ steps: [Step], in tree: inout TreeObject) throws(GitError) {
    let old = try tree.entry(name)
    if let old, old.form != .folder { throw .obstructed(steps[0].path) }
    if let id = try write(steps, on: old?.id) {
      try tree.set(name, .folder, id)
    } else {
      try tree.remove(name)
    }
  }

  private mutating func apply(_ step: Step, to tree: inout TreeObject) throws(GitError) {
    let name = String(step.rest)
    var old: TreeFile?
    if let entry = try tree.entry(name) {
      // A link or a repository is no file of text that somebody could have edited.
      guard case .file(let form) = entry.form, form.isFile else { throw .obstructed(step.path) }
      old = TreeFile(path: step.path, blob: entry.id, form: form)
    }
    var new: TreeFile?
    switch step.change {
    case .delete:
      guard old != nil else { throw .unknownPath(step.path) }
      try tree.remove(name)
    case .write(let bytes):
      let file = TreeFile(
        path: step.path, blob: try objects.add(bytes, as: GIT_OBJECT_BLOB), form: old?.form ?? .file)
      try tree.set(name, .file(file.form), file.blob)
      new = file
    }
    if new != old { differences.append(TreeChange(path: step.path, old: old, new: new)) }
  }
}
