import Content

/// Why a build made a file of the site again or left it, and what the file was made of.
public struct Explanation: Sendable {
  /// Relative to the output folder.
  public let path: String
  /// Why it was made again; nil when it was left as it is.
  public let reason: String?
  /// What it reads, as sentences have it: `the fields of article:meteo`.
  public let reads: [String]

  /// - Parameters:
  ///   - record: the build that made the file or left it.
  ///   - earlier: the one before, whose numbers the reason uses.
  init(_ output: RecordedOutput, of record: BuildRecord, _ reason: StaleOutputs.Reason?, after earlier: BuildRecord?) {
    path = output.path
    self.reason = reason.map { $0.text(in: earlier) }
    let clock = output.reads.validUntil == nil ? [] : ["the clock"]
    reads = output.reads.facts.map(record.facts.name).sorted() + clock
  }
}

extension StaleOutputs.Reason {
  fileprivate func text(in record: BuildRecord?) -> String {
    switch self {
    case .everything:
      "everything is made again, since no build is remembered, or the program, the settings or a kind have changed"
    case .isNew: "no build had made it yet"
    case .subject: "something else is to be made there, such as a list with other entries or with another template"
    case .output: "the published file was not as the last build left it"
    case .clock: "it depends on the time of the build"
    case .fact(let fact): "\(record?.facts.name(of: fact) ?? "what it reads") changed"
    }
  }
}

extension BuildRecord {
  /// The file that an address or a path names: `/articles/`, `articles/index.html`.
  func output(at path: String) -> RecordedOutput? {
    let wanted = path.hasPrefix("/") ? String(path.dropFirst()) : path
    let files = [wanted, wanted.isEmpty || wanted.hasSuffix("/") ? wanted + "index.html" : wanted + "/index.html"]
    return outputs.first { files.contains($0.path) }
  }
}
