extension Language {
  static let csharp = Language(
    name: "csharp", aliases: ["cs", "c#", "dotnet"],
    keywords: """
      abstract add and as async await base break case catch checked class const continue default delegate do else enum \
      event explicit extern file finally fixed for foreach from get global goto group if implicit in init interface \
      internal is join let lock namespace new not on operator or orderby out override params partial private protected \
      public readonly record ref remove required return scoped sealed select set sizeof stackalloc static struct switch \
      throw try typeof unchecked unsafe using virtual volatile when where while with yield
      """,
    types: """
      bool byte char decimal double dynamic float int long nint nuint object sbyte short string uint ulong ushort var \
      void
      """,
    literals: "true false null this value",
    builtins: "nameof",
    typeIntroducers: "class struct enum interface record new",
    capitals: .typesUnlessMembers,
    rules: [
      .lineComment("//"), .blockComment("/*", "*/"), .preprocessor,
      .region(.annotation, "[", "]", nested: "[", place: .lineStart),
      .string("\""), .string("'"),
      .string("\"\"\"", StringRule(close: "\"\"\"", isMultiline: true, escapes: .none)),
      .string("@\"", StringRule(close: "\"", isMultiline: true, escapes: .doubling)),
      .string("$\"", StringRule(close: "\"", interpolation: .braces)),
      .string("$@\"", StringRule(close: "\"", isMultiline: true, escapes: .doubling, interpolation: .braces)),
      .string("@$\"", StringRule(close: "\"", isMultiline: true, escapes: .doubling, interpolation: .braces)),
      .string("$\"\"\"", StringRule(close: "\"\"\"", isMultiline: true, escapes: .none, interpolation: .braces)),
    ])
}
