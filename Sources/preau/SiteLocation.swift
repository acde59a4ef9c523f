import Content
import Diagnostics
import Glibc
import Site

/// The folders of the site that a command works on: found from where it is called, or named by options.
struct SiteLocation {
  /// The one that holds the others, unless options name them elsewhere.
  var folder: String
  var content: String
  var themes: String
  var output: String
  /// Where the site is built while it is worked on.
  var preview: String
  /// Files that are published as they are.
  var staticFiles: String
  /// What builds remember.
  var cache: String
  /// The members' documents.
  var store: String
  /// Mail, where no server is set.
  var outbox: String
  /// Where files wait that members have sent.
  var uploads: String
  /// The settings of the members' service, besides those of the environment.
  var settingsFile: String

  static let sources: [CommandUsage.Option] = [
    .init(name: "--content", value: "DIR", help: "the content tree (default: content, in this folder or above)"),
    .init(name: "--themes", value: "DIR", help: "the folder of themes (default: themes, beside the content)"),
  ]

  static let options =
    sources + [
      .init(name: "--output", value: "DIR", help: "where the site is written (default: site, beside the content)")
    ]

  init(_ arguments: Arguments) throws(CommandFailure) {
    let root = Self.root(above: Self.currentFolder())
    guard let content = arguments.value("--content") ?? root.map({ Self.join($0, "content") }) else {
      throw CommandFailure(
        "there is no site here: neither this folder nor one above has content/site.yaml",
        help: "go to the site's folder, name its content with --content, or begin one with 'preau init DIR'")
    }
    let base = arguments.value("--content").map(Self.parent) ?? root ?? "."
    folder = base
    self.content = Self.withoutSlash(content)
    themes = Self.withoutSlash(arguments.value("--themes") ?? Self.join(base, "themes"))
    staticFiles = Self.join(base, "static")
    cache = Self.join(base, "var/cache")
    store = Self.join(base, "var/preau.sqlite")
    outbox = Self.join(base, "var/outbox")
    uploads = Self.join(base, "var/uploads")
    settingsFile = Self.join(base, "var/intake.env")
    preview = Self.join(base, "var/preview")
    output = Self.withoutSlash(arguments.value("--output") ?? Self.join(base, "site"))
  }

  /// Whether the folder where preau is called belongs to a site.
  static var isInsideSite: Bool { root(above: currentFolder()) != nil }

  /// The nearest folder that has `content/site.yaml`, as a path that is short to read; nil when there is none.
  private static func root(above folder: String) -> String? {
    var folder = folder
    var displayed = "."
    while true {
      if access("\(folder)/content/site.yaml", F_OK) == 0 { return displayed }
      guard let slash = folder.lastIndex(of: "/"), folder != "/" else { return nil }
      folder = slash == folder.startIndex ? "" : String(folder[..<slash])
      if folder.isEmpty { return nil }
      displayed = displayed == "." ? ".." : "../" + displayed
    }
  }

  private static func currentFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder == "." ? name : "\(folder)/\(name)"
  }

  private static func parent(_ path: String) -> String {
    let path = withoutSlash(path)
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }
}

extension BuildOptions {
  /// The options that a command line names.
  init(_ arguments: Arguments) throws {
    let location = try SiteLocation(arguments)
    self.init(
      content: location.content, themes: location.themes, output: location.output, now: try BuildClock.now(),
      threads: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    staticFiles = location.staticFiles
    displayedStaticFiles = location.staticFiles
    cache = location.cache
    imageCache = location.cache + "/images"
    imageWorker = ProgramFolder.imageWorker
    includesDrafts = arguments.isSet("--drafts")
    adoptsForeignFiles = arguments.isSet("--force")
    isStrict = arguments.isSet("--strict")
    if let url = arguments.value("--base-url") {
      guard let baseURL = BaseURL(url) else {
        throw Misuse(
          "--base-url takes an address such as https://school.example.org/; '\(url)' is none",
          command: arguments.command)
      }
      self.baseURL = baseURL
    }
  }
}

/// The moment of a build: what SOURCE_DATE_EPOCH says, so that a build can be repeated exactly, else the clock.
enum BuildClock {
  static func now() throws(CommandFailure) -> Int {
    guard let text = Terminal.environment("SOURCE_DATE_EPOCH"), !text.isEmpty else { return time(nil) }
    guard let seconds = Int(text) else {
      throw CommandFailure("SOURCE_DATE_EPOCH must be a number of seconds since 1970; '\(text)' is none")
    }
    return seconds
  }
}
