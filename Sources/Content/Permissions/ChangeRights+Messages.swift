import Diagnostics
import Markup

/// What is said of a file that its author may not change.
extension ChangeRights {
  private static let takeOut: Message = "take it out of the proposal, or ask a reviewer to make this change"

  func mayNotChange(_ file: ProposedFile, _ place: ProposedFile.Place, _ profile: String) -> Diagnostic {
    let kind = base.kinds[place.kind.index]
    let address = EntryAddress(kind: kind.name, slug: place.slug)
    let message: Message =
      switch EditRights.rule(of: kind) {
      case .people(let field):
        "'\(address)' may be changed by the people in its field '\(field.name)'; '\(profile)' is none of them"
      case .owner: "'\(address)' may be changed by the person whose page it is; '\(profile)' is somebody else"
      case .reviewers: "'\(address)' may be changed by reviewers, not by members"
      case .maintainers, .anyMember: "'\(address)' may be changed by maintainers, not by members"
      }
    return .error(
      "not-yours", at: SourceLocation(file.file), message, help: "take it out of the proposal, or ask one of them")
  }

  func mayNotAdd(_ file: ProposedFile, to kind: Kind, _ profile: String) -> Diagnostic {
    let message: Message =
      switch EditRights.rule(of: kind) {
      case .owner where kind.name == profileKind:
        "everybody has one entry of kind '\(kind.name)'; '\(profile)' is there already"
      case .owner, .reviewers: "entries of kind '\(kind.name)' may be added by reviewers, not by members"
      case .maintainers, .anyMember, .people:
        "entries of kind '\(kind.name)' may be added by maintainers, not by members"
      }
    return .error("not-yours", at: SourceLocation(file.file), message, help: Self.takeOut)
  }

  func notTheFirst(_ file: ProposedFile) -> Diagnostic {
    .error(
      "not-yours", at: SourceLocation(file.file), "a first proposal must be the author's own profile, and nothing else",
      help: "propose the rest when the profile is there")
  }

  static func outside(_ file: ProposedFile) -> Diagnostic {
    .error(
      "outside-entries", at: SourceLocation(file.file),
      file.isPlain
        ? "members may change entries and what lies beside them; this belongs to no entry"
        : "members may change plain files only; this is a link, or no file at all",
      help: takeOut)
  }

  static func unnamed(_ text: SourceFile, _ profile: String, _ field: Field, of file: ProposedFile) -> Diagnostic {
    let range = file.file === text ? (try? EntryDocument(text))?.root?.mapping?[field.name]?.range : nil
    return .error(
      "unnamed-author", at: SourceLocation(file.file, range),
      "who adds such an entry must be named in its field '\(field.name)'; '\(profile)' is not",
      help: "add '\(profile)' to '\(field.name)'")
  }

  // MARK: The author

  static func unknown(_ handle: String, suggestion: String?) -> Diagnostic {
    .error(
      "unknown-author", at: nil,
      "'--author' must be the profile of a member or an account that one names; '\(handle)' is none",
      help:
        "a profile names an account by a link that is called 'GitHub', 'Forge' or the like; a newcomer proposes a profile first",
      suggestion: suggestion)
  }

  static func ambiguous(_ handle: String, _ profiles: [String]) -> Diagnostic {
    .error(
      "unknown-author", at: nil,
      "an account must be that of one profile; '\(handle)' stands in \(profiles.joined(separator: ", "))",
      help: "leave it in the profile whose it is")
  }

  static func noProfiles(_ kind: String) -> Diagnostic {
    .error(
      "unknown-author", at: nil, "members have profiles of the kind '\(kind)', which this site has not",
      help: "PREAU_PROFILE_KIND names another kind")
  }
}
