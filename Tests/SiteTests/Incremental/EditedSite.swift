import Foundation
import TestSupport

/// SplitMix64: the same numbers from the same seed, everywhere.
struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func roll(_ sides: Int) -> Int { Int(next() % UInt64(sides)) }

  mutating func pick<Item>(_ items: [Item]) -> Item { items[roll(items.count)] }
}

/// A small site that uses all that pages can depend on, and random changes to it.
///
/// The site is kept as a model of what each file says, so that a broken file can be repaired.
struct EditedSite {
  let files: SiteFixture
  /// Whether nothing is left out of it, and nothing is to be said about it.
  let isFlawless: Bool
  private(set) var dice: Dice
  /// When the next build takes place, in seconds since 1970.
  private(set) var now = TestSite.now
  private var slugs: [String: [String]] = ["person": [], "note": []]
  private var images = ["media/one.png", "media/two.png"]
  private var counter = 0
  /// Files that were broken, and what they said before.
  private var broken: [(path: String, text: String)] = []

  init(seed: UInt64, isFlawless: Bool = false) {
    files = SiteFixture(Self.theme.merging(Self.rules) { $1 })
    self.isFlawless = isFlawless
    dice = Dice(state: seed)
    if isFlawless {
      let kind = Self.noteKind(perPage: 3, sort: "-date")
      files.write(kind.replacing("visibility: members", with: "visibility: public"), to: "content/kinds/note.yaml")
    }
    files.write("body { margin: 0 }", to: "themes/base/assets/style.css")
    files.write(Self.picture(width: 3), to: "content/media/one.png")
    files.write(Self.picture(width: 4), to: "content/media/two.png")
    for _ in 0..<4 { add("person") }
    for _ in 0..<8 { add("note") }
  }

  private static let rules: [String: String] = [
    "content/site.yaml": settings(title: "Site", extra: ""),
    "content/kinds/person.yaml": """
    name: person
    plural: people
    fields:
      title: { type: text, required: true }
      portrait: { type: image, crop: square }
    list: { sort: [title] }
    """,
    "content/kinds/note.yaml": noteKind(perPage: 3, sort: "-date"),
    "static/robots-note.txt": "as it is",
  ]

  private static func settings(title: String, extra: String) -> String {
    """
    title: \(title)
    base_url: https://test.example.org
    languages: [fr, en]
    theme: nice
    menus:
      main: [person, note, { label: { fr: Ailleurs, en: Elsewhere }, url: /tags/ }]
    \(extra)
    """
  }

  private static func noteKind(perPage: Int, sort: String) -> String {
    """
    name: note
    fields:
      title: { type: text, required: true }
      authors: { type: reference, to: person, list: true, inverse: notes }
      series: { type: reference, to: note }
      part: { type: integer }
      tags: { type: tag, list: true }
      aside: { type: markdown }
      secret: { type: text, visibility: members }
    list: { sort: [\(sort)], sortable: [title], facets: [authors, tags], per_page: \(perPage) }
    feed: { limit: 4 }
    sequence: { within: series, by: part }
    """
  }

