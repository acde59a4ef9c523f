import Foundation
import Templates
import Testing

/// Seeded mutations of real templates give text or diagnostics: never a crash, never a hang.
@Suite struct MutationTests {
  private struct Generator {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(max(bound, 1)))
    }
  }

  private static let fragments = [
    "{{", "}}", "{%", "%}", "{#", "#}", "-%}", "{%-", "(", ")", "[", "]", "{", "}", "'", "\"", "|", ".", ",", ":", "~",
    " is ", " not ", " in ", " if ", " else ", " for ", "endfor", "endif", "{% endblock %}", "{% block a %}", "loop",
    "super()", "self.a()", "caller()", "**", "//", "%", "-1", "9999999999999", "1e999", "x", "xs", "é", "\u{A0}", "\0",
    "{% set x = x * 9 %}", "{% raw %}", "{% endraw %}", "{% for a in xs recursive %}", "{{ loop(xs) }}", "\\", "\r\n",
    "|join", "|sort", "|groupby('a')", "|batch(0)", "|tojson", "range(99999)", "namespace()", "*xs", "**x",
  ]

  /// The case files' templates, and those of the theme.
  private static let sources: [[UInt8]] = {
    let theme = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../themes/preau/templates", directoryHint: .isDirectory).standardizedFileURL
    let files =
      FileManager.default.enumerator(at: theme, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    let templates = files.sorted { $0.path < $1.path }.compactMap { try? Array(Data(contentsOf: $0)) }
    return CaseTests.cases.map { Array($0.section("template main")?.utf8 ?? "".utf8) } + templates
  }()

  /// Together a hundred thousand.
  @Test(arguments: 1...8)
  func mutatedTemplatesEndWell(_ seed: Int) {
    var generator = Generator(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
    let sources = Self.sources
    var rendered = 0
    var failed = 0
    for _ in 0..<12_500 {
      var bytes = sources[generator.next(below: sources.count)]
      for _ in 0...generator.next(below: 4) { mutate(&bytes, sources, &generator) }
      if renders(bytes) { rendered += 1 } else { failed += 1 }
    }
    #expect(rendered > 100)
    #expect(failed > 100)
  }

  private func mutate(_ bytes: inout [UInt8], _ sources: [[UInt8]], _ generator: inout Generator) {
    let place = generator.next(below: bytes.count + 1)
    let end = min(bytes.count, place + generator.next(below: 8))
    switch generator.next(below: 5) {
    case 0: bytes.removeSubrange(place..<end)
    case 1: bytes.insert(contentsOf: Self.fragments[generator.next(below: Self.fragments.count)].utf8, at: place)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: generator.next(below: bytes.count + 1))
    case 3: if place < bytes.count { bytes[place] = UInt8(generator.next(below: 256)) }
    default:
      let other = sources[generator.next(below: sources.count)]
      bytes.insert(contentsOf: other.prefix(generator.next(below: other.count + 1)), at: place)
    }
  }

  private func renders(_ bytes: [UInt8]) -> Bool {
    var settings = Settings()
    settings.limits.steps = 20_000
    settings.limits.listElements = 20_000
    settings.limits.textBytes = 200_000
    settings.limits.outputBytes = 1_000_000
    let templates = [
      "main": String(decoding: bytes, as: UTF8.self), "p": "{{ x }}", "base": "{% block a %}{% endblock %}",
    ]
    let environment = Environment(loader: InMemoryTemplateLoader(templates), settings: settings)
    do {
      let context: [(String, Value)] = [
        ("x", .integer(3)), ("xs", .list([.integer(1), .string("<a>")])), ("html", .safe("<b>")),
      ]
      _ = try environment.template(named: "main").render(context)
      return true
    } catch {
      return false
    }
  }
}
