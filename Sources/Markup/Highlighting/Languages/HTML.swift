extension Language {
  static let html = Language(
    name: "html", aliases: ["htm", "xhtml", "vue", "svelte"], layout: .markup(Markup(contents: htmlContents)))

  static let xml = Language(
    name: "xml", aliases: ["svg", "rss", "atom", "plist", "xsd", "xsl", "xslt"], layout: .markup(Markup()))

  static let htmlContents = [
    ElementContent(element: "style", language: "css"),
    ElementContent(element: "script", language: "javascript"),
  ]
}
