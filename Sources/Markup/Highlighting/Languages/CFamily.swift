extension Language {
  static let c = Language(
    name: "c", aliases: ["h"],
    keywords: cKeywords, types: cTypes, literals: cLiterals,
    typeIntroducers: "struct enum union", capitals: .literals, digitSeparator: UInt8(ascii: "'"), rules: cRules)

  static let cpp = Language(
    name: "cpp", aliases: ["c++", "cc", "cxx", "hpp", "h++", "hh"],
    keywords: cKeywords + """
       alignas alignof and bitand bitor catch class co_await co_return co_yield concept consteval constinit const_cast \
      decltype delete dynamic_cast explicit export final friend import module mutable namespace new noexcept not operator \
      or override private protected public reinterpret_cast requires static_assert static_cast template throw try typeid \
      typename using virtual xor
      """,
    types: cTypes + """
       array byte char8_t char16_t char32_t deque function list map multimap optional pair set shared_ptr span stack \
      string string_view tuple unique_ptr unordered_map unordered_set variant vector weak_ptr
      """,
    literals: cLiterals + " this",
    builtins: "cerr cin clog cout endl move forward make_shared make_unique",
    typeIntroducers: "class struct enum union concept new", capitals: .types, digitSeparator: UInt8(ascii: "'"),
    rules: cRules + [rawString("R\""), rawString("LR\""), rawString("uR\""), rawString("UR\""), rawString("u8R\"")])

  private static let cKeywords = """
    asm auto break case const constexpr continue default do else enum extern for goto if inline register restrict return \
    sizeof static struct switch thread_local typedef typeof union volatile while _Alignas _Atomic _Generic _Noreturn \
    _Static_assert
    """
  private static let cTypes = """
    bool char double float int int8_t int16_t int32_t int64_t intptr_t long ptrdiff_t short signed size_t ssize_t time_t \
    uint8_t uint16_t uint32_t uint64_t uintptr_t unsigned void wchar_t FILE _Bool
    """
  private static let cLiterals = "true false nullptr NULL EOF stdin stdout stderr"
  private static let cRules: [Rule] = [
    .lineComment("//"), .blockComment("/*", "*/"), .preprocessor,
    .region(.annotation, "[[", "]]"),
    .string("\""), .string("'"),
    .string("L\"", StringRule(close: "\"")), .string("u8\"", StringRule(close: "\"")),
    .string("u\"", StringRule(close: "\"")), .string("U\"", StringRule(close: "\"")),
  ]

  private static func rawString(_ open: BytePattern) -> Rule {
    let tag = StringRule.Delimiter.tag(upTo: UInt8(ascii: "("))
    return .string(open, StringRule(close: ")\"", isMultiline: true, escapes: .none, delimiter: tag))
  }
}
