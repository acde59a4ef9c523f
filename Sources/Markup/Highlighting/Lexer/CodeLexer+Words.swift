extension CodeLexer {
  mutating func word() {
    let first = cursor
    let entry = scanWord()
    let isMacro = takeMacroMark()
    let tokenClass = isMacro ? .function : self.tokenClass(ofWordFrom: first, entry)
    if let tokenClass { mark(tokenClass, from: first) }
    lastWord = (cursor, entry?.roles ?? [])
  }

  /// Moves past the word and looks it up, unless it is a member, for which the lists don't hold.
  @inline(__always)
  private mutating func scanWord() -> WordTable.Entry? {
    let first = cursor
    let ignoresCase = grammar.language.ignoresCase
    var hash = WordTable.hashSeed
    while cursor < end, grammar.kinds[Int(bytes[cursor])].contains(.word) {
      hash = WordTable.hash(hash, ignoresCase ? bytes[cursor].asciiLowercased : bytes[cursor])
      cursor += 1
    }
    if grammar.language.wordEnds.contains(byte(at: cursor)), byte(at: cursor + 1) != UInt8(ascii: "=") {
      hash = WordTable.hash(hash, bytes[cursor])
      cursor += 1
    }
    if isMember(first) { return nil }
    let word = UnsafeBufferPointer(rebasing: bytes[first..<cursor])
    return grammar.words.entry(of: word, hash: hash, ignoringCase: ignoresCase)
  }

  private mutating func takeMacroMark() -> Bool {
    guard let mark = grammar.language.macroMark, byte(at: cursor) == mark else { return false }
    guard byte(at: cursor + 1).isOpeningBracket else { return false }
    cursor += 1
    return true
  }

  private func tokenClass(ofWordFrom first: Int, _ entry: WordTable.Entry?) -> TokenClass? {
    let listed = entry?.tokenClass
    if listed == .keyword { return .keyword }
    if isKey { return .property }
    if listed == .type { return .type }
    let roles = rolesBefore(first)
    if roles.contains(.introducesFunction) { return .function }
    if roles.contains(.introducesType) { return .type }
    if grammar.language.commandIntroducers != nil { return classInCommand(from: first, listed) }
    return listed ?? unlistedClass(from: first)
  }

  /// The roles of the word right before, blanks apart.
  private func rolesBefore(_ first: Int) -> WordTable.Roles {
    endBeforeBlanks(first) == lastWord.end ? lastWord.roles : []
  }

  /// In a shell, where words are commands, assignments or arguments.
  private func classInCommand(from first: Int, _ listed: TokenClass?) -> TokenClass? {
    let isCommand = isCommandPlace(first)
    if byte(at: cursor) == UInt8(ascii: "="), isCommand || byte(at: first - 1).isBlank { return .variable }
    if let listed, listed != .builtin { return listed }
    return isCommand ? listed ?? .function : nil
  }

  private func unlistedClass(from first: Int) -> TokenClass? {
    let isCalled = byte(at: cursor) == UInt8(ascii: "(")
    guard bytes[first].isUppercase else { return isCalled ? .function : nil }
    switch grammar.language.capitals {
    case .plain:
      return isCalled ? .function : nil
    case .literals:
      return isCalled ? .function : isAllCapitals(from: first) ? .literal : nil
    case .types:
      guard isAllCapitals(from: first) else { return .type }
      return isCalled ? .function : .literal
    case .typesUnlessMembers:
      if isCalled { return .function }
      if isMember(first) || followsType(first) { return nil }
      return isAllCapitals(from: first) ? .literal : .type
    }
  }

  private func isAllCapitals(from first: Int) -> Bool {
    cursor - first > 1 && bytes[first..<cursor].allSatisfy { !($0.isLetter && !$0.isUppercase) }
  }

  /// True for `Name` in `string Name`, `int? Name` and `List<int> Name`.
  private func followsType(_ first: Int) -> Bool {
    let before = endBeforeBlanks(first)
    guard before < first else { return false }
    if before == lastWord.end { return !lastWord.roles.contains(.isKeyword) }
    let last = byte(at: before - 1)
    let isSuffix = last == UInt8(ascii: "?") || last == UInt8(ascii: ">") || last == UInt8(ascii: "]")
    return isSuffix && !byte(at: before - 2).isBlank
  }

  /// True after `.` and `->`, but not after a range's `..`.
  private func isMember(_ first: Int) -> Bool {
    let before = byte(at: first - 1)
    if before == UInt8(ascii: ".") { return byte(at: first - 2) != before }
    return before == UInt8(ascii: ">") && byte(at: first - 2) == UInt8(ascii: "-")
  }

  private var isKey: Bool {
    let next = byte(at: cursor)
    switch grammar.language.keys {
    case .none, .stringsBeforeColon:
      return false
    case .wordsBeforeColon:
      if next == UInt8(ascii: "?") { return byte(at: cursor + 1) == UInt8(ascii: ":") }
      return next == UInt8(ascii: ":") && byte(at: cursor + 1) != UInt8(ascii: ":")
    case .beforeEquals:
      return next == UInt8(ascii: ".") || isFollowed(by: UInt8(ascii: "="))
    }
  }

  private func isFollowed(by separator: UInt8) -> Bool {
    var index = cursor
    while byte(at: index).isSpace { index += 1 }
    return byte(at: index) == separator
  }

  /// Turns a string that was just lexed into a key if what follows says so.
  mutating func classifyKey(tokensFrom first: Int) {
    let separator: UInt8
    switch grammar.language.keys {
    case .none, .wordsBeforeColon: return
    case .stringsBeforeColon: separator = UInt8(ascii: ":")
    case .beforeEquals: separator = UInt8(ascii: "=")
    }
    guard isFollowed(by: separator) else { return }
    for index in first..<tokens.count where tokens[index].tokenClass == .string {
      tokens[index].tokenClass = .property
    }
  }

  private func isCommandPlace(_ first: Int) -> Bool {
    let before = endBeforeBlanks(first)
    if before == start { return true }
    if before == lastWord.end { return lastWord.roles.contains(.introducesCommand) }
    let last = bytes[before - 1]
    if last.isNewline { return byte(at: before - 2) != UInt8(ascii: "\\") }
    return last.separatesCommands || last == UInt8(ascii: "{") || last == UInt8(ascii: "!")
  }
}
