import Markup
import Testing

struct SlugTests {
  @Test(arguments: [
    ("L’événement d’été", "l-evenement-d-ete"),
    ("Où ? Là-bas : à l'école !", "ou-la-bas-a-l-ecole"),
    ("ŒUVRE, cœur, Æsir, Straße, Þór, ĳ", "oeuvre-coeur-aesir-strasse-thor-ij"),
    ("Łódź Győr Ș Ț ǆ ệ ŵ", "lodz-gyor-s-t-ǆ-e-w"),
    ("e\u{301}te\u{301}", "ete"),
    ("C, C++, C#, F# et Objective-C", "c-c-plus-plus-c-sharp-f-sharp-et-objective-c"),
    ("Exercice #1 + 2", "exercice-1-2"),
    ("--a__b--", "a-b"),
    ("Ελληνικά Привет 日本語", "ελληνικά-привет-日本語"),
    ("zero\u{200B}width", "zerowidth"),
    ("…!?", ""),
    ("", ""),
  ])
  func slugs(_ text: String, _ slug: String) {
    #expect(Slug.make(from: text) == slug)
  }

  @Test func aSlugOfASlugIsItself() {
    for text in ["L’événement", "C++", "a b", "Ελλη"] {
      let slug = Slug.make(from: text)
      #expect(Slug.make(from: slug) == slug)
    }
  }

  @Test func longTextsAreCutAtAHyphen() {
    let words = String(repeating: "abcdefghi ", count: 30)
    #expect(Slug.make(from: words) == String(repeating: "abcdefghi-", count: 8) + "abcdefghi")
    #expect(Slug.make(from: String(repeating: "é", count: 500)).utf8.count == Slug.maximumBytes)
    #expect(Slug.make(from: String(repeating: "日", count: 500)) == String(repeating: "日", count: 32))
  }

  @Test func everyScalarGivesAUsableSlug() {
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let slug = Slug.make(from: "a\(scalar)b")
      #expect(!slug.unicodeScalars.contains { $0.value <= 0x20 || "/?#%&\"'<>\\".unicodeScalars.contains($0) })
    }
  }
}
