import Content
import Diagnostics
import Git
import Glibc
import Site
import Store
import Templates

/// An error as a sentence for people, what to do about it, and the exit code.
struct Failure {
  var message: String
  var help: String?
  var code: ExitCode

  init(_ error: any Error) {
    switch error {
    case let misuse as Misuse: self.init(misuse)
    case let failure as CommandFailure:
      self.init(message: failure.message, help: failure.help, code: failure.code)
    case let error as SiteError: self.init(error)
    case let error as OutputError: self.init(error)
    case let error as ContentError: self.init(error)
    case let error as StoreError: self.init(error)
    case let error as GitError: self.init(error)
    default: self.init(unforeseen: error)
    }
  }

  init(unforeseen error: any Error) {
    self.init(message: "something went wrong that preau did not foresee: \(error)", help: nil, code: .failed)
  }

  /// Tells the person and answers the exit code.
  func report() -> ExitCode {
    Terminal.writeError(text(isColored: Terminal.isColored(STDERR_FILENO)))
    return code
  }

  func text(isColored: Bool) -> String {
    let label = isColored ? "\u{1B}[1;31merror:\u{1B}[0m" : "error:"
    return "\(label) \(message)\n" + (help.map { "  help: \($0)\n" } ?? "")
  }

  init(message: String, help: String?, code: ExitCode) {
    self.message = message
    self.help = help
    self.code = code
  }

  private init(_ misuse: Misuse) {
    let page = misuse.command.map { "preau help \($0)" } ?? "preau help"
    let help = misuse.suggestion.map { "did you mean '\($0)'?" } ?? "'\(page)' tells what can be said"
    self.init(message: misuse.message, help: help, code: .misused)
  }

  private init(_ error: SiteError) {
    switch error {
    case .content(let error): self.init(error)
    case .output(let error): self.init(error)
    }
  }

  private init(_ error: ContentError) {
    switch error {
    case .noFolder(let path):
      self.init(
        message: "there is no folder '\(path)'", help: "name it with --content, or begin a site with 'preau init DIR'",
        code: .misused)
    case .unreadable(let path, let code):
      self.init(message: "'\(path)' cannot be read: \(Self.text(code))", help: nil, code: .failed)
    }
  }

  private init(_ error: OutputError) {
    switch error {
    case .foreignFiles(let folder, let paths, let count):
      let more = count > paths.count ? " and \(count - paths.count) more" : ""
      self.init(
        message: "'\(folder)' holds files that no build of this site made: \(paths.joined(separator: ", "))\(more)",
        help: "choose another folder with --output, or keep them there with --force", code: .misused)
    case .system(let operation, let path, let code):
      self.init(message: "cannot \(operation) '\(path)': \(Self.text(code))", help: nil, code: .failed)
    case .overlap(let output, let source, let overlap):
      self.init(
        message: "'\(output)' cannot be the output folder: \(Self.text(overlap, source))",
        help: "name a folder of its own with --output, such as 'site'", code: .misused)
    case .notAFolder(let path):
      self.init(
        message: "'\(path)' must be a folder, and a file or a link is there", help: Self.clearing, code: .misused)
    case .notAFile(let path):
      self.init(
        message: "'\(path)' must be a file, and a folder or something else is there", help: Self.clearing,
        code: .misused)
    }
  }

  private static let clearing = "rename or remove what is there, then try again"

  private static func text(_ overlap: FolderOverlap, _ source: String) -> String {
    switch overlap {
    case .same: "the site is made from it"
    case .inside: "it lies inside '\(source)', which the site is made from"
    case .around: "it contains '\(source)', which the site is made from"
    }
  }

  static func text(_ code: Int32) -> String {
    strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }
}

/// A command that cannot do its work, in its own words.
struct CommandFailure: Error {
  var message: String
  var help: String?
  var code = ExitCode.misused

  init(_ message: String, help: String? = nil, code: ExitCode = .misused) {
    self.message = message
    self.help = help
    self.code = code
  }
}