  private static let theme: [String: String] = [
    "themes/nice/theme.yaml": "name: Nice\nextends: base\n",
    "themes/base/theme.yaml": "name: Base\n",
    "themes/base/i18n/fr.yaml": words(home: "Accueil", seen: "Vu"),
    "themes/base/i18n/en.yaml": words(home: "Home", seen: "Seen"),
    "themes/base/templates/base.html": """
    <title>{{ page.title }} – {{ site.title }}</title><link href="{{ asset("style.css") }}">
    {% for item in site.menus.main %}{{ item.label }}{{ item.permalink }}{% if item.current %}*{% endif %}{% endfor %}
    {% for other in page.translations %}{{ other.permalink }}{{ other.written }}{% endfor %}
    {% block main %}{% endblock %}{{ "home"|t }}{% if site.tags %}{{ site.tags }}{% endif %}
    {% for kind in site.kinds %}{{ kind.name }}{{ kind.count }}{% endfor %}
    """,
    "themes/base/templates/card.html":
      "<a href=\"{{ entry.permalink }}\">{{ entry.title }}</a>{{ entry.summary }}{{ entry.date|date }}",
    "themes/base/templates/entry.html": """
    {% extends "base.html" %}{% block main %}{{ entry.content }}{{ entry.backlinks|length }}
    {% for link in entry.backlinks %}{% for entry in link.entries %}{% include "card.html" %}{% endfor %}{% endfor %}
    {% endblock %}
    """,
    "themes/base/templates/note.html": """
    {% extends "base.html" %}{% block main %}{{ entry.title }}{{ entry.content }}{{ entry.aside }}
    {% for author in entry.authors %}{{ author.title }}{{ author.permalink }}{% endfor %}
    {% for tag in entry.tags %}{{ tag.label }}{{ tag.permalink }}{% endfor %}
    {% if entry.sequence %}{{ entry.sequence.position }}/{{ entry.sequence.total }}{{ entry.sequence.next }}{% endif %}
    {% for item in entry.outline %}#{{ item.id }}{% endfor %}
    {% if entry.date and entry.date < site.now %}{{ "seen"|t }}{% endif %}
    {% include ["extra.html", "card.html"] %}{% endblock %}
    """,
    "themes/base/templates/person.html": """
    {% extends "base.html" %}{% block main %}{{ entry.title }}{% for note in entry.notes %}{{ note.title }}{% endfor %}
    {% if entry.portrait %}{{ entry.portrait.src }}{{ entry.portrait.square.src }}{{ entry.portrait.width }}{% endif %}{{ entry.content }}{% endblock %}
    """,
    "themes/base/templates/list.html": """
    {% extends "base.html" %}{% block main %}{{ list.value }}
    {% for group in list.groups %}{{ group.label }}{% for entry in group.entries %}{% include "card.html" %}{% endfor %}
    {% endfor %}{% for facet in list.facets %}{% for value in facet["values"] %}{{ value }}{{ value.count }}{% endfor %}
    {% endfor %}{{ list.pagination.pages }}{% endblock %}
    """,
    "themes/base/templates/tag.html": """
    {% extends "base.html" %}{% block main %}{{ tag.label }}{% for group in tag.groups %}{{ group.total }}
    {{ group.permalink }}{% for entry in group.entries %}{% include "card.html" %}{% endfor %}{% endfor %}{% endblock %}
    """,
    "themes/base/templates/tags.html":
      "{% extends 'base.html' %}{% block main %}{% for tag in tags %}{{ tag }}{{ tag.count }}{% endfor %}{% endblock %}",
    "themes/base/templates/home.html": """
    {% extends "base.html" %}{% block main %}{{ site.now.year }}
    {% for entry in entries("note", sort="-date", limit=3) %}{% include "card.html" %}{% endfor %}
    {% for tag in all_tags() %}{{ tag.label }}{% endfor %}{% endblock %}
    """,
    "themes/base/templates/404.html": "{{ page.title }}",
    "themes/base/templates/redirect.html": "{{ target }}",
  ]

  private static func words(home: String, seen: String) -> String {
    """
    home: \(home)
    seen: \(seen)
    tags_title: Tags
    not_found_title: Nothing
    group_none: None
    language_name: Language
    sort_default: Default
    date: { long: "%{day}.%{month}.%{year}", months: [a, b, c, d, e, f, g, h, i, j, k, l] }
    """
  }

  private static func picture(width: UInt8) -> [UInt8] { TestPicture.drawing(width: Int(width), height: 2).png() }
}

// MARK: - Entries

extension EditedSite {
  private mutating func add(_ kind: String) {
    counter += 1
    let slug = "\(dice.pick(["a", "m", "z"]))\(counter)"
    slugs[kind, default: []].append(slug)
    write(kind, slug)
  }

