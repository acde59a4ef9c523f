public import Foundation

/// A program that runs beside the test: what it has written so far, and its end.
///
/// It is killed with the value that holds it.
public final class RunningProgram {
  private let process = Process()
  private let scratch = SiteFixture(["output": ""])
  private let log: FileHandle

  /// Starts a program; its output and its errors go to one file.
  public init(_ program: URL, _ arguments: [String], in folder: URL, environment: [String: String] = [:]) throws {
    log = try FileHandle(forWritingTo: URL(filePath: "\(scratch.path)/output"))
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = log
    process.standardError = log
    try process.run()
  }

  deinit {
    guard process.isRunning else { return }
    kill()
  }

  public var output: String { scratch.text("output") ?? "" }

  public var isRunning: Bool { process.isRunning }

  /// Waits for a text in the output, and answers whether it came before the program ended or two minutes were over.
  public func writes(_ text: String) async throws -> Bool {
    for _ in 0..<24_000 {
      let hasEnded = !process.isRunning
      if output.contains(text) { return true }
      if hasEnded { return false }
      try await Task.sleep(for: .milliseconds(5))
    }
    return false
  }

  /// Asks it to end, as a service manager does.
  public func terminate() { process.terminate() }

  /// Ends it at once, wherever it is; returns when it is gone.
  public func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits for its end; answers the exit code, or 128 and the number of the signal that ended it.
  public func code() async throws -> Int32? {
    for _ in 0..<24_000 where process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
    guard !process.isRunning else { return nil }
    return process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
  }
}
