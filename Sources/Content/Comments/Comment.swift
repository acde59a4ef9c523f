public import Diagnostics

/// What somebody has said about an entry: one Markdown file below `comments/<kind>/<slug>/`.
public struct Comment: Sendable {
  /// The name of its file without `.md`, which no other comment of the thread has.
  public let id: String
  /// The entry that it is about.
  public let subject: EntryAddress
  public let file: SourceFile
  public let author: Author
  public let date: EntryDate
  /// The id of the comment that it answers.
  public let replyTo: Located<String>?
  public let state: State
  /// The Markdown in `file`.
  public let body: Range<Int>
  /// Of the whole file.
  public let print: Fingerprint
  /// Nil where the file may have changed since without another stamp, or is wrong.
  let stamp: FileStamp?

  /// Who has written a comment.
  public struct Author: Sendable, Hashable {
    /// Their own page, which may be gone.
    public var profile: EntryAddress?
    /// What they are called, where they have no page.
    public var name: String?
    /// The opaque number of their account, where they have no page.
    public var member: String?

    public init(profile: EntryAddress? = nil, name: String? = nil, member: String? = nil) {
      self.profile = profile
      self.name = name
      self.member = member
    }
  }

  public enum State: Int, Sendable {
    case shown
    /// A reviewer has taken it from sight; the file keeps it.
    case hidden
    /// Its author has taken it back; only the answers to it need its place.
    case deleted
  }

  /// The Markdown with LF at the ends of lines, without blank lines around it.
  public var text: String { BodyLines(file.bytes[body]).text }

  /// Relative to `content/`.
  public var path: String { CommentPath.file(id, of: subject) }
}

/// Where comments lie, relative to `content/`.
public enum CommentPath {
  static let folder = "comments"

  /// The folder of all comments about an entry.
  public static func folder(of subject: EntryAddress) -> String { "\(folder)/\(subject.kind)/\(subject.slug)" }

  public static func file(_ id: String, of subject: EntryAddress) -> String { "\(folder(of: subject))/\(id).md" }

  /// What the thread as a whole says, such as that it is closed.
  public static func settings(of subject: EntryAddress) -> String { "\(folder(of: subject))/thread.yaml" }

  /// The entry and the comment that a path is about; the comment is nil for the settings of a thread.
  public static func parse(_ path: String) -> (subject: EntryAddress, id: String?)? {
    let parts = path.split(separator: "/").map(String.init)
    guard parts.count == 4, parts[0] == folder else { return nil }
    let subject = EntryAddress(kind: parts[1], slug: parts[2])
    if path == settings(of: subject) { return (subject, nil) }
    return parts[3].hasSuffix(".md") ? (subject, String(parts[3].dropLast(3))) : nil
  }
}
