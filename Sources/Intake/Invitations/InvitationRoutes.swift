import Content
import HTTP
import Site
import Store
import Templates

/// Accepting an invitation.
extension Intake {
  var invitationRoutes: [ServiceRoute] {
    [
      .get("/-/invitations/{secret}", .anyone) { visit, parameters in
        if let account = visit.account, try await self.invitation(parameters["secret"], acceptedBy: account) {
          return self.pages.redirect(to: "/-/account", for: visit)
        }
        let invitation = try await self.invitation(parameters["secret"], visit)
        let form = Form([
          ("name", invitation.name), ("email", invitation.email ?? ""), ("profile", invitation.profile ?? ""),
        ])
        return try await self.invitationPage(invitation, form, parameters["secret"], for: visit)
      },
      .post("/-/invitations/{secret}", .anyone) { visit, parameters in
        try await self.accept(parameters["secret"], visit)
      },
    ]
  }

  private func invitation(_ text: String, _ visit: Visit) async throws -> Invitation {
    try limit(.linksOfAddress, visit.network, visit)
    guard let secret = Secret(text), var invitation = try await invitations.find(secret, at: visit.now) else {
      throw Problem.linkIsOver
    }
    // Somebody else may have made the page theirs since.
    if let profile = invitation.profile, try await hasOwner(profile) { invitation.profile = nil }
    return invitation
  }

  private func invitationPage(
    _ invitation: Invitation, _ form: Form, _ secret: String, for visit: Visit
  ) async throws -> Response {
    let open = invitation.profile == nil ? try await unclaimedProfiles(for: visit) : []
    let own = invitation.profile.flatMap {
      pages.site.entry(EntryAddress(kind: settings.profileKind, slug: $0), in: visit.language)
    }
    let values: [(String, Value)] = [
      ("has_email", .bool(invitation.email != nil)), ("role", .string(invitation.role.rawValue)),
      ("profiles", Self.choices(open)),
      ("own_profile", Value(own?.title)), ("shortest_password", .integer(PasswordRules.shortest)),
    ]
    return try pages.page(
      "invitation", at: "/-/invitations/\(secret)", title: "invitation_title", for: visit,
      form.templateValues + values, status: form.isFine ? .ok : .unprocessableContent)
  }

  /// Whether it is this account that has come of an invitation.
  private func invitation(_ text: String, acceptedBy account: Account) async throws(StoreError) -> Bool {
    guard let secret = Secret(text) else { return false }
    return try await store.document(secret.digest, in: Invitation.collection)?["account"]?.text == account.id
  }

  /// Signs in whoever sends the form of an invitation twice, by a double tap or on going back.
  private func acceptAgain(_ text: String, _ visit: Visit) async throws -> Response {
    try limit(.linksOfAddress, visit.network, visit)
    guard let secret = Secret(text),
      let used = try await store.document(secret.digest, in: Invitation.collection).flatMap(Invitation.init),
      let account = try await account(used.account ?? ""), account.state == .active,
      account.email == used.email ?? EmailAddress.normalized(visit.field("email"))
    else { throw Problem.linkIsOver }
    try limit(.signInOfAccount, "\(account.email) \(visit.network)", visit)
    guard try await passwords.matches(visit.request.form["password"] ?? "", account.passwordHash) else {
      throw Problem.linkIsOver
    }
    return try await begin(account, visit, sendingTo: home(in: visit.language) + "?done=registered")
  }

  private func accept(_ text: String, _ visit: Visit) async throws -> Response {
    var invitation: Invitation
    do {
      invitation = try await self.invitation(text, visit)
    } catch Problem.linkIsOver {
      return try await acceptAgain(text, visit)
    }
    var form = Form([
      ("name", visit.field("name")), ("email", invitation.email ?? visit.field("email")),
      ("profile", visit.field("profile")),
    ])
    let email = invitation.email ?? form.checkEmail(visit.field("email")) ?? ""
    let password = visit.request.form["password"] ?? ""
    form.checkName(visit.field("name"))
    form.checkPassword(password, email: email, name: visit.field("name"))
    let profile = try await claimedProfile(invitation, visit, &form)
    guard form.isFine, let secret = Secret(text), let hash = try await passwords.hash(of: password) else {
      return try await invitationPage(invitation, form, text, for: visit)
    }
    let account = Account(
      id: RandomID.make(), email: email, name: visit.field("name"), language: visit.language, role: invitation.role,
      profile: profile, passwordHash: hash, created: visit.now)
    do throws(Invitations.Refusal) {
      try await invitations.accept(secret, as: account, at: visit.now)
    } catch {
      switch error {
      case .isOver: return try await acceptAgain(text, visit)
      case .otherAddress, .emailTaken:
        // Whoever has a link for anybody must not learn by it who else is a member.
        try limit(.addressesOfInvitation, invitation.id, visit)
        form.refuse("email", "error_email_taken")
      case .profileTaken:
        invitation.profile = nil
        form.refuse("profile", "error_profile_taken")
      case .store(let error): throw error
      }
      return try await invitationPage(invitation, form, text, for: visit)
    }
    return try await begin(account, visit, sendingTo: home(in: visit.language) + "?done=registered")
  }

  /// The profile that the invitation names, or that was chosen among those that nobody has.
  private func claimedProfile(_ invitation: Invitation, _ visit: Visit, _ form: inout Form) async throws -> String? {
    if let profile = invitation.profile { return profile }
    let slug = visit.field("profile")
    guard !slug.isEmpty else { return nil }
    guard try await unclaimedProfiles(for: visit).contains(where: { $0.slug == slug }) else {
      form.refuse("profile", "error_profile_taken")
      return nil
    }
    return slug
  }
}
