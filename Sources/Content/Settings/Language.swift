/// A language of the site, by its BCP 47 code: `fr`, `en`, `pt-BR`.
public struct Language: Sendable, Hashable {
  public let code: String

  /// Two or three letters, perhaps with a region or script; nil for anything else.
  public init?(code: String) {
    let parts = code.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.utf8.count), first.utf8.allSatisfy(\.isLowercaseLetter),
      parts.dropFirst().allSatisfy({ (2...8).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isLetterOrDigit) })
    else { return nil }
    self.code = code
  }

  private init(known code: String) {
    self.code = code
  }

  public static let french = Language(known: "fr")
  public static let english = Language(known: "en")
}
