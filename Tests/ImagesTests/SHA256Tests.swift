import Images
import Testing

@Suite struct SHA256Tests {
  /// The examples of FIPS 180-4 and of RFC 6234 §8.5, and one whose length needs a block of its own.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func examplesOfTheStandard(_ text: String, _ expected: String) {
    #expect(SHA256(Array(text.utf8)).text == expected)
    #expect(SHA256(text: expected)?.text == expected)
  }

  @Test func whatIsNoHashIsNone() {
    #expect(SHA256(text: "") == nil)
    #expect(SHA256(text: "../" + String(repeating: "a", count: 61)) == nil)
  }
}
