import Glibc

/// The theme and the kits that come with the program.
///
/// They are looked for where `PREAU_SHARE` says, in `share/preau` beside an installed program's `bin`, and in the
/// folders above the program, which finds a clone from its `.build`.
enum SharedFiles {
  /// The folder that holds `themes/preau` and `kits`; nil when it cannot be found.
  static var folder: String? { candidates.first { access("\($0)/themes/preau/theme.yaml", F_OK) == 0 } }

  private static var candidates: [String] {
    let program = ProgramFolder.path
    var above: [String] = []
    var folder = program
    while let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
      folder = String(folder[..<slash])
      above.append(folder)
    }
    let named = Terminal.environment("PREAU_SHARE").map { [$0] } ?? []
    return named + above.prefix(1).map { $0 + "/share/preau" } + above + ["/usr/local/share/preau", "/usr/share/preau"]
  }
}
