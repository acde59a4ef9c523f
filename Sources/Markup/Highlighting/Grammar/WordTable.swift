/// A language's listed words, in a hash table that is probed with the bytes of the code.
struct WordTable: Sendable {
  struct Entry: Sendable {
    var tokenClass: TokenClass?
    var roles: Roles = []
    fileprivate var start = 0
    fileprivate var count = 0
  }

  /// What a word says about what follows it.
  struct Roles: OptionSet, Sendable {
    let rawValue: UInt8
    static let introducesFunction = Roles(rawValue: 1)
    static let introducesType = Roles(rawValue: 2)
    static let introducesCommand = Roles(rawValue: 4)
    /// A keyword is no operand: a slash after it opens a regular expression.
    static let isKeyword = Roles(rawValue: 8)
  }

  static let hashSeed: UInt32 = 0x811C_9DC5

  /// One step of FNV-1a.
  @inline(__always)
  static func hash(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
    (hash ^ UInt32(byte)) &* 0x0100_0193
  }

  private let letters: [UInt8]
  private let slots: [Entry]
  private let mask: Int

  init(_ language: Language) {
    let words = Self.entries(of: language)
    var size = 16
    while size < 2 * words.count { size *= 2 }
    var letters: [UInt8] = []
    var slots = [Entry](repeating: Entry(), count: size)
    // In the order of the words, so that the table never depends on a dictionary's order.
    for (word, entry) in words.sorted(by: { $0.key < $1.key }) {
      var slot = Int(word.utf8.reduce(Self.hashSeed, Self.hash)) & (size - 1)
      while slots[slot].count > 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = entry
      slots[slot].start = letters.count
      slots[slot].count = word.utf8.count
      letters.append(contentsOf: word.utf8)
    }
    self.letters = letters
    self.slots = slots
    mask = size - 1
  }

  /// Finds the entry of a word, whose hash is that of its bytes after `fold`.
  @inline(__always)
  func entry(of word: UnsafeBufferPointer<UInt8>, hash: UInt32, ignoringCase: Bool) -> Entry? {
    var slot = Int(hash) & mask
    while slots[slot].count > 0 {
      let entry = slots[slot]
      if entry.count == word.count, isEqual(entry, word, ignoringCase: ignoringCase) { return entry }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private func isEqual(_ entry: Entry, _ word: UnsafeBufferPointer<UInt8>, ignoringCase: Bool) -> Bool {
    for index in 0..<entry.count {
      let byte = ignoringCase ? word[index].asciiLowercased : word[index]
      if byte != letters[entry.start + index] { return false }
    }
    return true
  }

  private static func entries(of language: Language) -> [String: Entry] {
    var entries: [String: Entry] = [:]
    func add(_ list: String, _ change: (inout Entry) -> Void) {
      let list = language.ignoresCase ? list.lowercased() : list
      for word in list.utf8.split(separator: UInt8(ascii: " ")) {
        change(&entries[String(Substring(word)), default: Entry()])
      }
    }
    add(language.builtins) { $0.tokenClass = .builtin }
    add(language.types) { $0.tokenClass = .type }
    add(language.literals) { $0.tokenClass = .literal }
    add(language.keywords) {
      $0.tokenClass = .keyword
      $0.roles.insert(.isKeyword)
    }
    add(language.functionIntroducers) { $0.roles.insert(.introducesFunction) }
    add(language.typeIntroducers) { $0.roles.insert(.introducesType) }
    add(language.commandIntroducers ?? "") { $0.roles.insert(.introducesCommand) }
    return entries
  }
}
