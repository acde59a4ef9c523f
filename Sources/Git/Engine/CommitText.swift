import CGit2

/// What commits say, between values and git's own form.
///
/// Trailers are the last paragraph, where each of its lines is one. The library's own reader of trailers is not used: it
/// takes a line `---` for the end of a message, so that who writes one would choose the trailers.
enum CommitText {
  private static func text(of commit: NewCommit) -> String {
    var text = cleaned(commit.message)
    // Without a title git would take the trailers for it.
    if text.isEmpty { text = "(no message)" }
    text += "\n"
    if !commit.trailers.isEmpty { text += "\n" }
    for trailer in commit.trailers { text += "\(trailer.key): \(line(trailer.value))\n" }
    return text
  }

  /// A commit as git keeps it.
  static func whole(_ commit: NewCommit, tree: ObjectID, parent: ObjectID?) -> String {
    """
    tree \(tree)\(parent.map { "\nparent \($0)" } ?? "")
    author \(line(of: commit.author))
    committer \(line(of: commit.committer))

    \(text(of: commit))
    """
  }

  /// Who and when, as git has it in commits and in its logs.
  static func line(of person: Signature) -> String {
    let name = name(person.name)
    let zone = abs(person.offset)
    let digits = [zone / 600, zone / 60 % 10, zone % 60 / 10, zone % 10].map(String.init).joined()
    let sign = person.offset < 0 ? "-" : "+"
    return "\(name.isEmpty ? "anonymous" : name) <\(Self.name(person.email))> \(person.time) \(sign)\(digits)"
  }

  static func parts(of text: String) -> (message: String, trailers: [Trailer]) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let end = lines.lastIndex { !$0.isEmpty } ?? -1
    let start = (lines[..<(end + 1)].lastIndex { $0.isEmpty } ?? -1) + 1
    let trailers = end < start || start == 0 ? [] : lines[start...end].compactMap(trailer)
    let isMessage = trailers.isEmpty || trailers.count < end + 1 - start
    let message = isMessage ? lines[..<(end + 1)] : lines[..<start]
    let last = message.lastIndex { !$0.isEmpty } ?? -1
    return (message[..<(last + 1)].joined(separator: "\n"), isMessage ? [] : trailers)
  }

  private static func trailer(_ line: Substring) -> Trailer? {
    guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
      line[..<colon].utf8.allSatisfy({ isKeyByte($0) })
    else { return nil }
    return Trailer(String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
  }

  /// Several lines without control characters and without blanks at their ends.
  private static func cleaned(_ text: String) -> String {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { line($0) }
    let start = lines.firstIndex { !$0.isEmpty } ?? lines.endIndex
    let end = lines.lastIndex { !$0.isEmpty } ?? lines.startIndex - 1
    return start > end ? "" : lines[start...end].joined(separator: "\n")
  }

  private static func line(_ text: some StringProtocol) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      scalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    while scalars.last == " " { scalars.removeLast() }
    return String(scalars)
  }

  /// What git cannot have in a name leaves a person without one rather than without a commit.
  private static func name(_ text: String) -> String {
    // Git strips these from both ends, and takes no name of nothing else.
    let stripped = line(text.filter { $0 != "<" && $0 != ">" }).drop { " .,:;\"\\'".contains($0) }
    return String(stripped.reversed().drop { " .,:;\"\\'".contains($0) }.reversed())
  }
}

extension Signature {
  init(_ signature: UnsafePointer<git_signature>?) {
    guard let signature = signature?.pointee else {
      self.init(name: "", email: "", time: 0)
      return
    }
    self.init(
      name: signature.name.map { String(cString: $0) } ?? "", email: signature.email.map { String(cString: $0) } ?? "",
      time: signature.when.time, offset: Int(signature.when.offset))
  }
}

extension Commit {
  init(_ commit: OpaquePointer, _ id: ObjectID) {
    let text = git_commit_message(commit).map { String(cString: $0) } ?? ""
    let (message, trailers) = CommitText.parts(of: text)
    self.init(
      id: id, tree: git_commit_tree_id(commit).map { ObjectID($0.pointee) } ?? id,
      parents: (0..<git_commit_parentcount(commit)).compactMap { number in
        git_commit_parent_id(commit, number).map { ObjectID($0.pointee) }
      }, message: message, trailers: trailers, author: Signature(git_commit_author(commit)),
      committer: Signature(git_commit_committer(commit)))
  }
}