  private func path(_ kind: String, _ slug: String) -> String {
    // Some entries have a folder of their own.
    "content/\(kind == "note" ? "notes" : "people")/\(slug.hasSuffix("3") ? "\(slug)/index" : slug).md"
  }

  private mutating func write(_ kind: String, _ slug: String) {
    files.write(kind == "note" ? noteText(slug) : personText(slug), to: path(kind, slug))
  }

  private mutating func personText(_ slug: String) -> String {
    let portrait = dice.roll(2) == 0 ? "portrait: { src: /\(dice.pick(images)), alt: Face }\n" : ""
    return "---\ntitle: \(dice.pick(["Ada", "Zoé", "Max"])) \(dice.roll(9))\n\(portrait)---\n\(body())"
  }

  private mutating func noteText(_ slug: String) -> String {
    var lines = ["title: Note \(dice.roll(30))"]
    if dice.roll(4) > 0 {
      lines.append("date: 2026-1\(isFlawless ? 0 : dice.roll(2))-\(10 + dice.roll(18)) 0\(dice.roll(9)):30")
    }
    if dice.roll(2) == 0 { lines.append("tags: [\(dice.pick(["Swift", "swift", "C"])), \(dice.pick(["Web", "Été"]))]") }
    if dice.roll(2) == 0, let author = slugs["person"]?.randomElement(using: &dice) {
      lines.append("authors: [\(author)]")
    }
    if dice.roll(3) == 0, let first = slugs["note"]?.first, first != slug {
      lines.append("series: \(first)\npart: \(counter)\(dice.roll(9))")
    }
    if dice.roll(4) == 0, let note = slugs["note"]?.randomElement(using: &dice) {
      lines.append("aside: See [that](note:\(note)) \(dice.roll(5))")
    }
    if dice.roll(4) == 0 { lines.append("secret: \(dice.roll(100))") }
    if dice.roll(9) == 0, !isFlawless { lines.append("draft: true") }
    if dice.roll(9) == 0, !isFlawless { lines.append("expires: 2026-12-2\(dice.roll(9))") }
    if dice.roll(9) == 0 { lines.append("aliases: /old/\(slug)/") }
    return "---\n\(lines.joined(separator: "\n"))\n---\n\(body())"
  }

  private mutating func body() -> String {
    var text = "# Heading \(isFlawless ? 1 : dice.roll(3))\n\nSome words \(dice.roll(20)).\n"
    if dice.roll(3) == 0, let note = slugs["note"]?.randomElement(using: &dice) { text += "\n[A note](note:\(note))\n" }
    if dice.roll(6) == 0, let note = slugs["note"]?.randomElement(using: &dice) {
      text += "\n[Its part](note:\(note)#heading-\(isFlawless ? 1 : dice.roll(3)))\n"
    }
    if dice.roll(5) == 0 { text += "\n![Picture](/\(dice.pick(images)))\n" }
    if dice.roll(6) == 0 { text += "\n[All](/tags/)\n" }
    return text
  }
}

// MARK: - Changes

extension EditedSite {
  /// Changes something and says what.
  ///
  /// - Parameters:
  ///   - faulty: files in which the last build found errors; as people do, they are mostly mended first.
  ///   - amongSources: whether to leave the clock, the published site and the record alone.
  mutating func edit(faulty: [String], amongSources: Bool = false) -> String {
    if !broken.isEmpty, dice.roll(3) > 0 { return repair() }
    if !faulty.isEmpty, dice.roll(4) > 0 { return mend(faulty) }
    switch dice.roll(44) {
    case 36...42 where amongSources: return rewrite("note")
    case 0...11: return rewrite("note")
    case 12...14: return rewrite("person")
    case 15...17:
      add(dice.pick(["note", "note", "person"]))
      return "added an entry"
    case 18...19: return delete()
    case 20...21: return rename()
    case 22...23: return touch()
    case 24...25: return breakFile()
    case 26...27: return translate()
    case 28...30: return editTemplate()
    case 31: return editKind()
    case 32: return editSettings()
    case 33: return editWords()
    case 34...35: return editFiles()
    case 36...38: return passTime()
    case 39...40: return tamper()
    case 41: return damageRecord()
    case 42: return "waited"
    default: return editAsset()
    }
  }

