/// People as they are pasted from a list: a line each, with a mail address and a name in any order.
///
/// Takes `ada@example.org`, `Ada Lovelace <ada@example.org>`, `Ada Lovelace; ada@example.org`, cells with commas, tabs or
/// semicolons between, and a line of headings before them.
struct GuestList: Sendable {
  struct Mistake: Sendable, Equatable {
    /// From 1 on.
    var line: Int
    var text: String
    /// The theme's text that says what is wrong.
    var key: String
  }

  /// How many may be invited at once.
  static let most = 500

  private(set) var guests: [Invitations.Guest] = []
  private(set) var mistakes: [Mistake] = []

  init(_ text: String, role: Role) {
    var seen: Set<String> = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
      let cells = Self.cells(of: line)
      guard let email = cells.lazy.compactMap(EmailAddress.normalized).first else {
        let isHeading = guests.isEmpty && mistakes.isEmpty && !line.contains("@")
        if !isHeading || lines.count == 1 {
          mistakes.append(Mistake(line: number + 1, text: String(line.prefix(80)), key: "error_no_email"))
        }
        continue
      }
      guard seen.insert(email).inserted else {
        mistakes.append(Mistake(line: number + 1, text: email, key: "error_twice"))
        continue
      }
      let name = cells.filter { EmailAddress.normalized($0) == nil && !$0.isEmpty }.joined(separator: " ")
      guests.append(.init(email: email, name: PersonName.cleaned(name), role: role, line: number + 1))
    }
  }

  private static func cells(of line: Substring) -> [String] {
    line.split { ",;\t<>".contains($0) }.map { cell in
      String(cell.filter { $0 != "\"" }).split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
  }
}
