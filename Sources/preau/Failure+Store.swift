import Store

extension Failure {
  init(_ error: StoreError) {
    switch error {
    case .busy(let path):
      self.init(
        message: "others kept the store '\(path)' locked for too long", help: "nothing was changed: try again",
        code: .failed)
    case .full(let path):
      self.init(
        message: "there is no space left for '\(path)'",
        help: "nothing was changed: make room on the disk, or raise the quota, and try again", code: .failed)
    case .corrupt(let path):
      self.init(
        message: "the store '\(path)' is damaged",
        help:
          "stop the service, keep a copy of the file, and put the last backup in its place with 'preau restore FILE'",
        code: .failed)
    case .foreign(let path):
      self.init(
        message: "'\(path)' is no store of preau", help: "it is what 'preau intake' makes and 'preau backup' copies",
        code: .misused)
    case .newerSchema(let path, let found, let supported):
      self.init(
        message:
          "a newer preau has written '\(path)': its form is \(found), and this preau knows forms up to \(supported)",
        help: "use the newer preau, or restore a backup from before the upgrade", code: .misused)
    case .schemaChanged(let path):
      self.init(
        message: "another preau has changed the form of '\(path)' meanwhile",
        help: "start the service again, with the newer preau", code: .failed)
    case .inUse(let path):
      self.init(
        message: "'\(path)' is in use", help: "stop the service and whatever else has it open, and try again",
        code: .misused)
    case .io(let operation, let path, let code):
      let reason = code == 0 ? "" : ": \(Self.text(code))"
      self.init(
        message: "cannot \(operation) '\(path)'\(reason)",
        help: "check its owner and permissions: commands run as the user that the service runs as", code: .failed)
    case .engine(let code, let path):
      self.init(
        message: "SQLite cannot work on '\(path)': its error \(code)", help: "sqlite.org/rescode.html explains it",
        code: .failed)
    case .closed:
      self.init(message: "the store was closed before all was done", help: "try again", code: .failed)
    case .duplicate(let index, let collection):
      self.init(
        message:
          "two documents of '\(collection)' would have the same \(index.paths.map(\.description).joined(separator: ", "))",
        help: nil, code: .failed)
    case .duplicateID, .notFound, .conflict, .unknownCollection, .invalidName, .invalidID, .invalidValue,
      .queryTooLarge, .sumTooLarge:
      self.init(unforeseen: error)
    }
  }
}
