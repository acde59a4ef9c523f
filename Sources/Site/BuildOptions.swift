public import Content
public import Diagnostics

/// What to build, from where and to where.
///
/// Nothing here is read from the environment or the clock by the build itself.
public struct BuildOptions: Sendable {
  /// Folders as the system knows them.
  public var content: String
  public var themes: String
  public var output: String
  /// The folder of files that are published as they are; it need not be there.
  public var staticFiles: String?
  /// The folders as people should read them in messages.
  public var displayedContent: String
  public var displayedThemes: String
  public var displayedStaticFiles = "static"
  /// Seconds since 1970-01-01 00:00 UTC: what is future or expired, and `site.now` in templates.
  public var now: Int
  public var includesDrafts = false
  /// Takes the place of `base_url` in the site's settings.
  public var baseURL: BaseURL?
  /// Whether files that no build made may lie in the output folder.
  public var adoptsForeignFiles = false
  /// Warnings keep the site from being published, as errors do.
  public var isStrict = false
  /// The folder where a build keeps what the next one need not do again; nil to do everything each time.
  public var cache: String?
  /// The program `preau-images`; without it, the site has no images.
  public var imageWorker: String?
  /// The folder where what was made of images is kept; nil to make it each time.
  public var imageCache: String?
  /// An address or a file of the site, of which the report is to tell why it was made again or not.
  public var explained: String?
  /// Where to note what took how long.
  public var trace: Trace?
  /// How many threads work at once.
  ///
  /// The result is the same for any number.
  public var threads: Int

  public init(content: String, themes: String, output: String, now: Int, threads: Int) {
    self.content = content
    self.themes = themes
    self.output = output
    displayedContent = content
    displayedThemes = themes
    self.now = now
    self.threads = threads
  }

  /// The folders that a site is made from, and how messages name them.
  var sources: [(folder: String, displayed: String)] {
    [(content, displayedContent), (themes, displayedThemes)]
      + (staticFiles.map { [($0, displayedStaticFiles)] } ?? [])
  }
}
