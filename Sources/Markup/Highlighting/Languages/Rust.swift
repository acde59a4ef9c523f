extension Language {
  static let rust = Language(
    name: "rust", aliases: ["rs"],
    keywords: """
      as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub \
      ref return static struct super trait type union unsafe use where while yield
      """,
    types: "bool char f32 f64 i8 i16 i32 i64 i128 isize str u8 u16 u32 u64 u128 usize",
    literals: "true false self Self None Some Ok Err",
    functionIntroducers: "fn", typeIntroducers: "struct enum trait union type",
    capitals: .types, macroMark: UInt8(ascii: "!"),
    rules: [
      .lineComment("//"), .nestedComment("/*", "*/"),
      .region(.annotation, "#[", "]", nested: "["), .region(.annotation, "#![", "]", nested: "["),
      Rule(open: "'", action: .characterOrLifetime),
      .string("\"", text), .string("b\"", text), .string("c\"", text), .string("b'", StringRule(close: "'")),
      .string("r\"", raw), .string("br\"", raw),
      .string("r#", rawWithHashes), .string("br#", rawWithHashes),
    ])

  private static let text = StringRule(close: "\"", isMultiline: true)
  private static let raw = StringRule(close: "\"", isMultiline: true, escapes: .none)
  private static let rawWithHashes = StringRule(close: "\"", isMultiline: true, escapes: .none, delimiter: .hashes)
}
