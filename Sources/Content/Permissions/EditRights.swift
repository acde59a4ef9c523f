/// Somebody who wants to change the site, as far as that decides what they may do.
public struct Editor: Sendable, Equatable {
  /// In ascending order of what they may do.
  public enum Role: Int, Sendable, Comparable {
    case member
    case reviewer
    case maintainer

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  public var role: Role
  /// The slug of their own profile; nil for somebody without one.
  public var profile: String?
  /// The kind of entry that is a person's own page.
  public var profileKind: String
  /// The opaque number of their account; nil for who has none.
  public var member: String?
  /// Whether enough of what they have sent was accepted.
  public var isTrusted: Bool

  public init(
    role: Role, profile: String?, profileKind: String = "profile", member: String? = nil, isTrusted: Bool = false
  ) {
    self.role = role
    self.profile = profile
    self.profileKind = profileKind
    self.member = member
    self.isTrusted = isTrusted
  }
}

/// Who may change what: the one place that decides, for forms and for proposals by git alike.
///
/// Whatever is not allowed here is not allowed.
public struct EditRights: Sendable {
  let kinds: [Kind]
  let entries: [Entry]
  let threads: CommentThreads

  /// - Parameter library: the site as it was before the change that is asked for.
  public init(_ library: Library) {
    kinds = library.kinds
    entries = library.entries
    threads = library.threads
  }

  /// The same of a tree, with the entries that the public does not see.
  public init(_ tree: ContentTree) {
    kinds = tree.kinds
    entries = tree.entries
    threads = CommentThreads(tree.threads)
  }

  /// Whether somebody may change or delete an entry, or propose to.
  public func mayEdit(_ id: EntryID, _ editor: Editor) -> Bool {
    let entry = entries[id.index]
    let kind = kinds[entry.kind.index]
    if editor.role == .maintainer { return true }
    switch Self.rule(of: kind) {
    case .maintainers: return false
    case .reviewers: return editor.role >= .reviewer
    case .anyMember: return true
    case .owner: return isProfile(kind, entry.slug, of: editor) || editor.role >= .reviewer
    case .people(let field):
      return editor.role >= .reviewer || people(in: entry.main.values[field.index]).contains { isProfile($0, editor) }
    }
  }

  /// Whether somebody may add an entry of a kind, or propose one.
  public func mayAdd(to kind: Kind, _ editor: Editor) -> Bool {
    switch Self.rule(of: kind) {
    case .maintainers: return editor.role == .maintainer
    case .reviewers: return editor.role >= .reviewer
    case .anyMember: return true
    // One page each; a reviewer may make them for others.
    case .owner: return editor.role >= .reviewer || (kind.name == editor.profileKind && editor.profile == nil)
    // The first of the people whom it is about is who adds it.
    case .people: return editor.role >= .reviewer || editor.profile != nil
    }
  }

  /// The field that must name whoever adds an entry of a kind; nil where none must.
  public func namingField(of kind: Kind) -> Field? {
    if case .people(let field) = Self.rule(of: kind) { return field }
    return nil
  }

  /// Whether what somebody submits waits for a reviewer.
  public func isReviewed(_ kind: Kind, _ editor: Editor) -> Bool {
    guard editor.role < .reviewer else { return false }
    return switch kind.edit.review {
    case .always: true
    case .first: !editor.isTrusted
    case .never: false
    }
  }

  /// Whether entries of a kind come from members, so that readers may report them.
  public static func isOpenToMembers(_ kind: Kind) -> Bool {
    switch rule(of: kind) {
    case .maintainers, .reviewers: false
    case .anyMember, .owner, .people: true
    }
  }

  enum Rule {
    case maintainers
    case reviewers
    case anyMember
    /// The person whose profile the entry is.
    case owner
    /// The profiles that a field refers to.
    case people(Field)
  }

  static func rule(of kind: Kind) -> Rule {
    // Who is named in private counts for nobody, since the public view of a kind has no such field.
    if let field = kind.fields[kind.edit.by], field.isPublic, !field.referredKinds.isEmpty { return .people(field) }
    switch kind.edit.by {
    case "members": return .anyMember
    case "reviewers": return .reviewers
    case "owner": return .owner
    // `authors` without a field of that name allows nobody else either.
    default: return .maintainers
    }
  }

  /// The profiles of the people whom an entry is by or about.
  public func people(of id: EntryID) -> [EntryAddress] {
    let entry = entries[id.index]
    let kind = kinds[entry.kind.index]
    switch Self.rule(of: kind) {
    case .owner: return [EntryAddress(kind: kind.name, slug: entry.slug)]
    case .people(let field):
      return people(in: entry.main.values[field.index]).map {
        EntryAddress(kind: kinds[entries[$0.index].kind.index].name, slug: entries[$0.index].slug)
      }
    case .anyMember, .reviewers, .maintainers: return []
    }
  }

  private func people(in value: FieldValue?) -> [EntryID] {
    (value?.items ?? []).compactMap { if case .reference(let id) = $0 { id } else { nil } }
  }

  private func isProfile(_ id: EntryID, _ editor: Editor) -> Bool {
    let entry = entries[id.index]
    return isProfile(kinds[entry.kind.index], entry.slug, of: editor)
  }

  private func isProfile(_ kind: Kind, _ slug: String, of editor: Editor) -> Bool {
    kind.name == editor.profileKind && slug == editor.profile
  }
}
