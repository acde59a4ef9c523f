public import Foundation

/// A finished process: what it wrote, and how it ended.
public struct ProcessRun: Sendable {
  public var output: String
  public var errors: String
  public var code: Int32

  /// Runs a program to its end.
  ///
  /// Its output goes to files, so that no full pipe can stop it.
  public init(
    _ program: URL, _ arguments: [String], in folder: URL, environment: [String: String] = [:], input: String = ""
  ) throws {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "preau-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }  // left-overs in /tmp harm nobody
    let files = ["input", "output", "errors"].map { scratch.appending(path: $0) }
    for file in files { try Data().write(to: file) }
    try Data(input.utf8).write(to: files[0])
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"].merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    output = try String(contentsOf: files[1], encoding: .utf8)
    errors = try String(contentsOf: files[2], encoding: .utf8)
    code = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
  }
}

/// The folder of this package.
public let packageFolder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