  private mutating func mend(_ paths: [String]) -> String {
    for path in paths {
      for (kind, slugs) in slugs.sorted(by: { $0.key < $1.key }) {
        for slug in slugs where self.path(kind, slug) == path { write(kind, slug) }
      }
      if path.hasSuffix(".en.md") { files.remove(path) }
    }
    return "mended \(paths)"
  }

  private mutating func rewrite(_ kind: String) -> String {
    guard let slug = slugs[kind]?.randomElement(using: &dice) else { return "nothing" }
    write(kind, slug)
    return "changed \(kind):\(slug)"
  }

  /// Changes no more than the text below the front matter of an entry.
  mutating func editText() -> String {
    let kind = dice.pick(["note", "note", "person"])
    guard let slug = slugs[kind]?.randomElement(using: &dice), let text = files.text(path(kind, slug)),
      let end = text.range(of: "---\n", options: .backwards)
    else { return "nothing" }
    files.write(text[..<end.upperBound] + body() + "\nLine \(dice.roll(1_000)).\n", to: path(kind, slug))
    return "the text of \(kind):\(slug)"
  }

  private mutating func delete() -> String {
    let kind = dice.pick(["note", "note", "person"])
    guard let slugs = slugs[kind], slugs.count > 2 else { return "nothing" }
    let slug = dice.pick(slugs)
    self.slugs[kind] = slugs.filter { $0 != slug }
    files.remove(path(kind, slug))
    files.remove(path(kind, slug).replacing(".md", with: ".en.md"))
    return "deleted \(kind):\(slug)"
  }

  private mutating func rename() -> String {
    guard let slug = slugs["note"]?.randomElement(using: &dice), let text = files.text(path("note", slug)) else {
      return "nothing"
    }
    counter += 1
    let other = "r\(counter)"
    slugs["note"] = slugs["note", default: []].filter { $0 != slug } + [other]
    files.remove(path("note", slug))
    files.remove(path("note", slug).replacing(".md", with: ".en.md"))
    files.write(text, to: path("note", other))
    return "renamed note:\(slug) to \(other)"
  }

  private mutating func touch() -> String {
    guard let slug = slugs["note"]?.randomElement(using: &dice), let text = files.text(path("note", slug)) else {
      return "nothing"
    }
    files.write(text, to: path("note", slug))
    return "touched note:\(slug)"
  }

  private mutating func breakFile() -> String {
    guard let slug = slugs["note"]?.randomElement(using: &dice) else { return "nothing" }
    let path = path("note", slug)
    guard let text = files.text(path) else { return "nothing" }
    broken.append((path, text))
    let mistakes = ["---\ntitle: [\n---\n", "---\ntitel: A\n---\n", "---\ntitle: A\nauthors: [nobody]\n---\n"]
    files.write(dice.pick(mistakes), to: path)
    return "broke note:\(slug)"
  }

  private mutating func repair() -> String {
    let (path, text) = broken.removeLast()
    if files.read(path) != nil { files.write(text, to: path) }
    return "repaired \(path)"
  }

  private mutating func translate() -> String {
    guard let slug = slugs["note"]?.randomElement(using: &dice) else { return "nothing" }
    let path = path("note", slug).replacing(".md", with: ".en.md")
    if dice.roll(3) == 0 {
      files.remove(path)
      return "took the translation of note:\(slug) away"
    }
    let draft = dice.roll(4) == 0 ? "draft: true\n" : ""
    files.write("---\ntitle: English \(dice.roll(20))\n\(draft)---\nText \(dice.roll(9))", to: path)
    return "translated note:\(slug)"
  }

