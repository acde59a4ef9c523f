import Glibc

/// Writes the entries of an invented school: 40 % profiles, 30 % projects, 20 % articles, 10 % resources.
///
/// The same count and seed give the same bytes. Only the entries are written; kinds and themes are elsewhere.
@main enum MakeCorpus {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count >= 2, let count = Int(arguments[1]), count >= 0 else {
      return fail("usage: make-corpus COUNT FOLDER [SEED]")
    }
    let seed = arguments.count > 2 ? UInt64(arguments[3]) ?? 1 : 1
    do throws(CorpusError) {
      var corpus = Corpus(count: count, seed: seed)
      try corpus.write(to: arguments[2])
    } catch {
      fail("make-corpus: cannot write \(error.path)")
    }
  }

  private static func fail(_ message: String) {
    let line = message + "\n"
    _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(1)
  }
}

struct CorpusError: Error {
  let path: String
}
