import Content
import Diagnostics
import TestSupport
import Testing

struct SettingsTests {
  @Test func absentKeysHaveDefaults() async throws {
    let settings = try await TestContent(["site.yaml": "title: Préau\n"]).tree.settings
    #expect(settings.title.text(in: .english) == "Préau")
    #expect(settings.languages == [.french])
    #expect(settings.baseURL.description == "http://localhost:8080")
    #expect(settings.timeZone.name == "Europe/Paris")
    #expect(settings.theme.value == "preau")
    #expect(settings.home == nil && settings.menus.isEmpty && settings.params.isEmpty)
  }

  @Test func everyKeyIsRead() async throws {
    let content = try await TestContent([
      "site.yaml": """
      title: { fr: École, en: School }
      description: Une école
      base_url: https://example.org/a/b/
      languages: [en, fr]
      timezone: America/New_York
      theme: ours
      home: page:start
      menus:
        main: [page, page:start, page:draft, { label: { fr: Blog, en: Weblog }, url: /articles/ }]
        footer:
      params: { contact: [a, b], deep: { key: no } }
      """,
      "kinds/page.yaml": "name: page\nfields: { title: { type: text } }\n",
      "pages/start.md": "", "pages/draft.md": "---\ndraft: true\n---\n",
    ])
    #expect(content.mistakes == [])
    let library = content.library()
    let settings = library.settings
    #expect(settings.mainLanguage == .english)
    #expect(settings.title.text(in: .french) == "École" && settings.title.text(in: .english) == "School")
    #expect(settings.baseURL.origin == "https://example.org" && settings.baseURL.path == "/a/b")
    #expect(settings.timeZone.name == "America/New_York" && settings.theme.value == "ours")
    #expect(library.home == library.entry(kind: "page", slug: "start"))
    #expect(library.menus.map(\.name) == ["main", "footer"])
    #expect(library.menus[0].items.count == 3 && library.menus[1].items.isEmpty)
    guard case .link(let label, "/articles/") = library.menus[0].items[2].target,
      case .list(let contacts) = settings.params[0].value, case .mapping(let deep) = settings.params[1].value,
      case .text("no") = deep[0].value
    else {
      Issue.record("the menu or the parameters are not as written")
      return
    }
    #expect(label.text(in: .english) == "Weblog" && contacts.count == 2)
  }

  @Test(arguments: [
    ("", "1:1: error: site.yaml must have the key 'title', the site's name [missing-key]"),
    ("- a", "1:1: error: site.yaml must be a mapping of keys to values [wrong-type]"),
    ("title: T\nlanguage: fr", "2:1: error: 'language' is no key of site.yaml [unknown-key] ? languages"),
    (
      "title: { french: T }",
      "1:10: error: the keys of 'title' must be codes of languages, such as fr or en [unknown-language]"
    ),
    (
      "title: T\nlanguages: [French]",
      "2:13: error: 'languages' must be a list of codes of languages, such as fr and en [unknown-language]"
    ),
    ("title: T\nlanguages: [fr, fr]", "2:17: error: 'fr' must come only once [duplicate-language]"),
    (
      "title: T\nbase_url: example.org",
      "2:11: error: 'base_url' must be an address without '?' or '#', such as https://example.org [wrong-type]"
    ),
    (
      "title: T\nbase_url: https://example.org/?a",
      "2:11: error: 'base_url' must be an address without '?' or '#', such as https://example.org [wrong-type]"
    ),
    (
      "title: T\ntimezone: Europe/Pariss",
      "2:11: error: 'timezone' must be a name of the tz database, such as Europe/Paris [unknown-time-zone] ? Europe/Paris"
    ),
    (
      "title: T\ntimezone: ../../etc/passwd",
      "2:11: error: 'timezone' must be a name of the tz database, such as Europe/Paris [unknown-time-zone]"
    ),
    ("title: T\ntheme: ../evil", "2:8: error: 'theme' must be the name of a folder of themes/ [invalid-name]"),
    ("title: T\nhome: start", "2:7: error: 'home' must be an entry as kind:slug, such as page:home [wrong-type]"),
    ("title: T\nhome: page:start", "2:7: error: 'start' is no entry of kind 'page' [unknown-reference] ? page:stat"),
    ("title: T\nhome: pag:stat", "2:7: error: 'pag' is no kind of this site [unknown-kind] ? page"),
    ("title: T\nmenus: [page]", "2:8: error: 'menus' must be a mapping of names to lists [wrong-type]"),
    ("title: T\nmenus: { main: [pages] }", "2:17: error: 'pages' is no kind of this site [unknown-kind] ? page"),
    (
      "title: T\nmenus: { main: [page:start] }",
      "2:17: error: 'start' is no entry of kind 'page' [unknown-reference] ? page:stat"
    ),
    (
      "title: T\nmenus: { main: [{ label: A }] }",
      "2:17: error: a menu's link must have the keys 'label' and 'url' [missing-key]"
    ),
    (
      "title: T\nmenus: { main: [{ label: A, url: 'javascript:x' }] }",
      "2:34: error: a menu's address must be a path from '/' or start with https://, http://, mailto: or tel: [unsafe-url]"
    ),
    (
      "title: T\nmenus: { main: [[page]] }",
      "2:17: error: a value of menu 'main' must be a kind, kind:slug, or { label, url } [wrong-type]"
    ),
    ("title: T\nparams: a", "2:9: error: 'params' must be a mapping of keys to values [wrong-type]"),
  ])
  func saysTheRule(text: String, said: String) async throws {
    let found = try await mistakes(in: [
      "site.yaml": text, "kinds/page.yaml": "name: page\nfields: { title: { type: text } }\n", "pages/stat.md": "",
    ])
    #expect(found == ["content/site.yaml:\(said)"])
  }

  @Test func aMissingFolderIsTheWorldsFailure() async {
    await #expect(throws: ContentError.self) {
      try await ContentTree.load("/nonexistent/content")
    }
  }
}
