import Foundation
import TestSupport

/// The program `git-writer`, running.
final class WriterProcess: Sendable {
  /// What this build made, in the folder that also holds the tests.
  private static let program: URL = {
    let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = tests.appending(path: "git-writer")
    if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    return packageFolder.appending(path: ".build/release/git-writer")
  }()

  private let process: Process
  private let output = Pipe()

  init(_ arguments: String...) throws {
    process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    try process.run()
  }

  /// Waits for one more line.
  func readLine() -> String {
    var line: [UInt8] = []
    while let byte = try? output.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// Whole lines that it wrote, to its end.
  func readLines() -> [String] {
    let bytes = (try? output.fileHandleForReading.readToEnd()) ?? Data()
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
  }

  /// Waits for its end, and answers how it ended.
  @discardableResult
  func finish() throws -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }
}
