import Images

/// What names all that was made of a picture: its bytes, and what was made of them.
struct ImageKey: Hashable, Sendable {
  let source: SHA256
  let recipe: ImageRecipe

  /// The name of a file.
  var name: String { "\(source.text)-\(ImageRecipe.version)-\(recipe.rawValue)" }

  /// Ten digits for addresses, so that browsers may keep what is there for ever.
  var version: String {
    var print = Array(source.text.utf8)
    print += Array("\(ImageRecipe.version)".utf8)
    return ContentHash(print).fingerprint
  }
}
