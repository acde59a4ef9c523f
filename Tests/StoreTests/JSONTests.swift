import Store
import Testing

@Suite struct JSONTests {
  private func value(_ text: String) throws(JSONError) -> DocumentValue { try DocumentValue(json: Array(text.utf8)) }

  @Test func namesAreSortedByBytesAndBlanksLeftOut() throws {
    let value = try value(" { \"é\" : 1 , \"b\" : [ true , null ] , \"B\" : { } , \"\" : -0.0 } \n")
    #expect(String(decoding: try value.json(), as: UTF8.self) == #"{"":-0.0,"B":{},"b":[true,null],"é":1}"#)
  }

  @Test(arguments: [
    ("9223372036854775807", DocumentValue.integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9007199254740993", 9_007_199_254_740_993), ("0", 0), ("-0", 0), ("1.0", 1.0), ("1e3", 1_000.0),
    ("1E+3", 1_000.0), ("-2.5e-1", -0.25), ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
    ("5e-324", .number(.leastNonzeroMagnitude)), ("1e-400", 0.0), ("\"\\ud83d\\ude00\\u00e9\\/\"", "😀é/"),
    ("\"\\u0000\\b\\f\\n\\r\\t\\\"\\\\\"", "\0\u{8}\u{C}\n\r\t\"\\"), ("[[],{}]", .list([.list([]), .object([:])])),
  ])
  func whatJSONAllowsIsRead(_ text: String, _ expected: DocumentValue) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: [
    ("", 0, JSONError.Reason.syntax), (" ", 1, .syntax), ("nul", 0, .syntax), ("nullx", 4, .syntax),
    ("[1,]", 3, .syntax),
    ("[1", 2, .syntax), ("{\"a\":1,}", 7, .syntax), ("{a:1}", 1, .syntax), ("{\"a\" 1}", 5, .syntax),
    ("01", 0, .syntax),
    ("-", 0, .syntax), ("1.", 0, .syntax), (".5", 0, .syntax), ("+1", 0, .syntax), ("1e", 0, .syntax),
    ("NaN", 0, .syntax),
    ("Infinity", 0, .syntax), ("\"a", 2, .syntax), ("\"\n\"", 1, .syntax), ("\"\\x\"", 2, .syntax),
    ("\"\\u12g4\"", 5, .syntax), ("\"\\ud800\"", 3, .syntax), ("\"\\ud800\\u0041\"", 3, .syntax),
    ("\"\\udc00\"", 3, .syntax), ("1 2", 2, .syntax), ("9223372036854775808", 0, .numberOutOfRange),
    ("-9223372036854775809", 0, .numberOutOfRange), ("1e400", 0, .numberOutOfRange), ("[-1e999]", 1, .numberOutOfRange),
    ("{\"a\":1,\"a\":2}", 7, .name), ("{\"é\":1,\"e\u{301}\":2}", 8, .name), ("{\"\\u0000\":1}", 1, .name),
  ])
  func whatItDoesNotIsRefused(_ text: String, _ byte: Int, _ reason: JSONError.Reason) {
    #expect(throws: JSONError(byte: byte, reason: reason)) { try value(text) }
  }

  @Test(arguments: [
    [0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
  ])
  func otherBytesThanUTF8AreRefused(_ bytes: [UInt8]) {
    #expect(throws: JSONError(byte: 1, reason: .notUTF8)) { try DocumentValue(json: bytes) }
  }

  @Test func listsAndObjectsAreNested64DeepAtMost() throws {
    let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(String(decoding: try value(deepest).json(), as: UTF8.self) == deepest)
    let deeper = String(repeating: "[{\"a\":", count: 50_000)
    #expect(throws: JSONError(byte: 32 * 6, reason: .tooDeep)) { try value(deeper) }
    #expect(throws: InvalidValue.tooDeep) { try DocumentValue.list([value(deepest)]).json() }
  }

  @Test func everyScalarComesBack() throws {
    var text = ""
    for number in UInt32(0)...0x10FFFF where number < 0x3000 || number % 37 == 0 || number > 0x10FFF0 {
      if let scalar = Unicode.Scalar(number) { text.unicodeScalars.append(scalar) }
    }
    let value = DocumentValue.text(text)
    #expect(try DocumentValue(json: value.json()) == value)
  }

  @Test func whatIsReadFromAnyBytesIsWrittenTheSame() throws {
    let seed = Array(
      #"{"a":[1,-2.5e3,"é\u0000\ud83d\ude00",{"b":null,"":true}],"c":9007199254740993,"d":"\\\"x"}"#.utf8)
    var read = 0
    for round in 0..<20_000 {
      var bytes = seed
      let place = round % bytes.count
      switch round % 3 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: round &* 2_654_435_761 >> 7)
      case 1: bytes.remove(at: place)
      default: bytes.insert(seed[round &* 7 % seed.count], at: place)
      }
      guard let value = try? DocumentValue(json: bytes) else { continue }
      read += 1
      #expect(try DocumentValue(json: value.json()) == value)
    }
    #expect(read > 500)
  }
}