  private mutating func editTemplate() -> String {
    let name = dice.pick(["card.html", "note.html", "list.html", "tag.html", "base.html", "home.html"])
    switch dice.roll(5) {
    case 0:
      files.write("extra \(dice.roll(9)) {{ entry.slug }}", to: "themes/nice/templates/extra.html")
      return "wrote the template that was missing"
    case 1:
      files.remove("themes/nice/templates/extra.html")
      files.remove("themes/nice/templates/\(name)")
      return "removed templates"
    case 2:
      let original = files.text("themes/base/templates/\(name)") ?? ""
      files.write(original + "<!-- \(dice.roll(9)) -->", to: "themes/nice/templates/\(name)")
      return "\(name) of the nearer theme"
    default:
      let original = Self.theme["themes/base/templates/\(name)"] ?? ""
      files.write(original + "<i>\(dice.roll(9))</i>", to: "themes/base/templates/\(name)")
      return "\(name)"
    }
  }

  private mutating func editKind() -> String {
    files.write(
      Self.noteKind(perPage: 2 + dice.roll(3), sort: dice.pick(["-date", "title", "-title"])),
      to: "content/kinds/note.yaml")
    return "the kind"
  }

  private mutating func editSettings() -> String {
    if dice.roll(2) == 0 {
      files.write("/gone/\(dice.roll(3))/: \(dice.pick(["/", "/notes/"]))\n", to: "content/aliases.yaml")
      return "the aliases"
    }
    let home = slugs["person"]?.first.map { "home: person:\($0)" } ?? ""
    files.write(
      Self.settings(title: "Site \(dice.roll(4))", extra: dice.pick(["", home, "params: { a: b }"])),
      to: "content/site.yaml")
    return "the settings"
  }

  private mutating func editWords() -> String {
    let language = dice.pick(["fr", "en"])
    files.write(
      Self.words(home: "Home \(dice.roll(5))", seen: "Seen \(dice.roll(5))"), to: "themes/base/i18n/\(language).yaml")
    return "the words of \(language)"
  }

  private mutating func editAsset() -> String {
    files.write("body { margin: \(dice.roll(9))px }", to: "themes/base/assets/style.css")
    return "the style sheet"
  }

  private mutating func editFiles() -> String {
    if dice.roll(2) == 0 {
      files.write(Self.picture(width: UInt8(3 + dice.roll(9))), to: "content/\(dice.pick(images))")
      return "an image"
    }
    let path = "static/\(dice.pick(["a.txt", "b/c.txt"]))"
    if files.read(path) == nil { files.write("\(dice.roll(9))", to: path) } else { files.remove(path) }
    return path
  }

  private mutating func passTime() -> String {
    now += dice.pick([1, 3_600, 86_400, 500_000, -86_400])
    return "time passed"
  }

  /// Somebody changes what was published.
  private mutating func tamper() -> String {
    let path = "site/\(dice.pick(["index.html", "tags/index.html", "sitemap.xml", "notes/index.html"]))"
    guard files.read(path) != nil else { return "nothing" }
    if dice.roll(2) == 0 { files.remove(path) } else { files.write("mine", to: path) }
    return "somebody changed \(path)"
  }

  private mutating func damageRecord() -> String {
    let records = files.names(in: "var").filter { $0.hasSuffix(".build") }
    guard let name = records.first, var bytes = files.read("var/\(name)"), !bytes.isEmpty else { return "nothing" }
    switch dice.roll(3) {
    case 0: bytes.removeLast(dice.roll(bytes.count))
    case 1: bytes[dice.roll(bytes.count)] ^= UInt8(1 + dice.roll(255))
    default: bytes = Array("not a record".utf8)
    }
    files.write(bytes, to: "var/\(name)")
    return "damaged the record"
  }
}
