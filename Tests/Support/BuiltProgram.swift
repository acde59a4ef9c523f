public import Foundation

/// A program that this build made, in the folder that also holds the tests.
public func builtProgram(_ name: String) -> URL {
  let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  let beside = tests.appending(path: name)
  if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
  return packageFolder.appending(path: ".build/release/\(name)")
}

/// The path of the program that decodes pictures.
public let imageWorker = builtProgram("preau-images").path
