/// What a new password must be: long, and none that everybody tries first (NIST SP 800-63B §5.1.1.2).
enum PasswordRules {
  static let shortest = 10
  /// Longer ones would only make the machine work.
  static let longest = 200

  enum Mistake: Sendable, Equatable {
    case tooShort
    case tooLong
    case common
    /// The mail address or the name, with little added.
    case personal

    /// The theme's text that says so.
    var key: String {
      switch self {
      case .tooShort: "password_too_short"
      case .tooLong: "password_too_long"
      case .common: "password_common"
      case .personal: "password_personal"
      }
    }
  }

  /// Nil for a password that may be taken.
  static func mistake(in password: String, email: String, name: String) -> Mistake? {
    guard password.count >= shortest else { return .tooShort }
    guard password.utf8.count <= longest else { return .tooLong }
    let plain = bare(password)
    if Set(plain).count < 4 || CommonPasswords.roots.contains(plain) || isRun(plain) { return .common }
    if password.lowercased() == email.lowercased() { return .personal }
    let parts = [email.prefix { $0 != "@" }, name[...]].map { bare(String($0)) }
    if parts.contains(where: { !$0.isEmpty && plain.contains($0) && plain.count < $0.count + 5 }) { return .personal }
    return nil
  }

  /// Without case, and without the digits and signs that people add at the end.
  private static func bare(_ text: String) -> String {
    let lower = text.lowercased()
    let letters = lower.reversed().drop { !$0.isLetter }.reversed()
    return letters.isEmpty ? lower : String(letters)
  }

  /// Whether each sign follows the one before, as in `abcdefghij` or `9876543210`.
  private static func isRun(_ text: String) -> Bool {
    let bytes = text.utf8.map(Int.init)
    let steps = Set(zip(bytes, bytes.dropFirst()).map { $1 - $0 })
    return steps.count <= 1 || steps.isSubset(of: [1, -9]) || steps.isSubset(of: [-1, 9])
  }
}

/// Words and keys that lists of stolen passwords begin with, without what is added to them at the end.
enum CommonPasswords {
  static let roots: Set<String> = [
    "password", "passwort", "motdepasse", "mdp", "azerty", "azertyuiop", "azertyuiopqsdfghjklm", "qwerty", "qwertyuiop",
    "qwertyuiopasdfghjkl", "qwertz", "qwertzuiop", "asdfghjkl", "qsdfghjklm", "wxcvbn", "zxcvbnm", "qazwsxedc",
    "qazwsxedcrfv", "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx3edc", "1qaz2wsx", "a1z2e3r4t5", "a1z2e3r4t5y", "letmein",
    "letmeinplease", "welcome", "welcomehome", "bienvenue", "bonjour", "bonjourbonjour", "salut", "coucou",
    "coucoucoucou",
    "iloveyou", "iloveyouforever", "jetaime", "jetaimejetaime", "jetadore", "jetadore", "doudou", "doudoudoudou",
    "loulou", "louloulou", "loulouloulou", "chouchou", "chouchouchou", "nounours", "nounoursnounours", "soleil",
    "soleilsoleil", "sunshine", "princess", "princesse", "marseille", "olympiquemarseille", "parissaintgermain",
    "football",
    "basketball", "baseball", "superman", "batman", "spiderman", "starwars", "pokemon", "dragon", "dragonball",
    "dragonballz", "naruto", "monkey", "shadow", "master", "mustang", "michael", "jordan", "jennifer", "charlie",
    "whatever", "trustno", "administrator", "administrateur", "admin", "adminadmin", "administration", "changeme",
    "changeit", "changemoi", "secret", "secretsecret", "default", "computer", "ordinateur", "internet", "connexion",
    "passwordpassword", "motdepassemotdepasse", "testtest", "testtesttest", "test", "temporaire", "temporary",
    "etudiant", "etudiante", "student", "ecole", "university", "universite", "formation", "developpeur", "developer",
    "nicolas", "camille", "thomas", "julien", "alexandre", "chocolat", "chocolate", "vacances", "printemps", "automne",
    "hiver", "summer", "winter", "spring", "juillet", "septembre", "octobre", "novembre", "decembre", "january",
    "february", "september", "october", "november", "december", "abcabcabc", "abcdabcd", "abcdef", "abc",
  ]
}
