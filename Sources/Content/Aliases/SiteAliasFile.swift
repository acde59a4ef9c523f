/// Writes `aliases.yaml`, of whose lines only those change that must.
public enum SiteAliasFile {
  private static let beginning = "# Addresses of what is gone, and where they lead now.\n"

  /// The file with other lines; nil stands for one that is not there yet.
  ///
  /// - Parameters:
  ///   - added: old addresses and the paths that they lead to; an address that is there already leads there from now on.
  ///   - removed: addresses that have a page again.
  public static func bytes(
    _ bytes: [UInt8]?, adding added: [(address: String, target: String)] = [], removing removed: Set<String> = []
  ) throws(EditError) -> [UInt8] {
    let document = try EntryDocument(path: SiteAlias.fileName, bytes: bytes ?? Array(beginning.utf8))
    var edit = EntryEdit()
    for field in document.fields where removed.contains(AliasPath.read(field.name) ?? field.name) {
      edit.remove(ValuePath(field: field.name))
    }
    for line in added {
      let known = document.fields.first { AliasPath.read($0.name) == line.address }
      edit.set(ValuePath(field: known?.name ?? line.address), to: .text(line.target))
    }
    return try edit.applied(to: document)
  }
}
