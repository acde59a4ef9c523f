import Diagnostics
import Site
import TestSupport
import Testing

@Suite struct LanguageTests {
  private static let files = [
    "content/site.yaml":
      "title: { fr: Essai, en: Trial }\ntheme: plain\nbase_url: https://x.example.org\nlanguages: [fr, en]\n",
    "content/notes/a.md": "---\ntitle: Bonjour\ntags: [Un]\n---\nTexte",
    "content/notes/a.en.md": "---\ntitle: Hello\n---\nText",
    "content/notes/b.md": "---\ntitle: Seul\n---\nFrançais [a](a.md)",
    "themes/plain/i18n/fr.yaml":
      "language_name: Français\nhome: Accueil\ntags_title: Mots\nnot_found_title: Perdu\nfound: { one: \"%{count} trouvé\", other: \"%{count} trouvés\" }",
    "themes/plain/i18n/en.yaml":
      "language_name: English\nhome: Home\ntags_title: Words\nnot_found_title: Lost\nfound: { one: \"%{count} found\", other: \"%{count} found!\" }",
    "themes/plain/templates/entry.html": """
    {{ lang }} {{ entry.title }} {{ entry.lang }} {{ page.canonical }}
    {%- for t in page.translations %} {{ t.name }}={{ t.permalink }}{{ "*" if t.current }}{{ "-" if not t.written }}{% endfor %}
    {{- " " }}{{ "found"|t(count=0) }} {{ entry.content }}
    """,
  ]

  @Test func everyPageIsThereInEachLanguage() async throws {
    let site = TestSite(Self.files)
    try await site.buildCleanly()
    #expect(
      site.output("notes/a/index.html")
        == "fr Bonjour fr https://x.example.org/notes/a/ Français=/notes/a/* English=/en/notes/a/ 0 trouvé <p>Texte</p>\n"
    )
    #expect(
      site.output("en/notes/a/index.html")
        == "en Hello en https://x.example.org/en/notes/a/ Français=/notes/a/ English=/en/notes/a/* 0 found! <p>Text</p>\n"
    )
    #expect(site.output("en/404.html") == "Lost")
    #expect(site.output("en/index.html") == "Trial")
  }

  @Test func anEntryThatIsNotTranslatedSaysSo() async throws {
    let site = TestSite(Self.files)
    try await site.buildCleanly()
    #expect(
      site.output("en/notes/b/index.html")?.hasPrefix(
        "en Seul fr https://x.example.org/notes/b/ Français=/notes/b/ English=/en/notes/b/*- 0 found!") == true)
  }

  @Test func theSitemapNamesWhatIsWrittenOnly() async throws {
    let site = TestSite(Self.files)
    try await site.buildCleanly()
    let sitemap = try #require(site.output("sitemap.xml"))
    #expect(sitemap.contains("<loc>https://x.example.org/en/notes/a/</loc>"))
    #expect(!sitemap.contains("https://x.example.org/en/notes/b/"))
    #expect(sitemap.contains("hreflang=\"en\" href=\"https://x.example.org/en/notes/a/\""))
  }

  @Test func aTextThatOneLanguageLacksIsAWarning() async throws {
    let site = TestSite(Self.files.merging(["themes/plain/i18n/en.yaml": "home: Home"]) { $1 })
    let report = try await site.build()
    #expect(report.published != nil)
    #expect(
      report.diagnostics.map(\.listed) == [
        "themes/plain/i18n/en.yaml: warning: language 'en' lacks 4 texts: found, language_name, not_found_title, tags_title "
          + "[missing-translation] | until then these are shown in 'fr'"
      ])
  }

  @Test func aTextThatNoLanguageHasIsAnError() async throws {
    let site = TestSite(["themes/plain/templates/home.html": "{{ 'hom'|t }}"])
    let report = try await site.build()
    #expect(report.diagnostics.count == 1)
    #expect(report.diagnostics.first?.suggestion == "home")
    #expect(report.diagnostics.first?.listed.hasPrefix("themes/plain/templates/home.html:1:") == true)
  }
}
