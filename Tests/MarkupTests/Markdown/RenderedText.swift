import Diagnostics
import Markup

/// A small site: one page, one picture, and everything else is missing.
struct SmallSite: MarkdownResolver {
  func link(_ destination: String) -> LinkResolution {
    switch destination {
    case "lea.md", "profile:lea": .url("/profils/léa/", isExternal: false)
    case "run": .url("javascript:run()", isExternal: false)
    case let url where url.hasPrefix("http") || url.hasPrefix("//"): .url(url, isExternal: true)
    case let url where url.hasPrefix("#") || url.hasPrefix("mailto:") || url.hasPrefix("tel:"):
      .url(url, isExternal: false)
    default: .broken("'\(destination)' is no page", help: "look again", suggestion: "lea.md")
    }
  }

  func image(_ destination: String) -> ImageResolution {
    switch destination {
    case "pont.jpg": .image(url: "/images/pont.jpg", width: 640, height: 480)
    case "dessin.svg": .image(url: "/images/dessin.svg", width: nil, height: nil)
    case "run": .image(url: "data:text/html,x", width: nil, height: nil)
    default: .broken("'\(destination)' is no image")
    }
  }
}

let frenchLabels = MarkdownLabels(
  table: "Tableau", done: "Fait", notDone: "À faire", footnotes: "Notes", backToText: "Retour à la note",
  watchVideoOn: "Voir la vidéo sur")

/// What a text becomes, and everything that is said about it.
func rendered(
  _ text: String, options: MarkdownOptions = MarkdownOptions(labels: frenchLabels)
) -> (page: RenderedMarkdown, said: [String]) {
  let file = sourceFile(text)
  var diagnostics: [Diagnostic] = []
  let page = MarkdownRenderer(options: options).render(
    file, in: file.startOfText..<file.bytes.count, resolver: SmallSite(), into: &diagnostics)
  return (page, diagnostics.map(\.described))
}

/// The HTML of a text that has no mistakes.
func html(_ text: String) -> String {
  let (page, said) = rendered(text)
  return said.isEmpty ? page.html : said.joined(separator: "\n")
}
