import Diagnostics
import Site
import TestSupport
import Testing

/// The lines of `aliases.yaml` as pages.
@Suite struct SiteAliasTests {
  private static let settings = "title: Test\ntheme: plain\nlanguages: [fr, en]\nbase_url: https://x.example.org/sub\n"

  @Test func oldAddressesRedirectInTheirLanguage() async throws {
    let site = TestSite([
      "content/site.yaml": Self.settings,
      "content/notes/a.md": "---\ntitle: A\naliases: [/was/, /en/was/]\n---\n",
      "content/aliases.yaml":
        "/notes/b/: /notes/\n/en/notes/b/: /en/notes/\n/c.html: note:a\n/en/c/: note:a\n/d/: /was/\n/e/: /d/\n/f/: /\n",
      "themes/plain/templates/redirect.html": "{{ lang }} {{ target }}",
    ])
    try await site.buildCleanly()
    for (file, text) in [
      "notes/b/index.html": "fr /sub/notes/", "en/notes/b/index.html": "en /sub/en/notes/",
      "c.html": "fr /sub/notes/a/", "en/c/index.html": "en /sub/en/notes/a/", "d/index.html": "fr /sub/notes/a/",
      "e/index.html": "fr /sub/notes/a/", "f/index.html": "fr /sub/", "was/index.html": "fr /sub/notes/a/",
      "en/was/index.html": "en /sub/en/notes/a/",
    ] { #expect(site.output(file) == text, "\(file)") }
  }

  @Test func linksToWhatIsGoneLeadOn() async throws {
    let site = TestSite([
      "content/notes/a.md": "---\ntitle: A\n---\n[b](/notes/b/)", "content/aliases.yaml": "/notes/b/: /notes/\n",
    ])
    try await site.buildCleanly()
    #expect(site.output("notes/a/index.html")?.contains("href=\"/notes/b/\"") == true)
  }

  @Test func linksToWhatIsLeftOutKeepTheirWords() async throws {
    let site = TestSite([
      "content/notes/a.md":
        "---\ntitle: A\n---\n[1](/was/) [2](/gone/) [3](/also) [4](/notes/hidden/) [5](note:hidden).",
      "content/notes/hidden.md": "---\ntitle: H\naliases: [/was/]\ndraft: true\n---\n",
      "content/aliases.yaml": "/gone/: note:hidden\n/also/: /was/\n",
    ])
    try await site.buildCleanly()
    #expect(site.output("notes/a/index.html")?.contains("1 2 3 4 5.") == true)
    site.write("content/notes/hidden.md", "---\ntitle: H\naliases: [/was/]\n---\n")
    try await site.buildCleanly()
    #expect(site.output("notes/a/index.html")?.contains("href=\"/gone/\"") == true)
  }

  @Test func whatLeadsNowhereIsTold() async throws {
    let site = TestSite([
      "content/kinds/bit.yaml": "name: bit\npages: false\nlist: false\nfields:\n  title: { type: text }\n",
      "content/bits/x.yaml": "title: X\n", "content/notes/a.md": "---\ntitle: A\n---\n",
      "content/notes/draft.md": "---\ntitle: D\ndraft: true\n---\n",
      "content/aliases.yaml":
        "/x/: /note/\n/y/: /z/\n/z/: /y/\n/notes/a/: /notes/\n/b/: bit:x\n/q/: /notes/\n/q: /notes/a/\n/later/: note:draft\n",
    ])
    let report = try await site.build()
    #expect(
      report.diagnostics.map(\.listed) == [
        "content/aliases.yaml:1:6: error: an alias must lead to a page; there is no '/note/' [broken-link] ? /notes/",
        "content/aliases.yaml:2:6: error: an alias must lead to a page; '/y/' leads back to itself [broken-link]",
        "content/aliases.yaml:3:6: error: an alias must lead to a page; '/z/' leads back to itself [broken-link]",
        "content/aliases.yaml:4:1: warning: an old address should have no page; '/notes/a/' is that of entry 'note:a' "
          + "[unused-alias] | take the line away",
        "content/aliases.yaml:5:6: error: an alias must lead to a page; entries of kind 'bit' have none [broken-link]",
        "content/aliases.yaml:7:1: error: an alias must lead to one page; '/q/' is given twice [duplicate-alias] "
          + "> it is first given here content/aliases.yaml:6:1",
      ])
  }

  @Test func aLineThatChangesIsBuiltAgain() async throws {
    let site = TestSite(["content/notes/a.md": "---\ntitle: A\n---\n", "content/aliases.yaml": "/x/: /notes/\n"])
    try await site.buildCleanly()
    site.write("content/aliases.yaml", "/x/: /notes/a/\n/y/: /\n")
    try await site.buildCleanly()
    #expect(site.output("x/index.html") == "/notes/a/")
    #expect(site.output("y/index.html") == "/")
    try site.remove("content/aliases.yaml")
    try await site.buildCleanly()
    #expect(site.output("x/index.html") == nil)
  }
}
