import Glibc

/// The folder of the program's real file, and what is installed beside it.
enum ProgramFolder {
  /// Empty when it cannot be found.
  static let path: String = {
    guard let path = realpath("/proc/self/exe", nil) else { return "" }
    defer { free(path) }
    let text = String(cString: path)
    return text.lastIndex(of: "/").map { String(text[..<$0]) } ?? ""
  }()

  /// The program that decodes images; nil when it is not installed.
  static var imageWorker: String? {
    let program = "\(path)/preau-images"
    return access(program, X_OK) == 0 ? program : nil
  }
}
