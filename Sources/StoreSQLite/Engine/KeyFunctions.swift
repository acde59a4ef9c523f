import CSQLite3
import Store

/// What SQL asks of documents, for fields that have no column.
///
/// No schema uses these, so that any program can read and check the file.
enum KeyFunctions {
  static func register(on connection: OpaquePointer) -> Int32 {
    let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY
    let functions: [(String, Int32, Function)] = [
      ("value_key", 2, valueKey), ("list_contains", 3, listContains), ("bytes_of_hex", 1, bytesOfHex),
    ]
    for (name, arguments, function) in functions {
      let code = sqlite3_create_function_v2(connection, name, arguments, flags, nil, function, nil, nil, nil)
      guard code == SQLITE_OK else { return code }
    }
    return SQLITE_OK
  }

  private typealias Function =
    @convention(c) (
      OpaquePointer?, Int32, UnsafeMutablePointer<OpaquePointer?>?
    ) -> Void

  /// `value_key(doc, path)`: the key of a field, NULL where it is missing.
  private static let valueKey: Function = { context, _, arguments in
    guard let value = field(arguments, context) else { return }
    answer(OrderKey(value).bytes, context)
  }

  /// `list_contains(doc, path, key)`: whether a field is a list with an element of this key.
  private static let listContains: Function = { context, _, arguments in
    let key = bytes(arguments?[2])
    let contains = field(arguments, context)?.list?.contains { OrderKey($0).bytes == key } ?? false
    sqlite3_result_int(context, contains ? 1 : 0)
  }

  /// `bytes_of_hex(text)`: the blob that a text of hexadecimal digits tells.
  private static let bytesOfHex: Function = { context, _, arguments in
    let digits = bytes(arguments?[0]).map { $0 < 0x40 ? $0 - 0x30 : $0 - 0x61 + 10 }
    answer(stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }, context)
  }

  /// The field that the first two arguments tell of.
  private static func field(
    _ arguments: UnsafeMutablePointer<OpaquePointer?>?, _ context: OpaquePointer?
  ) -> DocumentValue? {
    guard let fields = try? DocumentValue(json: bytes(arguments?[0])).object,  // any mistake there is the same here
      let path = try? FieldPath(String(decoding: bytes(arguments?[1]), as: UTF8.self))  // only paths are bound
    else {
      sqlite3_result_error_code(context, SQLITE_CORRUPT)
      return nil
    }
    return fields[path]
  }

  private static func bytes(_ value: OpaquePointer??) -> [UInt8] {
    guard let value = value.flatMap(\.self), let start = sqlite3_value_blob(value) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_value_bytes(value))))
  }

  private static func answer(_ bytes: [UInt8], _ context: OpaquePointer?) {
    bytes.withUnsafeBytes { csqlite_result_blob(context, $0.baseAddress, UInt64($0.count)) }
  }
}
