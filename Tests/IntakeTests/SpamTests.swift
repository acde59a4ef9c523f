import Intake
import Testing

/// What looks like spam, and what only looks like people.
@Suite struct SpamTests {
  private func points(_ text: String) -> Int { SpamScore(of: SpamText(text)).points }

  @Test(arguments: [
    "Bravo, c’est très lisible sur un téléphone !",
    "La doc est là : https://docs.python.org/3/ et l’exemple là : https://example.org/essai, merci à toi.",
    "Voir https://github.com/ecole/meteo.",
    "JE SUIS TRÈS CONTENTE",
    "`git reflog` m’a sauvé un vendredi.", "Σ et Δ sont des lettres grecques, Привет aussi.", "",
    "Le mot casino est dans l’énoncé de l’exercice.",
    "Spécialiste de la commercialisation, je cherche une socialisation plus spécialisée que la leur.",
    String(repeating: "Un long article qui parle de beaucoup de choses et cite ses sources avec soin. ", count: 40)
      + (1...10).map { "https://source-\($0).example.org/" }.joined(separator: " "),
  ])
  func peopleStayBelowTheThreshold(text: String) {
    #expect(points(text) < SpamScore.threshold, "\(SpamScore(of: SpamText(text)).reasons)")
  }

  @Test(arguments: [
    ("[url=https://x.example]cheap[/url]", SpamScore.Reason.foreignMarkup),
    ("<a href=\"https://x.example\">cheap watches</a> for you and for all your friends", .foreignMarkup),
    ("casino casino jackpot https://bit.ly/x", .baitWords),
    ("https://bit.ly/3x https://tinyurl.com/y", .onlyLinks),
    ("https://a.example https://b.example https://c.example https://d.example www.e.example", .manyLinks),
    ("Buy now " + (1...9).map { "https://x\($0).example/" }.joined(separator: " "), .manyLinks),
    ("Сlick here to gеt viagra quiсkly", .mixedAlphabets),
    ("ACHETEZ MAINTENANT LE MEILLEUR CASINO EN LIGNE", .shouting),
  ])
  func machinesReachIt(text: String, reason: SpamScore.Reason) {
    let score = SpamScore(of: SpamText(text))
    #expect(score.points >= SpamScore.threshold, "\(score.points) \(score.reasons)")
    #expect(score.reasons.contains(reason), "\(score.reasons)")
  }

  @Test func aPageOfSomebodySaysWhereElseTheyAre() {
    let links = ["github.com/zoe", "www.linkedin.com/in/zoe", "zoe.example.org", "mastodon.social/@zoe"]
    let text = SpamText(links.map { "- url: https://\($0)" }.joined(separator: "\n"))
    #expect(SpamScore(of: text).reasons.contains(.manyLinks))
    #expect(SpamScore(of: text, usualLinks: 6).points == 0)
  }

  @Test func aHugeTextTakesNoTime() {
    let text = String(repeating: "[url=http://", count: 200_000)
    #expect(points(text) >= SpamScore.threshold)
  }
}
