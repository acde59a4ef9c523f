import Store
import Testing

@Suite struct FieldPathTests {
  @Test(arguments: ["a", "owner.id", "A-1_b.c", "2026", "_id", String(repeating: "x", count: 64)])
  func aPathIsNamesAndDots(_ text: String) throws {
    #expect(try FieldPath(text).description == text)
  }

  @Test(arguments: [
    "", ".", "a.", ".a", "a..b", "a b", "é", "a\"", "a'b", "$where", "a;--", "a\0", "a[0]", "😀",
    String(repeating: "x", count: 65), Array(repeating: "a", count: 17).joined(separator: "."),
  ])
  func allElseIsRefused(_ text: String) {
    #expect(throws: StoreError.invalidName(text)) { try FieldPath(text) }
  }

  @Test func collectionsOfOneNameAreRefused() {
    #expect(throws: StoreError.invalidName("a")) {
      try MemoryStore([DocumentCollection("a"), DocumentCollection("a", indexes: [Index("b")])])
    }
  }
}
