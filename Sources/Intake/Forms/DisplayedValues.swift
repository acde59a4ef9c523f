import Content
import Site

/// What entries' files say, in the words that people know it by: titles for references, labels for choices.
struct DisplayedValues {
  let site: ServicePages
  let language: String
  let kind: Kind

  /// A value at a path of its entry: lists in one line, members of a group one a line.
  func text(of value: WrittenValue, at path: String) -> String {
    switch value {
    case .nothing: return ""
    case .text(let text): return self.text(text, at: path)
    case .list(let items):
      let texts = items.map { text(of: $0, at: path) }
      return texts.joined(separator: texts.contains { $0.contains("\n") } ? "\n\n" : ", ")
    case .group(let members) where isFile(path):
      // An image with what is said about it.
      let texts = ["src", "alt"].compactMap { name in members[name].map { text(of: $0, at: path) } }
      return texts.filter { !$0.isEmpty }.joined(separator: "\n")
    case .group(let members):
      return members.map { member in
        let inner = "\(path).\(member.name)"
        let label = kind.field(at: inner)?.label.text(in: site.known(language)) ?? member.name
        let text = text(of: member.value, at: inner)
        return site.text("label_and_value", language: language, [("label", label), ("value", text)])
      }.joined(separator: "\n")
    }
  }

  private func isFile(_ path: String) -> Bool {
    switch kind.field(at: path)?.control {
    case .image, .file: true
    default: false
    }
  }

  func text(_ text: String, at path: String) -> String {
    guard let field = kind.field(at: path) else { return text }
    switch field.control {
    case .choice: return field.choices.first { $0.name == text }?.label.text(in: site.known(language)) ?? text
    case .reference:
      return EntryChoices(site: site, language: language).title(of: text, for: field.referredKinds) ?? text
    case .checkbox where text == "true" || text == "false":
      return site.text(text == "true" ? "yes" : "no", language: language)
    default: return text
    }
  }
}
