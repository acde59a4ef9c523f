import Store

/// A file that somebody has sent with a form, kept until the entry that it belongs to is submitted.
struct Upload: Sendable, Equatable {
  let id: String
  /// Whose it is.
  let account: String
  /// As it is to be called beside the entry: `portrait.jpg`.
  let name: String
  /// In bytes.
  let size: Int
  /// Seconds since 1970.
  let created: Int

  /// What a form holds in place of a path until there is one.
  var reference: String { "\(Self.mark)\(id)/\(name)" }

  private static let mark = "upload:"

  /// The id in what a form holds; nil for the path of a file that is there already.
  static func id(in reference: String) -> String? {
    guard reference.hasPrefix(mark) else { return nil }
    let id = String(reference.dropFirst(mark.count).prefix { $0 != "/" })
    return Base64URL.isText(id) ? id : nil
  }
}

extension Upload {
  static let collection = DocumentCollection("uploads", indexes: [Index("account", "created"), Index("created")])

  /// As long as the drafts that may name it, in seconds.
  static let lifetime = Draft.lifetime

  /// How many bytes somebody may send within the lifetime of an upload.
  static let quota = 300 << 20

  init?(_ document: Document) {
    guard let account = document["account"]?.text, let name = document["name"]?.text,
      let size = document["size"]?.integer, let created = document["created"]?.integer
    else { return nil }
    self.init(id: document.id, account: account, name: name, size: Int(size), created: Int(created))
  }

  var fields: [String: DocumentValue] {
    [
      "account": .text(account), "name": .text(name), "size": .integer(Int64(size)),
      "created": .integer(Int64(created)),
    ]
  }
}
