import Foundation
import Synchronization
import TestSupport

/// The program `store-writer`, running.
final class WriterProcess: Sendable {
  /// What this build made, in the folder that also holds the tests.
  private static let program: URL = {
    let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let beside = tests.appending(path: "store-writer")
    if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
    return packageFolder.appending(path: ".build/release/store-writer")
  }()

  private let process: Process
  private let input = Pipe()
  private let output = Pipe()

  init(_ arguments: String...) throws {
    process = Process()
    process.executableURL = Self.program
    process.arguments = arguments
    process.standardInput = input
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

  /// Ends its input and waits for its end.
  func finish() throws {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
