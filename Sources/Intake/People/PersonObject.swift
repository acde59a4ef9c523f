import Site
import Templates

/// An account as maintainers see it in templates.
struct PersonObject: RecordObject {
  let account: Account
  let site: ServicePages

  static let members = MemberTable<Self>([
    "id": { .string($0.account.id) },
    "name": { .string($0.account.name) },
    "email": { .string($0.account.email) },
    "role": { .string($0.account.role.rawValue) },
    "state": { .string($0.account.state.rawValue) },
    "profile": { Value($0.account.profile) },
    "accepted": { .integer($0.account.accepted) },
    "spam": { .integer($0.account.spam) },
    "trust": { .string($0.account.trust?.rawValue ?? "") },
    "created": { $0.site.moment($0.account.created) },
    "signed_in": { person in person.account.signedIn.map { person.site.moment($0) } ?? .none },
  ])

  var printed: Value { .string(account.name) }
  var typeName: String { "a person" }
}
