import Templates

/// A form that is shown again: what was written into it, and what is wrong with it.
struct Form: Sendable {
  private(set) var values: [(name: String, value: String)] = []
  /// By field, the keys of the theme's texts that say what is wrong.
  private(set) var mistakes: [(field: String, key: String)] = []

  init(_ values: [(name: String, value: String)] = []) { self.values = values }

  var isFine: Bool { mistakes.isEmpty }

  /// Says what is wrong with a field, unless something is said of it already.
  mutating func refuse(_ field: String, _ key: String) {
    guard !mistakes.contains(where: { $0.field == field }) else { return }
    mistakes.append((field, key))
  }

  /// `form` and `errors` in templates; a field without an error has none.
  var templateValues: [(String, Value)] {
    [
      ("form", .dictionary(values.map { ($0.name, .string($0.value)) })),
      ("errors", .dictionary(mistakes.map { ($0.field, .string($0.key)) })),
    ]
  }
}

extension Form {
  /// A person's name: 1 to 120 signs without control characters.
  mutating func checkName(_ name: String, in field: String = "name") {
    if name.isEmpty { refuse(field, "error_required") }
    if !PersonName.isGood(name) { refuse(field, "error_name") }
  }

  /// The address in its one form; nil, with a word about it, when it is none.
  mutating func checkEmail(_ text: String, in field: String = "email") -> String? {
    guard let email = EmailAddress.normalized(text) else {
      refuse(field, text.isEmpty ? "error_required" : "error_email")
      return nil
    }
    return email
  }

  mutating func checkPassword(_ password: String, email: String, name: String, in field: String = "password") {
    if let mistake = PasswordRules.mistake(in: password, email: email, name: name) { refuse(field, mistake.key) }
  }
}
